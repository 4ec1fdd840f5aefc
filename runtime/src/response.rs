//! An answer that is what the caller hoped for.

use std::fmt;
use std::ops::Deref;

use http::{HeaderMap, StatusCode};

/// A decoded answer. It is used like the value inside; the status, the header fields and the
/// envelope are still there for who needs them.
#[derive(Clone)]
pub struct Response<T, E = ()> {
    value: T,
    envelope: Option<E>,
    head: Head,
}

/// The status and the header fields.
#[derive(Clone)]
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
}

impl<T, E> Response<T, E> {
    pub(crate) fn new(value: T, envelope: Option<E>, head: Head) -> Self {
        Self { value, envelope, head }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The header fields.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// What the server calls this exchange in its logs; name it when asking for support.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.head.headers)
    }

    /// The envelope around the value, without its items. There is none around an empty list that
    /// is told by a status alone, nor in an API without one.
    pub fn envelope(&self) -> Option<&E> {
        self.envelope.as_ref()
    }

    /// The value by move.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The value.
    pub fn as_inner(&self) -> &T {
        &self.value
    }

    /// The same answer with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U, E> {
        let Self { value, envelope, head } = self;
        Response { value: change(value), envelope, head }
    }

    /// The same answer without the envelope it came in.
    pub fn without_envelope(self) -> Response<T> {
        Response { value: self.value, envelope: None, head: self.head }
    }

    /// The value, and the envelope if there is one.
    pub fn into_parts(self) -> (T, Option<E>) {
        (self.value, self.envelope)
    }
}

impl<T, E> Deref for Response<T, E> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// The status and the value; header fields may hold secrets.
impl<T: fmt::Debug, E> fmt::Debug for Response<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("status", &self.head.status.as_u16())
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

/// No standard names this field; these are the names in use.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    const NAMES: [&str; 7] = [
        "x-request-id",
        "request-id",
        "x-ms-request-id",
        "ms-requestid",
        "x-amzn-requestid",
        "x-correlation-id",
        "ms-correlationid",
    ];
    NAMES.iter().find_map(|name| headers.get(*name)?.to_str().ok())
}
