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
#[cfg(feature = "rustls")]
mod environment;
mod events;
mod framing;
#[cfg(feature = "reqwest-client")]
mod given;
#[cfg(feature = "gzip")]
mod limits;
mod network;
mod paging;
mod proxies;
mod retries;
mod runtimes;
mod secrets;
mod spans;
mod support;
mod waiting;
