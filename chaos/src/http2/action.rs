//! What a script can do on a stream.

use std::time::Duration;

use bytes::Bytes;
use h2::Reason;

use super::Frame;
use crate::answer::Answer;
use crate::gate::Gate;

/// One step of an HTTP/2 script, on the stream of one request.
///
/// A stream that is left open when its script ends is reset with `CANCEL`. While a script waits it also ends when the
/// client resets the stream or goes away.
#[derive(Clone, Debug)]
pub enum Action {
    /// Reads and records the request's body. A request without one is complete from the start.
    ReadBody,
    /// The server does not act on the request: it counts as no effect.
    Refuse,
    /// Sends a whole answer and ends the stream.
    Respond(Answer),
    /// Sends the answer's status and fields; the stream stays open.
    Head(Answer),
    /// Sends these bytes of the body, as fast as the client's windows allow.
    Data(Bytes),
    /// Sends `chunk` bytes of the body (at least 1), waits for `period`, and so on.
    Drip {
        /// All that is sent.
        bytes: Bytes,
        /// How many bytes at a time.
        chunk: usize,
        /// The pause between two chunks.
        period: Duration,
    },
    /// Sends the same bytes of the body again and again until the client resets the stream or goes away.
    Repeat {
        /// What is sent each time.
        bytes: Bytes,
        /// The pause between; zero for as fast as the client takes it.
        period: Duration,
    },
    /// Ends the stream.
    End,
    /// Sends trailer fields, which end the stream.
    Trailers(Vec<(String, String)>),
    /// Does nothing for so long.
    Sleep(Duration),
    /// Does nothing until a test opens the gate.
    Hold(Gate),
    /// Resets the stream (RFC 9113 section 6.4).
    ResetStream(Reason),
    /// Says that no stream after this one was or will be processed (RFC 9113 section 6.8).
    GoAway {
        /// Why.
        reason: Reason,
        /// The last stream that may have been processed.
        last: LastStream,
    },
    /// Sends frames as they are, behind the back of the state machine.
    Frames(Vec<Frame>),
    /// Sends the same frames again and again until the client resets the stream or goes away.
    RepeatFrames(Vec<Frame>),
    /// Ends the server's side of the connection without a `GOAWAY`, and lets go of it when the client has ended its
    /// own: until then it counts as open.
    Close,
    /// Closes the connection at once and without TLS's `close_notify`.
    Cut,
    /// Closes the connection with a TCP reset.
    Reset,
}

/// Which stream a [`GoAway`](Action::GoAway) names as the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastStream {
    /// The script's own: the request may have been processed.
    This,
    /// The one before: the request was not processed, and any client may send it again.
    Before,
}

impl Action {
    /// Waits for ever: until the client goes away or the server stops.
    #[must_use]
    pub fn hang() -> Self {
        Self::Hold(Gate::closed())
    }

    /// Reads a request and then does this.
    #[must_use]
    pub fn after_request(actions: impl IntoIterator<Item = Self>) -> Vec<Self> {
        [Self::ReadBody].into_iter().chain(actions).collect()
    }

    /// Does this without acting on the request.
    #[must_use]
    pub fn refusing(actions: impl IntoIterator<Item = Self>) -> Vec<Self> {
        [Self::Refuse].into_iter().chain(actions).collect()
    }
}
