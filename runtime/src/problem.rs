//! What is wrong with the arguments of a call: where, and which rule; never the value.

use std::borrow::Cow;
use std::fmt;

/// One thing that is wrong with a request: before it is sent, or as a server received it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// For instance `path.reportId` or `body.Names[2]`.
    pub(crate) place: String,
    /// For instance `must not be empty`.
    pub(crate) what: Cow<'static, str>,
}

impl Problem {
    /// A problem in words that follow the place, and hold no value.
    pub fn new(place: impl Into<String>, what: impl Into<Cow<'static, str>>) -> Self {
        Self { place: place.into(), what: what.into() }
    }

    /// Where: `path.reportId`, `body.Names[2]`.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What: `must not be empty`.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` {}", self.place, self.what)
    }
}
