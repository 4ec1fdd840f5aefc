//! What a server does about a fault.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use super::{Fate, Nowhere};
use crate::answer::Answer;
use crate::recorded::Recorded;
use crate::{http1, http2};

/// What happens to the attempts of a client, one after the other. If the fault lasts, the last one happens again and
/// again; if it happens once, good answers follow.
#[derive(Clone)]
pub enum Plan {
    /// The fault is in what is said: any version of HTTP.
    Replies(Vec<Responder>),
    /// The fault is in how HTTP/1.1 is spoken, request by request.
    Requests(Vec<Vec<http1::Action>>),
    /// The fault is in the connection, from its first byte.
    Connections(Vec<Vec<http1::Action>>),
    /// The fault is in how HTTP/2 is spoken, request by request.
    Streams(Vec<Vec<http2::Action>>),
    /// The fault is in the connections of a forward proxy before the server.
    Proxy(Vec<Vec<http1::Action>>),
    /// There is no connection.
    Nowhere(Nowhere),
}

/// Decides what a request is answered with.
pub type Responder = Arc<dyn Fn(&Recorded) -> Reply + Send + Sync>;

/// An answer, and whether all of it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// All of it.
    Whole(Answer),
    /// The head, which announces all, and so many bytes of the body; then the connection ends (HTTP/2: the stream).
    Cut(Answer, usize),
}

impl Plan {
    /// One answer for each attempt.
    #[must_use]
    pub fn answers(answers: impl IntoIterator<Item = Answer>) -> Self {
        let turn = |answer: Answer| -> Responder { Arc::new(move |_| Reply::Whole(answer.clone())) };
        Self::Replies(answers.into_iter().map(turn).collect())
    }

    /// One answer.
    #[must_use]
    pub fn answer(answer: Answer) -> Self {
        Self::answers([answer])
    }

    /// What a request is answered with, by its content.
    pub fn reply(turn: impl Fn(&Recorded) -> Reply + Send + Sync + 'static) -> Self {
        Self::Replies(vec![Arc::new(turn)])
    }

    /// HTTP/1.1: reads a request, then does this.
    pub fn after_request(actions: impl IntoIterator<Item = http1::Action>) -> Self {
        Self::Requests(vec![http1::Action::after_request(actions)])
    }

    /// HTTP/1.1: reads a request and answers with these bytes, after which the connection ends.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self::after_request([http1::Action::send(bytes), http1::Action::Close])
    }

    /// HTTP/2: reads a request, then does this.
    pub fn after_stream(actions: impl IntoIterator<Item = http2::Action>) -> Self {
        Self::Streams(vec![http2::Action::after_request(actions)])
    }
}

impl Reply {
    /// As the actions of an HTTP/1.1 script, after the request was read.
    pub(super) fn http1(self, fate: Fate) -> Vec<http1::Action> {
        let actions = match self {
            Self::Whole(answer) => vec![http1::Action::answer(&answer)],
            Self::Cut(answer, at) => {
                let all = answer.http1();
                let end = all.len() - answer.body.len() + at.min(answer.body.len());
                vec![http1::Action::Send(all.slice(..end)), http1::Action::Close]
            }
        };
        let refuse = fate.refuses().then_some(http1::Action::Refuse);
        refuse.into_iter().chain(actions).collect()
    }

    /// As the actions of an HTTP/2 script, after the request was read.
    pub(super) fn http2(self, fate: Fate) -> Vec<http2::Action> {
        let actions = match self {
            Self::Whole(answer) => vec![http2::Action::Respond(answer)],
            Self::Cut(answer, at) => {
                let length = answer.body.len().to_string();
                let sent = answer.body.slice(..at.min(answer.body.len()));
                let head = http2::Action::Head(answer.with("content-length", length));
                vec![head, http2::Action::Data(sent), http2::Action::ResetStream(http2::Reason::INTERNAL_ERROR)]
            }
        };
        let refuse = fate.refuses().then_some(http2::Action::Refuse);
        refuse.into_iter().chain(actions).collect()
    }
}

impl Fate {
    /// Whether the server does not act on the request.
    fn refuses(self) -> bool {
        matches!(self, Self::Unprocessed | Self::TurnedAway | Self::NeedsCredentials)
    }
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Replies(turns) => write!(f, "Replies({})", turns.len()),
            Self::Requests(scripts) => f.debug_tuple("Requests").field(scripts).finish(),
            Self::Connections(scripts) => f.debug_tuple("Connections").field(scripts).finish(),
            Self::Streams(scripts) => f.debug_tuple("Streams").field(scripts).finish(),
            Self::Proxy(scripts) => f.debug_tuple("Proxy").field(scripts).finish(),
            Self::Nowhere(nowhere) => nowhere.fmt(f),
        }
    }
}
