//! The runtime against servers, transports and texts that misbehave.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod answers;
mod arguments;
mod bodies;
mod network;
mod secrets;
mod support;
