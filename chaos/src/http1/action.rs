//! What a script can do on a connection.

use std::time::Duration;

use bytes::Bytes;

use crate::answer::Answer;
use crate::gate::Gate;
use crate::tls::Identity;

/// One step of an HTTP/1 script.
///
/// While a script waits ([`Sleep`](Action::Sleep), [`Hold`](Action::Hold), between drops) the connection also ends
/// when the client goes away, so that nothing outlives its client.
#[derive(Clone, Debug)]
pub enum Action {
    /// Makes the TLS handshake, on a server with TLS and in the script of a connection. Before it the script reads and
    /// writes on the bare socket.
    Accept,
    /// Makes the TLS handshake as somebody else.
    AcceptAs(Identity),
    /// Reads whatever comes next, at least one byte.
    ReadSome,
    /// Reads and records the head of a request. A request without a body is complete then.
    ReadHead,
    /// Reads the body that the head announced; after that the request is complete.
    ReadBody,
    /// Reads and drops everything until the client ends its side.
    ReadToEnd,
    /// The server does not act on the request whose head was read last: it counts as no effect.
    Refuse,
    /// Sends these bytes at once.
    Send(Bytes),
    /// Sends each piece as a segment of its own.
    SendPieces(Vec<Bytes>),
    /// Sends `chunk` bytes (at least 1), waits for `period`, and so on.
    Drip {
        /// All that is sent.
        bytes: Bytes,
        /// How many bytes at a time.
        chunk: usize,
        /// The pause between two chunks.
        period: Duration,
    },
    /// Sends the same bytes again and again until the client goes away.
    Repeat {
        /// What is sent each time.
        bytes: Bytes,
        /// The pause between; zero for as fast as the client takes it.
        period: Duration,
    },
    /// Does nothing for so long.
    Sleep(Duration),
    /// Does nothing until a test opens the gate.
    Hold(Gate),
    /// Does as a forward proxy does (RFC 9110 section 9.3.6) with the request whose head was read last: connects to
    /// its target on this machine, and passes bytes on in both directions until both sides are done.
    Relay,
    /// Ends the server's side of the stream; the script goes on and can still read.
    HalfClose,
    /// Ends the server's side, and lets go of the connection when the client has ended its own: until then it counts
    /// as open.
    Close,
    /// Closes at once and without TLS's `close_notify`: what the client sends after that is answered with a reset.
    Cut,
    /// Closes with a TCP reset.
    Reset,
}

impl Action {
    /// Sends these bytes at once.
    pub fn send(bytes: impl Into<Bytes>) -> Self {
        Self::Send(bytes.into())
    }

    /// Sends a whole answer with `Content-Length`.
    #[must_use]
    pub fn answer(answer: &Answer) -> Self {
        Self::Send(answer.http1())
    }

    /// Waits for ever: until the client goes away or the server stops.
    #[must_use]
    pub fn hang() -> Self {
        Self::Hold(Gate::closed())
    }

    /// Reads a request and then does this.
    #[must_use]
    pub fn after_request(actions: impl IntoIterator<Item = Self>) -> Vec<Self> {
        [Self::ReadHead, Self::ReadBody].into_iter().chain(actions).collect()
    }

    /// Reads a request without acting on it and then does this.
    #[must_use]
    pub fn refusing(actions: impl IntoIterator<Item = Self>) -> Vec<Self> {
        [Self::ReadHead, Self::Refuse, Self::ReadBody].into_iter().chain(actions).collect()
    }
}
