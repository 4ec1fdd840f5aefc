//! Why an attempt failed, in the words that policies, errors and observers share.

use std::fmt;

use http::StatusCode;

/// Why an attempt has no answer that its caller hoped for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// There was no connection, or the server says that it did not look at the request: nothing was done.
    NotSent,
    /// TLS could not be agreed on, or the certificate is not to be trusted.
    Tls,
    /// The proxy wants other credentials than it was given: nothing was done, and would not be the next time.
    Proxy,
    /// There was no answer in time; what was asked for may have been done.
    Timeout,
    /// The connection ended, or broke HTTP; what was asked for may have been done.
    Interrupted,
    /// The body came too slowly.
    Stalled,
    /// The answer is larger than the client takes.
    Limit,
    /// The request or the answer is not usable, and would not be the next time.
    Unusable,
    /// The server answered this status.
    Status(StatusCode),
}

impl Cause {
    /// Whether the same request may succeed a little later.
    #[must_use]
    pub fn is_transient(self) -> bool {
        match self {
            Self::NotSent | Self::Timeout | Self::Interrupted | Self::Stalled => true,
            // RFC 9110 sections 15.5.9, 15.6.1 and following; RFC 6585 section 4.
            Self::Status(status) => matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504),
            Self::Tls | Self::Proxy | Self::Limit | Self::Unusable => false,
        }
    }

    /// Whether the server wants to be asked less often (RFC 6585 section 4).
    #[must_use]
    pub fn is_throttled(self) -> bool {
        matches!(self, Self::Status(StatusCode::TOO_MANY_REQUESTS))
    }

    /// Whether it is unknown if what was asked for was done.
    #[must_use]
    pub fn is_ambiguous(self) -> bool {
        match self {
            Self::Timeout | Self::Interrupted | Self::Stalled | Self::Limit => true,
            Self::Status(status) => status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT,
            Self::NotSent | Self::Tls | Self::Proxy | Self::Unusable => false,
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotSent => "not sent",
            Self::Tls => "TLS",
            Self::Proxy => "proxy",
            Self::Timeout => "timeout",
            Self::Interrupted => "interrupted",
            Self::Stalled => "stalled",
            Self::Limit => "over a limit",
            Self::Unusable => "unusable",
            Self::Status(status) => return write!(formatter, "{}", status.as_u16()),
        })
    }
}
