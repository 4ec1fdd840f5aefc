//! What can go wrong with a call: one opaque type with questions to ask it.

mod display;
mod kind;
mod make;
mod readable;
mod scrub;

use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use self::kind::Kind;
use self::make::shown;
pub(crate) use self::readable::readable;
use crate::api::Casing;
use crate::cause::Cause;
use crate::credentials::CredentialsError;
use crate::decode;
use crate::guard::Received;
use crate::operation::{Declared, Operation};
use crate::response::request_id;
use crate::retry::{Attempt, Attempts, retry_after};

/// A body that a spec declares for an error status.
pub trait ErrorBody: DeserializeOwned {
    /// The name of the schema in the spec.
    const SCHEMA: &'static str;
}

/// Why a call has no answer that its caller hoped for.
///
/// `Display` and `Debug` name the operation, the status and what the server says in words, and
/// never a value, a URL, a header value or a body.
pub struct Error(Box<Inner>);

struct Inner {
    kind: Kind,
    operation: Option<&'static Operation>,
    received: Option<Received>,
    casing: Casing,
    /// What the server says: looked for when somebody asks, since many errors are told apart by their status alone.
    message: OnceLock<Option<String>>,
    host: Option<String>,
    attempts: Attempts,
    elapsed: Duration,
}

impl Error {
    /// The status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.received.as_ref().map(|received| received.status)
    }

    /// What the service means: the status in the envelope, where it is 400 or more inside a 2XX
    /// answer, else the status of the answer.
    #[must_use]
    pub fn service_status(&self) -> Option<u16> {
        match self.0.kind {
            Kind::Service(status) => Some(status),
            _ => self.status().map(|status| status.as_u16()),
        }
    }

    /// Whether there is no such thing (404, 410).
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(self.service_status(), Some(404 | 410))
    }

    /// Whether the credentials are missing or not accepted (401).
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.service_status() == Some(401)
    }

    /// Whether the caller may not do this (403).
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.service_status() == Some(403)
    }

    /// Whether the caller asks too often (429): see [`retry_after`](Self::retry_after).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.service_status() == Some(429)
    }

    /// Whether the deadline passed, or a connection took too long. What was asked for may have
    /// been done.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::Deadline(_) | Kind::NotInTime(..)) || self.transport_cause() == Some(Cause::Timeout)
    }

    /// Whether there was no connection, so that nothing was sent.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self.transport_cause(), Some(Cause::NotSent | Cause::Tls | Cause::Proxy))
    }

    /// Whether an argument broke a rule of the spec, so that nothing was sent.
    #[must_use]
    pub fn is_invalid_argument(&self) -> bool {
        matches!(self.0.kind, Kind::InvalidArguments(_))
    }

    /// Whether the client's settings do not allow the call, so that nothing was sent.
    #[must_use]
    pub fn is_configuration(&self) -> bool {
        matches!(self.0.kind, Kind::Configuration(_))
    }

    /// Whether the credentials had no token, so that nothing was sent.
    #[must_use]
    pub fn is_credentials(&self) -> bool {
        matches!(self.0.kind, Kind::Credentials(_))
    }

    /// Why there was no token, where that is why the call failed: what the identity provider says of it.
    #[must_use]
    pub fn credentials_error(&self) -> Option<&CredentialsError> {
        match &self.0.kind {
            Kind::Credentials(error) => Some(error),
            _ => None,
        }
    }

    /// Whether the answer is not what the spec says: another media type, another shape, another
    /// number of items, a text or bytes of which nothing tells whether they are whole.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode(_) | Kind::MediaType(_) | Kind::ItemCount(_))
    }

    /// Whether the spec does not declare the status.
    #[must_use]
    pub fn is_unexpected_status(&self) -> bool {
        matches!(self.0.kind, Kind::Status) && self.declared().is_none()
    }

    /// Whether the same request may succeed later: no connection, no answer in time, or one of
    /// 408, 429, 500, 502, 503 and 504. It does not say that sending again is harmless; that
    /// depends on the operation (RFC 9110 section 9.2.2).
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match &self.0.kind {
            Kind::Deadline(_) => true,
            Kind::Transport(error) => error.cause().is_transient(),
            Kind::Status | Kind::Service(_) => {
                matches!(self.service_status(), Some(408 | 429 | 500 | 502 | 503 | 504))
            }
            _ => false,
        }
    }

    /// What the server calls this exchange in its logs; name it when asking for support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(request_id)
    }

    /// How long the server wants to be left alone: `retry-after-ms`, or `Retry-After` as seconds or as a date (RFC
    /// 9110 section 10.2.3). It is whatever the server says; bound it before waiting.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.0.kind {
            Kind::Credentials(error) => error.retry_after(),
            _ => self.headers().and_then(|headers| retry_after(headers, SystemTime::now())),
        }
    }

    /// The attempts that failed, in their order; none where nothing was sent.
    #[must_use]
    pub fn attempts(&self) -> &[Attempt] {
        self.0.attempts.as_slice()
    }

    /// How long the call took.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed
    }

    /// Whether it is not known if what was asked for was done: the request was sent, and the answer to one of its
    /// attempts did not come, or was an accident of the server (5XX). Look before asking for it again.
    #[must_use]
    pub fn outcome_is_unknown(&self) -> bool {
        self.attempts().iter().any(|attempt| attempt.cause().is_ambiguous())
    }

    /// Whether there is no next page although there should be one: its link leads elsewhere or in a circle, or there are
    /// more pages than the client takes.
    #[must_use]
    pub fn is_paging(&self) -> bool {
        matches!(self.0.kind, Kind::Paging(_))
    }

    /// Whether a wait met a state that does not lead to the one that was waited for.
    #[must_use]
    pub fn is_hopeless(&self) -> bool {
        matches!(self.0.kind, Kind::Hopeless(..))
    }

    /// The last state that a wait met, where it ended without reaching its own.
    #[must_use]
    pub fn last_state(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Hopeless(_, state) | Kind::NotInTime(_, _, Some(state)) => Some(state),
            _ => None,
        }
    }

    /// Whether the answer has this status, and a body of the declared shape.
    pub(crate) fn is_declared_as(&self, status: u16, is_declared: fn(&[u8], Casing) -> bool) -> bool {
        let received = self.0.received.as_ref();
        received
            .is_some_and(|received| received.status.as_u16() == status && is_declared(&received.body, self.0.casing))
    }

    /// Whether TLS could not be agreed on, or the certificate is not to be trusted; nothing was sent.
    #[must_use]
    pub fn is_tls(&self) -> bool {
        self.transport_cause() == Some(Cause::Tls)
    }

    /// Whether the answer is larger than the client takes: see [`Limits`](crate::Limits).
    #[must_use]
    pub fn is_over_limit(&self) -> bool {
        self.transport_cause() == Some(Cause::Limit)
    }

    /// The host that the server wants the request to be sent to instead (RFC 9110 section 15.4). Redirects are not
    /// followed: the credentials and the body are for one server.
    #[must_use]
    pub fn redirect_host(&self) -> Option<String> {
        let received = self.0.received.as_ref().filter(|received| received.status.is_redirection())?;
        let location = received.headers.get(http::header::LOCATION)?.to_str().ok()?;
        let location = url::Url::parse(location).ok()?;
        location.host_str().map(readable)
    }

    /// The host that a link leads to, where it is about a link: nothing else of a link is ever shown.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        self.0.host.as_deref()
    }

    /// What the server says in words, in the field that the spec names for it: at most 1 KiB,
    /// control characters escaped. Where it repeats the token of the request, or something that looks like one, it says
    /// `[redacted]` there.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.get_or_init(|| self.find_message()).as_deref()
    }

    fn find_message(&self) -> Option<String> {
        let (received, operation) = (self.0.received.as_ref()?, self.0.operation?);
        let Kind::Status = self.0.kind else { return None };
        let fields = operation.declared(received.status).map_or(&[][..], |known| known.message);
        let message = fields.iter().find_map(|path| {
            let path: Vec<&str> = path.split('.').collect();
            decode::text_at(&received.body, &path, self.0.casing)
        });
        message.and_then(|message| shown(&message, received))
    }

    /// The body, where the spec declares a `T` for the status of the answer and it is one.
    #[must_use]
    pub fn body<T: ErrorBody>(&self) -> Option<T> {
        let body = self.body_of(T::SCHEMA)?;
        decode::from_slice(body, self.0.casing).ok()
    }

    /// The body as it came, at most 64 KiB of it where the status is not 2XX. It may hold anything.
    #[must_use]
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.0.received.as_ref().map(|received| &received.body)
    }

    /// The header fields of the answer. They may hold anything.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.received.as_ref().map(|received| &received.headers)
    }

    /// The name of the operation.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.map(|operation| operation.name)
    }

    /// Where in the answer it could not be decoded: `Value[0].ReportId`.
    #[must_use]
    pub fn decode_path(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Decode(error) => Some(error.path()),
            _ => None,
        }
    }

    /// Why the attempt failed, as policies see it; none where it is not for them.
    pub(crate) fn cause(&self) -> Option<Cause> {
        match &self.0.kind {
            Kind::Transport(error) => Some(error.cause()),
            Kind::Status => self.status().map(Cause::Status),
            _ => None,
        }
    }

    /// The kind in a word, for `error.type` of a span.
    pub(crate) fn word(&self) -> std::borrow::Cow<'static, str> {
        match &self.0.kind {
            Kind::Configuration(_) => "configuration".into(),
            Kind::InvalidArguments(_) => "invalid_argument".into(),
            Kind::Credentials(_) => "credentials".into(),
            Kind::Deadline(_) => "timeout".into(),
            Kind::Transport(error) => error.cause().to_string().into(),
            Kind::Status | Kind::Service(_) => {
                self.service_status().map_or("status".into(), |status| status.to_string().into())
            }
            Kind::MediaType(_) | Kind::Decode(_) | Kind::ItemCount(_) => "decode".into(),
            Kind::Paging(_) => "paging".into(),
            Kind::Hopeless(..) => "hopeless".into(),
            Kind::NotInTime(..) => "timeout".into(),
            #[cfg(feature = "download")]
            Kind::Download(failure) => failure.word().into(),
        }
    }

    #[cfg(feature = "download")]
    pub(crate) fn download_failure(&self) -> Option<&crate::download::Failure> {
        match &self.0.kind {
            Kind::Download(failure) => Some(failure),
            _ => None,
        }
    }

    fn transport_cause(&self) -> Option<Cause> {
        match &self.0.kind {
            Kind::Transport(error) => Some(error.cause()),
            _ => None,
        }
    }

    fn declared(&self) -> Option<&'static Declared> {
        self.0.operation?.declared(self.status()?)
    }

    fn body_of(&self, schema: &str) -> Option<&Bytes> {
        let is_declared = self.declared().is_some_and(|declared| declared.schema == schema);
        self.raw_body().filter(|_| is_declared && matches!(self.0.kind, Kind::Status))
    }
}
