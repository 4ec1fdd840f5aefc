//! The emulator as a client sees it: real sockets, and nothing of the service but its public API.
#![expect(clippy::expect_used, clippy::panic, reason = "these are tests")]

mod datasets;
mod executions;
mod gateway;
mod http;
mod queries;
mod report_rules;
mod reports;
mod scripted_answers;
mod session;
mod shapes;
mod try_query;
