//! Which actions meet which stream.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use super::Action;
use crate::answer::Answer;
use crate::recorded::Recorded;

/// Decides what a request that arrived as a whole is answered with.
pub type Handler = Arc<dyn Fn(&Recorded) -> Vec<Action> + Send + Sync>;

/// What an HTTP/2 server does: a queue of actions for the next requests, and what follows it.
#[derive(Clone)]
pub struct Script {
    requests: VecDeque<Turn>,
    then: Turn,
    window: Option<u32>,
    streams: Option<u32>,
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
        Self { requests: VecDeque::new(), then: turn.into(), window: None, streams: None }
    }

    /// Reads every request and sends this answer.
    #[must_use]
    pub fn answer(answer: &Answer) -> Self {
        Self::requests(Action::after_request([Action::Respond(answer.clone())]))
    }

    /// Reads every request and asks the handler: a service. The handler must not block.
    pub fn handler(handler: impl Fn(&Recorded) -> Vec<Action> + Send + Sync + 'static) -> Self {
        Self::requests(Turn::Handler(Arc::new(handler)))
    }

    /// Before all that: meets the next request that has no script yet with this.
    #[must_use]
    pub fn request(mut self, turn: impl Into<Turn>) -> Self {
        self.requests.push_back(turn.into());
        self
    }

    /// Lets a client send this much of a request's body before it must wait (RFC 9113 section 6.9.2); 0 stalls every
    /// request that has a body. Counts for connections opened from now on, and there from the moment at which the
    /// client has read the server's settings: its first request may be faster.
    #[must_use]
    pub fn window(mut self, size: u32) -> Self {
        self.window = Some(size);
        self
    }

    /// Lets a client have this many streams open; 0 lets it send no request. Counts as [`window`](Self::window) does.
    #[must_use]
    pub fn streams(mut self, most: u32) -> Self {
        self.streams = Some(most);
        self
    }

    pub(super) fn builder(&self) -> h2::server::Builder {
        let mut builder = h2::server::Builder::new();
        if let Some(size) = self.window {
            builder.initial_window_size(size);
        }
        if let Some(most) = self.streams {
            builder.max_concurrent_streams(most);
        }
        builder
    }

    pub(super) fn for_request(&mut self) -> Turn {
        self.requests.pop_front().unwrap_or_else(|| self.then.clone())
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Script")
            .field("requests", &self.requests)
            .field("then", &self.then)
            .field("window", &self.window)
            .field("streams", &self.streams)
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
