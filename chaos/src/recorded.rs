//! What a server was asked.

use bytes::Bytes;

/// The version of HTTP that a request came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// HTTP/1.0 or HTTP/1.1.
    Http1,
    /// HTTP/2.
    Http2,
}

/// One request, from the moment its head was complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// 0 for the first request of the server, unique in its journal.
    pub number: usize,
    /// 0 for the first connection of the server.
    pub connection: usize,
    /// How it came.
    pub protocol: Protocol,
    /// The head as it came, its empty line included. HTTP/2 compresses heads: there it is one `name: value` a line,
    /// pseudo-header fields first.
    pub head: Bytes,
    /// As sent, even if no standard has it.
    pub method: String,
    /// The request target as sent (RFC 9112 section 3.2); with HTTP/2 the path and query, or a `CONNECT`'s authority.
    pub target: String,
    /// Name and value in the order of arrival; bytes that are not UTF-8 are replaced, see `head` for them.
    pub fields: Vec<(String, String)>,
    /// What arrived of the body, without transfer coding.
    pub body: Bytes,
    /// Whether head and body arrived as a whole.
    pub complete: bool,
    /// Whether the script says that the server turned the request away without acting on it.
    pub refused: bool,
}

impl Recorded {
    /// The value of the first field of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Whether the server acted: everything arrived and nothing was refused. A client that repeats a request which
    /// must not be repeated shows as a second effect.
    #[must_use]
    pub fn is_effect(&self) -> bool {
        self.complete && !self.refused
    }
}
