//! How errors are made, one function per kind.

use std::sync::OnceLock;
use std::time::Duration;

use secrecy::ExposeSecret;

use super::kind::Kind;
use super::scrub::without_secrets;
use super::{Error, Inner, readable};
use crate::api::Casing;
use crate::credentials::{AccessToken, CredentialsError};
use crate::decode::DecodeError;
use crate::guard::Received;
use crate::operation::Operation;
use crate::problem::Problem;
use crate::retry::Attempts;
use crate::transport::TransportError;

impl Error {
    pub(crate) fn configuration(operation: Option<&'static Operation>, what: impl Into<String>) -> Self {
        Self::make(Kind::Configuration(what.into()), operation, None)
    }

    pub(crate) fn invalid_arguments(operation: &'static Operation, problems: Vec<Problem>) -> Self {
        Self::make(Kind::InvalidArguments(problems), Some(operation), None)
    }

    pub(crate) fn invalid_argument(operation: &'static Operation, place: &str, what: &'static str) -> Self {
        Self::invalid_arguments(operation, vec![Problem::new(place, what)])
    }

    pub(crate) fn credentials(operation: &'static Operation, error: CredentialsError) -> Self {
        Self::make(Kind::Credentials(error), Some(operation), None)
    }

    pub(crate) fn deadline(operation: &'static Operation, limit: Duration) -> Self {
        Self::make(Kind::Deadline(limit), Some(operation), None)
    }

    pub(crate) fn transport(operation: &'static Operation, error: TransportError) -> Self {
        Self::make(Kind::Transport(error), Some(operation), None)
    }

    pub(crate) fn paging(operation: &'static Operation, what: impl Into<String>) -> Self {
        Self::make(Kind::Paging(what.into()), Some(operation), None)
    }

    pub(crate) fn hopeless(operation: &'static Operation, wait: &'static str, state: &str) -> Self {
        Self::make(Kind::Hopeless(wait, readable(state)), Some(operation), None)
    }

    pub(crate) fn not_in_time(
        operation: &'static Operation,
        wait: &'static str,
        limit: Duration,
        state: Option<&str>,
    ) -> Self {
        Self::make(Kind::NotInTime(wait, limit, state.map(readable)), Some(operation), None)
    }

    /// An answer with a status that is declared as an error, or not at all.
    pub(crate) fn with_status(operation: &'static Operation, received: Received, casing: Casing) -> Self {
        let mut error = Self::make(Kind::Status, Some(operation), Some(received));
        error.0.casing = casing;
        error
    }

    pub(crate) fn service(
        operation: &'static Operation,
        received: Received,
        status: i64,
        message: Option<&str>,
    ) -> Self {
        let kind = Kind::Service(u16::try_from(status).unwrap_or(u16::MAX));
        let message = message.and_then(|message| shown(message, &received));
        let mut error = Self::make(kind, Some(operation), Some(received));
        error.0.message = OnceLock::from(message);
        error
    }

    pub(crate) fn media_type(operation: &'static Operation, received: Received, essence: String) -> Self {
        Self::make(Kind::MediaType(essence), Some(operation), Some(received))
    }

    pub(crate) fn decode(operation: &'static Operation, received: Received, error: DecodeError) -> Self {
        Self::make(Kind::Decode(error), Some(operation), Some(received))
    }

    pub(crate) fn item_count(operation: &'static Operation, received: Received, count: usize) -> Self {
        Self::make(Kind::ItemCount(count), Some(operation), Some(received))
    }

    #[cfg(feature = "download")]
    pub(crate) fn download(failure: crate::download::Failure) -> Self {
        Self::make(Kind::Download(failure), Some(&crate::download::DOWNLOAD), None)
    }

    #[cold]
    fn make(kind: Kind, operation: Option<&'static Operation>, received: Option<Received>) -> Self {
        let casing = Casing::Exact;
        Self(Box::new(Inner {
            kind,
            operation,
            received,
            casing,
            message: OnceLock::new(),
            host: None,
            attempts: Attempts::None,
            elapsed: Duration::ZERO,
        }))
    }

    /// The same error with the host that it is about, if it does not name one yet.
    #[cfg(feature = "download")]
    pub(crate) fn at_host(mut self, host: &str) -> Self {
        self.0.host.get_or_insert_with(|| readable(host));
        self
    }

    /// The same error with what led to it.
    #[cold]
    pub(crate) fn after(mut self, attempts: Attempts, elapsed: Duration) -> Self {
        self.0.attempts = attempts;
        self.0.elapsed = elapsed;
        self
    }
}

/// What a server says, without what must not be shown; nothing if nothing is left.
pub(super) fn shown(message: &str, received: &Received) -> Option<String> {
    let message = readable(&without_secrets(message, &known(received)));
    (!message.is_empty()).then_some(message)
}

/// The secrets of the request that this answers.
fn known(received: &Received) -> Vec<&str> {
    let secrets = received.secrets.as_deref().unwrap_or_default();
    received.tokens.iter().map(AccessToken::expose).chain(secrets.iter().map(ExposeSecret::expose_secret)).collect()
}
