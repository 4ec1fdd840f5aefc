//! How errors are made, one function per kind.

use std::time::Duration;

use secrecy::ExposeSecret;

use super::kind::Kind;
use super::{Error, Inner, readable, without_secrets};
use crate::api::Casing;
use crate::credentials::{AccessToken, CredentialsError};
use crate::decode::{self, DecodeError};
use crate::guard::Received;
use crate::operation::Operation;
use crate::problem::Problem;
use crate::retry::Attempt;
use crate::transport::TransportError;

impl Error {
    pub(crate) fn configuration(operation: Option<&'static Operation>, what: impl Into<String>) -> Self {
        Self::make(Kind::Configuration(what.into()), operation, None, None)
    }

    pub(crate) fn invalid_arguments(operation: &'static Operation, problems: Vec<Problem>) -> Self {
        Self::make(Kind::InvalidArguments(problems), Some(operation), None, None)
    }

    pub(crate) fn invalid_argument(operation: &'static Operation, place: &str, what: &'static str) -> Self {
        Self::invalid_arguments(operation, vec![Problem::new(place, what)])
    }

    pub(crate) fn credentials(operation: &'static Operation, error: CredentialsError) -> Self {
        Self::make(Kind::Credentials(error), Some(operation), None, None)
    }

    pub(crate) fn deadline(operation: &'static Operation, limit: Duration) -> Self {
        Self::make(Kind::Deadline(limit), Some(operation), None, None)
    }

    pub(crate) fn transport(operation: &'static Operation, error: TransportError) -> Self {
        Self::make(Kind::Transport(error), Some(operation), None, None)
    }

    pub(crate) fn paging(operation: &'static Operation, what: impl Into<String>) -> Self {
        Self::make(Kind::Paging(what.into()), Some(operation), None, None)
    }

    pub(crate) fn hopeless(operation: &'static Operation, wait: &'static str, state: &str) -> Self {
        Self::make(Kind::Hopeless(wait, readable(state)), Some(operation), None, None)
    }

    pub(crate) fn not_in_time(
        operation: &'static Operation,
        wait: &'static str,
        limit: Duration,
        state: Option<&str>,
    ) -> Self {
        Self::make(Kind::NotInTime(wait, limit, state.map(readable)), Some(operation), None, None)
    }

    /// An answer with a status that is declared as an error, or not at all.
    pub(crate) fn with_status(operation: &'static Operation, received: Received, casing: Casing) -> Self {
        let fields = operation.declared(received.status).map_or(&[][..], |known| known.message);
        let message = fields.iter().find_map(|path| {
            let path: Vec<&str> = path.split('.').collect();
            decode::text_at(&received.body, &path, casing)
        });
        let mut error = Self::make(Kind::Status, Some(operation), Some(received), message);
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
        Self::make(kind, Some(operation), Some(received), message.map(str::to_owned))
    }

    pub(crate) fn media_type(operation: &'static Operation, received: Received, essence: String) -> Self {
        Self::make(Kind::MediaType(essence), Some(operation), Some(received), None)
    }

    pub(crate) fn decode(operation: &'static Operation, received: Received, error: DecodeError) -> Self {
        Self::make(Kind::Decode(error), Some(operation), Some(received), None)
    }

    pub(crate) fn item_count(operation: &'static Operation, received: Received, count: usize) -> Self {
        Self::make(Kind::ItemCount(count), Some(operation), Some(received), None)
    }

    #[cfg(feature = "download")]
    pub(crate) fn download(failure: crate::download::Failure) -> Self {
        Self::make(Kind::Download(failure), Some(&crate::download::DOWNLOAD), None, None)
    }

    #[cold]
    fn make(
        kind: Kind,
        operation: Option<&'static Operation>,
        received: Option<Received>,
        message: Option<String>,
    ) -> Self {
        let message = message.map(|message| readable(&without_secrets(&message, &known(received.as_ref()))));
        let message = message.filter(|message| !message.is_empty());
        let casing = Casing::Exact;
        Self(Box::new(Inner {
            kind,
            operation,
            received,
            casing,
            message,
            host: None,
            attempts: Vec::new(),
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
    pub(crate) fn after(mut self, attempts: Vec<Attempt>, elapsed: Duration) -> Self {
        self.0.attempts = attempts;
        self.0.elapsed = elapsed;
        self
    }
}

/// The secrets of the request that this answers.
fn known(received: Option<&Received>) -> Vec<&str> {
    let tokens = received.map(|received| received.tokens.as_slice()).unwrap_or_default();
    let secrets = received.and_then(|received| received.secrets.as_deref()).unwrap_or_default();
    tokens.iter().map(AccessToken::expose).chain(secrets.iter().map(ExposeSecret::expose_secret)).collect()
}
