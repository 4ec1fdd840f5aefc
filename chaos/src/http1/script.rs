//! Which actions meet which connection and request.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use super::Action;
use crate::answer::Answer;
use crate::recorded::Recorded;

/// Decides what a request that arrived as a whole is answered with.
pub type Handler = Arc<dyn Fn(&Recorded) -> Vec<Action> + Send + Sync>;

/// What an HTTP/1 server does: queues of actions for the next connections and requests, and what follows them.
///
/// A connection first takes the next script for connections, which then plays it from the first byte (before TLS) to
/// the last. If there is none, each request on it takes the next script for requests when its first byte arrives; a
/// kept-alive connection without a request takes nothing.
#[derive(Clone)]
pub struct Script {
    connections: VecDeque<Vec<Action>>,
    requests: VecDeque<Turn>,
    then: Then,
}

#[derive(Clone)]
enum Then {
    Connections(Vec<Action>),
    Requests(Turn),
}

/// What a request is met with.
#[derive(Clone)]
pub enum Turn {
    /// Actions that read what they want of the request themselves.
    Actions(Vec<Action>),
    /// Actions that are chosen once all of the request was read.
    Handler(Handler),
}

impl From<Vec<Action>> for Turn {
    fn from(actions: Vec<Action>) -> Self {
        Self::Actions(actions)
    }
}

impl From<Handler> for Turn {
    fn from(handler: Handler) -> Self {
        Self::Handler(handler)
    }
}

impl Script {
    /// Meets every request with this.
    pub fn requests(turn: impl Into<Turn>) -> Self {
        Self::then(Then::Requests(turn.into()))
    }

    /// Meets every connection with these actions.
    #[must_use]
    pub fn connections(actions: Vec<Action>) -> Self {
        Self::then(Then::Connections(actions))
    }

    /// Reads every request and sends this answer.
    #[must_use]
    pub fn answer(answer: &Answer) -> Self {
        Self::requests(Action::after_request([Action::answer(answer)]))
    }

    /// Reads every request and asks the handler: a service. The handler must not block.
    pub fn handler(handler: impl Fn(&Recorded) -> Vec<Action> + Send + Sync + 'static) -> Self {
        Self::requests(Turn::Handler(Arc::new(handler)))
    }

    /// Before all that: meets the next connection that has no script yet with these actions.
    #[must_use]
    pub fn connection(mut self, actions: Vec<Action>) -> Self {
        self.connections.push_back(actions);
        self
    }

    /// Before all that: meets the next request that has no script yet with this.
    #[must_use]
    pub fn request(mut self, turn: impl Into<Turn>) -> Self {
        self.requests.push_back(turn.into());
        self
    }

    fn then(then: Then) -> Self {
        Self { connections: VecDeque::new(), requests: VecDeque::new(), then }
    }

    pub(super) fn for_connection(&mut self) -> Option<Vec<Action>> {
        match &self.then {
            Then::Connections(actions) if self.requests.is_empty() => {
                Some(self.connections.pop_front().unwrap_or_else(|| actions.clone()))
            }
            _ => self.connections.pop_front(),
        }
    }

    pub(super) fn for_request(&mut self) -> Turn {
        match (self.requests.pop_front(), &self.then) {
            (Some(turn), _) => turn,
            (None, Then::Requests(turn)) => turn.clone(),
            // The script of connections took over while this one was open: it ends, as a server's restart ends it.
            (None, Then::Connections(_)) => Turn::Actions(vec![Action::Close]),
        }
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let then: &dyn fmt::Debug = match &self.then {
            Then::Connections(actions) => actions,
            Then::Requests(turn) => turn,
        };
        f.debug_struct("Script")
            .field("connections", &self.connections)
            .field("requests", &self.requests)
            .field("then", then)
            .finish()
    }
}

impl fmt::Debug for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Actions(actions) => actions.fmt(f),
            Self::Handler(_) => f.write_str("a handler"),
        }
    }
}
