//! What turns a request into a response; replaced in tests.

use std::fmt;
use std::pin::Pin;

use bytes::Bytes;

use crate::body::Body;
use crate::cause::Cause;

/// A future on the heap that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends requests. The client's own transport is used where none is given; one in memory
/// ([`InMemory`](crate::InMemory)) lets a test see every request and choose every answer.
///
/// A transport must not follow redirects and must not send twice: both are the client's to decide.
/// Deadlines and limits are kept outside, so a transport needs none.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request. The answer is ready when its head is; the body follows in pieces. Header
    /// fields that hold secrets are marked ([`http::HeaderValue::is_sensitive`]).
    ///
    /// # Errors
    ///
    /// The future's: why there is no answer.
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

/// Why there is no answer. The message is shown in errors and logs, so it must not hold URLs,
/// header values or bodies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransportError {
    pub(crate) cause: Cause,
    /// Whether what came breaks the rules of HTTP: then what came before it is not to be trusted either.
    pub(crate) is_garbled: bool,
    message: String,
}

impl TransportError {
    /// There was no connection, so nothing was sent. It may be tried again, whatever it is.
    #[must_use]
    pub fn connect(message: impl Into<String>) -> Self {
        Self::new(Cause::NotSent, &message.into())
    }

    /// TLS could not be agreed on. Trying again is of no use.
    #[must_use]
    pub fn tls(message: impl Into<String>) -> Self {
        Self::new(Cause::Tls, &message.into())
    }

    /// The proxy wants other credentials than it was given. Trying again is of no use.
    #[must_use]
    pub fn proxy(message: impl Into<String>) -> Self {
        Self::new(Cause::Proxy, &message.into())
    }

    /// There was no answer in time; whether the request was acted on is not known.
    #[must_use]
    pub fn timeout(message: impl Into<String>) -> Self {
        Self::new(Cause::Timeout, &message.into())
    }

    /// The connection failed after it was made; whether the request was acted on is not known.
    #[must_use]
    pub fn interrupted(message: impl Into<String>) -> Self {
        Self::new(Cause::Interrupted, &message.into())
    }

    /// What came breaks the rules of HTTP, so that nobody knows what it was.
    pub(crate) fn garbled(message: impl Into<String>) -> Self {
        Self { is_garbled: true, ..Self::interrupted(message) }
    }

    /// The request cannot be sent like this, now or later.
    #[must_use]
    pub fn unusable(message: impl Into<String>) -> Self {
        Self::new(Cause::Unusable, &message.into())
    }

    /// The answer is larger than the client takes.
    pub(crate) fn over_limit(message: impl Into<String>) -> Self {
        Self::new(Cause::Limit, &message.into())
    }

    /// The body comes too slowly to wait for.
    pub(crate) fn stalled(message: impl Into<String>) -> Self {
        Self::new(Cause::Stalled, &message.into())
    }

    fn new(cause: Cause, message: &str) -> Self {
        Self { cause, is_garbled: false, message: crate::error::readable(message) }
    }

    /// What went wrong, as policies see it.
    #[must_use]
    pub fn cause(&self) -> Cause {
        self.cause
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for TransportError {}
