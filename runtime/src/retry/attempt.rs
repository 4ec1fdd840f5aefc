//! What is remembered of an attempt that failed.

use std::fmt;
use std::time::Duration;

use crate::cause::Cause;

/// An attempt that failed: [`Error::attempts`](crate::Error::attempts).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub(crate) cause: Cause,
    pub(crate) elapsed: Duration,
}

impl Attempt {
    /// Why it failed.
    #[must_use]
    pub fn cause(&self) -> Cause {
        self.cause
    }

    /// How long it took.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

/// The attempts of a call that failed, in their order. Most calls that fail have one, which needs no list.
#[derive(Default)]
pub(crate) enum Attempts {
    #[default]
    None,
    One(Attempt),
    Several(Vec<Attempt>),
}

impl Attempts {
    pub(crate) fn push(&mut self, attempt: Attempt) {
        match self {
            Self::None => *self = Self::One(attempt),
            Self::One(first) => *self = Self::Several(vec![*first, attempt]),
            Self::Several(all) => all.push(attempt),
        }
    }

    pub(crate) fn as_slice(&self) -> &[Attempt] {
        match self {
            Self::None => &[],
            Self::One(attempt) => std::slice::from_ref(attempt),
            Self::Several(all) => all,
        }
    }

    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.as_slice().len()).unwrap_or(u32::MAX)
    }
}

impl fmt::Display for Attempt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} after {:?}", self.cause, self.elapsed)
    }
}
