//! What is wrong with the arguments of a call: where, and which rule; never the value.

use std::borrow::Cow;
use std::fmt;

/// One thing that is wrong before anything was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// For instance `path.reportId` or `body.Names[2]`.
    pub(crate) place: String,
    /// For instance `must not be empty`.
    pub(crate) what: Cow<'static, str>,
}

impl Problem {
    pub(crate) fn new(place: impl Into<String>, what: impl Into<Cow<'static, str>>) -> Self {
        Self { place: place.into(), what: what.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` {}", self.place, self.what)
    }
}
