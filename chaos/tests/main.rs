//! The scripted servers against clients that are no client library, and the scanner against planted secrets.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod fault;
mod honest;
mod http1;
mod http2;
mod judge;
mod payload;
mod proxy;
mod secrets;
mod stage;
mod support;
mod tls;
