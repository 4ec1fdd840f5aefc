//! The emulator as a client sees it: real sockets, and nothing of the service but its public API.
//!
//! The service is written against a trait that is generated from the spec of the client, so it could share the spec's
//! mistakes. What is asked and expected here is not: it is taken from the documentation, byte by byte, without the
//! generated code.
#![expect(clippy::expect_used, clippy::panic, reason = "these are tests")]

mod assertions;
mod datasets;
mod devices;
mod executions;
mod file_faults;
mod files;
mod gateway;
mod http;
mod links;
mod paging;
mod queries;
mod refresh_tokens;
mod report_rules;
mod reports;
mod run_plan;
mod scripted_answers;
mod session;
mod shapes;
mod tokens;
mod try_query;
