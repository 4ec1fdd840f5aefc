//! What an honest client may make of a fault, whatever its API is.

/// What is allowed while a fault lasts, and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expect {
    /// What the caller may be told if every attempt meets the fault.
    pub outcome: Outcome,
    /// What became of the request: it decides who may try again.
    pub fate: Fate,
    /// What an error is about, if there is one.
    pub failure: Failure,
}

/// What a caller may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The good answer and nothing else: standards make the fault harmless.
    Good,
    /// An error and nothing else: any success would be made up.
    Error,
    /// The good answer or an error. Never another content.
    GoodOrError,
    /// Anything typed: the answer is well formed and says something else than the good one, which only the API's own
    /// rules can judge.
    Any,
}

/// What became of the request, from the server's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was not processed, and the client can tell: no connection, `REFUSED_STREAM`, a `GOAWAY` that names an
    /// earlier stream (RFC 9113 section 8.7). Any request may be sent again.
    Unprocessed,
    /// It was not processed, but a client cannot be sure of that: throttling, a reset before anything was read. Trying
    /// again does no harm here; only requests that may be repeated have to be.
    TurnedAway,
    /// It may have been processed (RFC 9110 section 9.2.2): only what may be repeated is sent again.
    Unknown,
    /// It wants other credentials: renewed once and sent once more, whatever the method, for it was not processed.
    NeedsCredentials,
    /// The answer is definite: the same request would meet the same one.
    Final,
}

/// What an error is about. Clients have their own words for these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// None: the fault allows no error.
    None,
    /// No connection.
    Connect,
    /// No TLS, or none that can be trusted.
    Tls,
    /// The proxy.
    Proxy,
    /// Too slow.
    Timeout,
    /// The connection or stream ended too early.
    Interrupted,
    /// What came is not HTTP, or breaks its rules.
    Protocol,
    /// An error status.
    Status,
    /// Too many requests.
    RateLimited,
    /// The credentials were not accepted.
    Unauthorized,
    /// A redirect where none is followed.
    Redirect,
    /// A body of another media type.
    MediaType,
    /// More than the client's limits allow.
    TooLarge,
    /// A body that cannot be read as what was promised.
    Decode,
    /// An error inside of a successful response.
    Service,
    /// An answer to another request.
    Mismatch,
    /// A file that cannot be shown to be whole and unchanged.
    Unverified,
}

impl Expect {
    /// The caller gets the good answer.
    #[must_use]
    pub const fn good() -> Self {
        Self { outcome: Outcome::Good, fate: Fate::Final, failure: Failure::None }
    }

    /// The caller gets an error.
    #[must_use]
    pub const fn error(fate: Fate, failure: Failure) -> Self {
        Self { outcome: Outcome::Error, fate, failure }
    }

    /// The caller gets the good answer or an error.
    #[must_use]
    pub const fn good_or_error(fate: Fate, failure: Failure) -> Self {
        Self { outcome: Outcome::GoodOrError, fate, failure }
    }

    /// The caller gets anything typed.
    #[must_use]
    pub const fn any(fate: Fate, failure: Failure) -> Self {
        Self { outcome: Outcome::Any, fate, failure }
    }
}
