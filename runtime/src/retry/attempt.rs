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

impl fmt::Display for Attempt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} after {:?}", self.cause, self.elapsed)
    }
}
