//! An in-memory Partner Center Insights service for tests and examples.
//!
//! It answers all twelve operations of the three families ([`Family`]) over real HTTP on
//! 127.0.0.1, with the documented statuses, messages and oddities: a list with nothing in it is a
//! 404, executions show only `Completed` ones until asked otherwise, `Format` comes back in lower
//! case. It starts empty, apart from the datasets and system queries of the documentation.
//!
//! It does not use the generated client or anything the client is generated from. It is a second,
//! independent reading of the documented facts, so that client and service cannot share a mistake.
//!
//! ```no_run
//! # async fn example() -> std::io::Result<()> {
//! use partner_insights_emulator::{Answer, Emulator, Family};
//!
//! let emulator = Emulator::start().await?;
//! let base = emulator.url(Family::Partner);
//! let token = emulator.token();
//!
//! // ... create a report through `base` with `token`, then let its execution finish:
//! emulator.complete_executions();
//!
//! // The next request is throttled, whatever it asks.
//! emulator.answer_next(
//!     Answer::gateway(429, "Rate limit is exceeded. Try again in 2 seconds.")
//!         .header("Retry-After", "2"),
//! );
//! # Ok(())
//! # }
//! ```
//!
//! Where the documentation is silent, the emulator does the following, and a client must not rely
//! on it:
//!
//! - An update changes the fields that are sent and keeps the others. The execution that is already
//!   queued keeps its time.
//! - Every report has one unfinished execution at most. Pausing a report pauses it. When it
//!   completes, a scheduled report queues the next one; after the last, the report is `Inactive`.
//! - Deleting a query leaves the reports made from it as they are.
//! - Lists are never split into pages: `nextLink` is null. Script a page with
//!   [`Emulator::answer_next`].
//! - The columns of the Store's datasets are examples.
#![forbid(unsafe_code)]

mod answer;
mod body;
mod call;
mod catalog;
mod download;
mod emulator;
mod family;
mod model;
mod operations;
mod parameters;
mod received_request;
mod refusal;
mod reply;
mod select;
mod server;
mod shared;
mod timestamp;

pub use answer::Answer;
pub use emulator::Emulator;
pub use family::Family;
pub use received_request::ReceivedRequest;
