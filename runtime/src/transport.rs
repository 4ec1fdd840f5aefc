//! What turns a request into a response; replaced in tests.

use std::fmt;
use std::pin::Pin;

use bytes::Bytes;

/// A future on the heap that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends requests. The client's own transport is used where none is given; one in memory lets a
/// test see every request and choose every answer.
///
/// A transport must not follow redirects and must not send twice: both are the client's to decide.
/// The deadline of a call is kept outside.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request and reads its answer. Header fields that hold secrets are marked
    /// ([`http::HeaderValue::is_sensitive`]).
    ///
    /// # Errors
    ///
    /// The future's: why there is no answer.
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;
}

/// How much of a body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Of an answer with a 2XX status; a longer one is refused.
    pub body: u64,
    /// Of another answer; a longer one is cut.
    pub error_body: u64,
}

/// Why there is no answer. The message is shown in errors and logs, so it must not hold URLs,
/// header values or bodies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransportError {
    pub(crate) kind: TransportErrorKind,
    message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TransportErrorKind {
    Connect,
    Timeout,
    TooLarge,
    Other,
}

impl TransportError {
    /// There was no connection, so nothing was sent.
    #[must_use]
    pub fn connect(message: impl Into<String>) -> Self {
        Self::new(TransportErrorKind::Connect, &message.into())
    }

    /// There was no answer in time.
    #[must_use]
    pub fn timeout(message: impl Into<String>) -> Self {
        Self::new(TransportErrorKind::Timeout, &message.into())
    }

    /// The connection failed after it was made; whether the request was acted on is not known.
    #[must_use]
    pub fn other(message: impl Into<String>) -> Self {
        Self::new(TransportErrorKind::Other, &message.into())
    }

    /// The body is longer than [`Limits::body`].
    #[must_use]
    pub fn too_large(limits: Limits) -> Self {
        let message = format!("the body is longer than {} bytes", limits.body);
        Self::new(TransportErrorKind::TooLarge, &message)
    }

    fn new(kind: TransportErrorKind, message: &str) -> Self {
        Self { kind, message: crate::error::readable(message) }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for TransportError {}
