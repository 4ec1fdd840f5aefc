//! The runtime against servers, transports and texts that misbehave.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod answers;
mod arguments;
#[cfg(feature = "blocking")]
mod blocking;
mod bodies;
#[cfg(feature = "oauth")]
mod credentials;
#[cfg(all(feature = "download", feature = "gzip"))]
mod download;
#[cfg(feature = "gzip")]
mod limits;
mod network;
mod paging;
mod retries;
mod secrets;
mod spans;
mod support;
mod waiting;
