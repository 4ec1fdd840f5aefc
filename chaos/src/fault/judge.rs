//! Whether what was observed is allowed.

use std::fmt;

use super::{Expect, Failure, Fate, Outcome, Times};

/// What happened in one call of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observation {
    /// What the caller was told.
    pub seen: Seen,
    /// Whether the operation may be repeated.
    pub repeat: Repeat,
    /// How many attempts the client's policy allows, the first one included.
    pub attempts: usize,
    /// How many requests the server got, from the call alone.
    pub requests: usize,
    /// How many of them had an effect.
    pub effects: usize,
    /// How many connections a server got that nobody was told to call.
    pub strangers: usize,
}

/// What a caller was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Exactly the good answer.
    Good,
    /// A success with another content.
    Other,
    /// A typed error.
    Error,
}

/// Whether an operation may be repeated: it is idempotent, or has a key that the server deduplicates on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Doing it twice is doing it once.
    Allowed,
    /// Doing it twice is doing it twice.
    Forbidden,
}

/// A rule that was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breach {
    /// A success where only an error is honest.
    MadeUpSuccess,
    /// An error where the answer was good.
    NeedlessError,
    /// A success with a content that the server never meant.
    WrongContent,
    /// A success, and the server never processed the request.
    NoEffect,
    /// An operation that must not be repeated was.
    RepeatedEffect(usize),
    /// More requests than allowed.
    TooManyRequests {
        /// As many as there were.
        sent: usize,
        /// As many as may be.
        allowed: usize,
    },
    /// So many connections to a server that nobody was told to call.
    Strangers(usize),
}

impl Expect {
    /// What the caller may be told, if the fault happens so often.
    #[must_use]
    pub fn outcome(&self, times: Times, repeat: Repeat) -> Outcome {
        match (times, self.outcome) {
            (Times::Once, Outcome::Error) if self.may_repeat(repeat) => Outcome::GoodOrError,
            (_, outcome) => outcome,
        }
    }

    /// Whether a client that retries has to succeed in the end when the fault happens once: trying again is safe, and
    /// the client can be sure of it. What stands between it and the server may keep it from trying: TLS, a proxy.
    #[must_use]
    pub fn recovers(&self, repeat: Repeat) -> bool {
        match self.fate {
            _ if matches!(self.failure, Failure::Tls | Failure::Proxy) => false,
            Fate::Unprocessed | Fate::NeedsCredentials => true,
            Fate::TurnedAway | Fate::Unknown => repeat == Repeat::Allowed,
            Fate::Final => false,
        }
    }

    /// Whether the request may be sent again.
    #[must_use]
    pub fn may_repeat(&self, repeat: Repeat) -> bool {
        match self.fate {
            Fate::Unprocessed | Fate::TurnedAway | Fate::NeedsCredentials => true,
            Fate::Unknown => repeat == Repeat::Allowed,
            Fate::Final => false,
        }
    }

    /// How many requests may be sent for one call.
    #[must_use]
    pub fn requests(&self, repeat: Repeat, attempts: usize) -> usize {
        match self.fate {
            Fate::NeedsCredentials => 2,
            _ if self.may_repeat(repeat) => attempts,
            _ => 1,
        }
    }

    /// Every rule that was broken; none, if the client is honest.
    #[must_use]
    pub fn breaches(&self, times: Times, observed: &Observation) -> Vec<Breach> {
        let Observation { seen, repeat, attempts, requests, effects, strangers } = *observed;
        let allowed = self.requests(repeat, attempts);
        let breaches = [
            content(self.outcome(times, repeat), seen),
            (seen == Seen::Good && effects == 0).then_some(Breach::NoEffect),
            (repeat == Repeat::Forbidden && effects > 1).then_some(Breach::RepeatedEffect(effects)),
            (requests > allowed).then_some(Breach::TooManyRequests { sent: requests, allowed }),
            (strangers > 0).then_some(Breach::Strangers(strangers)),
        ];
        breaches.into_iter().flatten().collect()
    }
}

fn content(outcome: Outcome, seen: Seen) -> Option<Breach> {
    match (outcome, seen) {
        (Outcome::Any, _)
        | (Outcome::Good | Outcome::GoodOrError, Seen::Good)
        | (Outcome::Error | Outcome::GoodOrError, Seen::Error) => None,
        (Outcome::Good, Seen::Error) => Some(Breach::NeedlessError),
        (Outcome::Error, Seen::Good | Seen::Other) => Some(Breach::MadeUpSuccess),
        (Outcome::Good | Outcome::GoodOrError, Seen::Other) => Some(Breach::WrongContent),
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MadeUpSuccess => f.write_str("a success was made up"),
            Self::NeedlessError => f.write_str("a good answer became an error"),
            Self::WrongContent => f.write_str("a success has a content that the server never meant"),
            Self::NoEffect => f.write_str("a success was told of a request that was never processed"),
            Self::RepeatedEffect(effects) => write!(f, "what must not be repeated had {effects} effects"),
            Self::TooManyRequests { sent, allowed } => write!(f, "{sent} requests were sent, {allowed} are allowed"),
            Self::Strangers(count) => write!(f, "{count} connections went to a server that nobody was told to call"),
        }
    }
}
