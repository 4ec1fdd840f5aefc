//! A scripted server that fails on purpose, and a scanner for secrets: what the tests of clients are made with. It
//! knows no client and no API.
//!
//! - [`Server`] plays a script on 127.0.0.1, in HTTP/1.1 ([`http1`]) byte by byte or in HTTP/2 ([`http2`]) frame by
//!   frame, with or without TLS ([`tls`]), and writes down all it sees in a [`Journal`]. A forward proxy is a script,
//!   too ([`proxy`]).
//! - [`fault`] is the catalogue of what can go wrong, as data, with what an honest client may make of it.
//! - [`payload`] makes bytes that hurt.
//! - [`secrets`] plants secrets and finds any part of them in what a program lets out, its logs included.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! use apiloom_chaos::http1::{Action, Script};
//! use apiloom_chaos::{Answer, Server};
//!
//! // The first request meets a reset after it had its effect; all others are answered.
//! let script = Script::answer(&Answer::json("{}")).request(Action::after_request([Action::Reset]));
//! let server = Server::start(script).await?;
//! // ... call `server.url()` with a client ...
//! assert!(server.journal().effects() <= 1, "what must not be repeated was not");
//! server.stop().await;
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]

mod answer;
pub mod fault;
mod gate;
pub mod http1;
pub mod http2;
mod journal;
pub mod payload;
mod pen;
pub mod proxy;
mod recorded;
pub mod secrets;
mod server;
pub mod tls;

pub use answer::Answer;
pub use gate::Gate;
pub use journal::{Connection, Journal, Log};
pub use recorded::{Protocol, Recorded};
pub use server::{Script, Server};
