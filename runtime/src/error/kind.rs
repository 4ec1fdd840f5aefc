//! The kinds of errors.

use std::time::Duration;

use crate::credentials::CredentialsError;
use crate::decode::DecodeError;
use crate::problem::Problem;
use crate::transport::TransportError;

pub(super) enum Kind {
    /// The client cannot make this call.
    Configuration(String),
    InvalidArguments(Vec<Problem>),
    Credentials(CredentialsError),
    Deadline(Duration),
    Transport(TransportError),
    /// The status of the answer is an error, or not declared.
    Status,
    /// The envelope of a 2XX answer says this status.
    Service(u16),
    /// The answer is of this media type and not JSON.
    MediaType(String),
    Decode(DecodeError),
    /// There is no next page although there should be one.
    Paging(String),
    /// A wait ended because its state is one from which there is no way: the wait, and the state.
    Hopeless(&'static str, String),
    /// A wait took too long: the wait, its limit, and the last state.
    NotInTime(&'static str, Duration, Option<String>),
    /// One item was promised and so many came.
    ItemCount(usize),
    /// A download has no file.
    #[cfg(feature = "download")]
    Download(crate::download::Failure),
}
