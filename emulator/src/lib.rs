//! An in-memory Partner Center Insights service for tests and examples.
//!
//! It answers all twelve operations of the three families ([`Family`]) over real HTTP on
//! 127.0.0.1, with the documented statuses, messages and oddities: a list with nothing in it is a
//! 404, executions show only `Completed` ones until asked otherwise, `Format` comes back in lower
//! case. It starts empty, apart from the datasets and system queries of the documentation.
//!
//! Its operations implement the trait that is generated, as the client is, from `spec/`: what they are given and what
//! they answer is what the spec says, so that client and service cannot disagree. What real answers have and the spec
//! does not is added in one place: names in `camelCase`, null where nothing is said, and what one family sends and another
//! does not. Whether all of that is what the documentation says is for `tests/wire` to tell: an independent reading of
//! the documented facts, byte by byte over sockets, without the generated code.
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
//! # Time
//!
//! The emulator's clock is the system's, moved ahead by [`Emulator::advance`] and, if wanted, by every request:
//! [`Emulator::advance_per_request`]. Everything that takes time goes by it: executions with a plan
//! ([`Emulator::run_executions`]), links, access tokens, sign-ins on other devices. None of it sleeps, so a test
//! that polls for an hour takes no time.
//!
//! # Files
//!
//! `reportAccessSecureLink` is signed and ends, like a shared access signature of Azure Storage: whoever has it may
//! read, with no token besides. A changed or expired link is a 403 with Azure's XML; listing the executions again
//! gives a fresh link to the same file. Files have a strong `ETag`, a `Content-MD5`, and come in ranges, under
//! conditions, compressed, as large as [`Emulator::file_rows`] says, and damaged as [`FileFault`] says.
//!
//! # Tokens
//!
//! On the same origin there is a token service in the manner of Microsoft Entra ID, for the one application
//! [`Emulator::client_id`] of the tenant [`Emulator::tenant`]:
//!
//! - `POST /{tenant}/oauth2/v2.0/token` takes scopes, `POST /{tenant}/oauth2/token` takes a resource and answers with
//!   all numbers as strings.
//! - `client_credentials` wants the secret or an assertion. A refresh token is good once, and is replaced. A device
//!   code of `POST /{tenant}/oauth2/v2.0/devicecode` (v2.0 only) is good once its user code is approved,
//!   by [`Emulator::approve_device`] or on the page that goes with it. `password` is never enough.
//! - An access token is good for the families of its audience until it expires. For another audience it is a 401 with
//!   the code 900420, as Partner Center has it.
//!
//! # Where the documentation is silent
//!
//! The emulator does the following, and a client must not rely on it:
//!
//! - What the spec does not allow is refused in every family, also where only the pages of one state the limit: a `;` in
//!   the name of a report, a text of more than 256 characters. What is no UUID identifies nothing.
//! - A parameter without a value and a text of blanks are as good as absent.
//! - An update changes the fields that are sent and keeps the others. The execution that is already queued keeps its
//!   time.
//! - Every report has one unfinished execution at most. Pausing a report pauses it. When it completes or, by a plan,
//!   fails, a scheduled report queues the next one; after the last, the report is `Inactive`.
//! - With a plan, executions that were missed while a report was paused are made up for.
//! - A failed execution has neither a link nor a time of generation.
//! - Deleting a query leaves the reports made from it as they are.
//! - Lists are not split into pages, and `nextLink` is null, until [`Emulator::page_size`] says otherwise. A link to
//!   a page then is the request itself with a `skiptoken`, `totalCount` counts the items of the page, and the
//!   marketplace, whose examples have no `nextLink`, has one where a page follows. The rows of a tried query are no
//!   list.
//! - Links to files end after an hour, and `reportExpiryTime` is null all the same, as in every documented example.
//! - Of ranges, `a-` and `a-b` are understood; others are ignored. A part has no `Content-MD5` but, as in Azure, that
//!   of the whole file by another name. A compressed file is another representation, with an `ETag` of its own.
//! - The signature of a client assertion is not verified, for lack of a key: `alg`, the thumbprint, `aud`, `iss`,
//!   `sub`, `jti`, `nbf` and `exp` are.
//! - The sentences of Entra's failures are the emulator's own. So are some of the numbers: `expired_token` has 70020,
//!   `authorization_declined` 70018, `slow_down` the 70016 of `authorization_pending`.
//! - A device that asks too often hears `slow_down` only if [`Emulator::slow_device_down`] says so.
//! - The columns of the Store's datasets are examples.
#![forbid(unsafe_code)]

mod answer;
mod call;
mod catalog;
mod connection;
mod documented;
mod emulator;
mod family;
mod files;
mod identity;
mod lenient;
mod links;
mod model;
mod operations;
mod paging;
mod parameters;
mod received_request;
mod refusal;
mod refused;
mod secret;
mod select;
mod server;
mod service;
mod shared;
mod timestamp;

apiloom_runtime::include_client!(mod api);

pub use answer::Answer;
pub use emulator::Emulator;
pub use family::Family;
pub use files::FileFault;
pub use model::RunPlan;
pub use received_request::ReceivedRequest;
