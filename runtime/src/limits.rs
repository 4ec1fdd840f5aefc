//! How much a call may take: time, bytes, places.

use std::time::Duration;

/// The limits of every call of a client, as a plain value.
///
/// | limit | default | why this number |
/// | --- | --- | --- |
/// | [`operation`](Self::operation) | 90 s | three attempts of 30 s |
/// | [`attempt`](Self::attempt) | 30 s | what other generated clients wait for one answer |
/// | [`body`](Self::body) | 16 MiB | a list of some 10,000 records, several times over |
/// | [`error_body`](Self::error_body) | 64 KiB | enough for any explanation; the rest is cut |
/// | [`ratio`](Self::ratio) | 200 | gzip reaches 1,000 only for what is made to |
/// | [`header_fields`](Self::header_fields) | 100 | what hyper reads of an HTTP/1 head |
/// | [`in_flight`](Self::in_flight) | 64 | as many as one HTTP/2 connection usually carries |
/// | [`silence`](Self::silence) | 90 s | six times the 15 s in which the HTML standard wants a sign of life |
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    pub(crate) operation: Duration,
    pub(crate) attempt: Duration,
    pub(crate) body: u64,
    pub(crate) error_body: u64,
    pub(crate) ratio: u32,
    pub(crate) header_fields: usize,
    pub(crate) in_flight: usize,
    pub(crate) silence: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            operation: Duration::from_secs(90),
            attempt: Duration::from_secs(30),
            body: 16 * 1024 * 1024,
            error_body: 64 * 1024,
            ratio: 200,
            header_fields: 100,
            in_flight: 64,
            silence: Duration::from_secs(90),
        }
    }
}

impl Limits {
    /// How long a call may take in all: credentials, waiting and every attempt included.
    #[must_use]
    pub const fn operation(self, limit: Duration) -> Self {
        Self { operation: limit, ..self }
    }

    /// How long one attempt may take, from the credentials to the last byte of the body. The `timeout` of an
    /// operation in the spec goes before this.
    #[must_use]
    pub const fn attempt(self, limit: Duration) -> Self {
        Self { attempt: limit, ..self }
    }

    /// The largest body of a 2XX answer in bytes, after it is decompressed; a longer one is an error. In a stream of
    /// events it is the largest event: a stream may be of any length.
    #[must_use]
    pub const fn body(self, bytes: u64) -> Self {
        Self { body: bytes, ..self }
    }

    /// How many bytes of another answer are read; a longer one is cut.
    #[must_use]
    pub const fn error_body(self, bytes: u64) -> Self {
        Self { error_body: bytes, ..self }
    }

    /// How many times its compressed length a body may have, once it has more than 1 MiB.
    #[must_use]
    pub const fn ratio(self, times: u32) -> Self {
        Self { ratio: times, ..self }
    }

    /// The largest number of header fields of an answer.
    #[must_use]
    pub const fn header_fields(self, count: usize) -> Self {
        Self { header_fields: count, ..self }
    }

    /// How many calls of a client and its clones may be on their way at once; others wait, within their deadline. A
    /// stream of events is one until it is open.
    #[must_use]
    pub const fn in_flight(self, count: usize) -> Self {
        Self { in_flight: count, ..self }
    }

    /// How long a stream of events may be silent, once it is open: a comment is a sign of life, too. It takes the place of
    /// the limits of calls and attempts, which end with the head of such an answer.
    #[must_use]
    pub const fn silence(self, limit: Duration) -> Self {
        Self { silence: limit, ..self }
    }
}
