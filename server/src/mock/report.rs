//! What did not go as the mocks were told.

use std::fmt;

/// A call that no mock answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmatched {
    operation: &'static str,
    called: String,
    mocks: Vec<String>,
}

impl Unmatched {
    pub(super) fn new(operation: &'static str, called: String, mocks: Vec<String>) -> Self {
        Self { operation, called, mocks }
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// What it was called with, secrets left out.
    #[must_use]
    pub fn called(&self) -> &str {
        &self.called
    }

    /// When the mocks of the operation answer, in the order in which they were made.
    #[must_use]
    pub fn mocks(&self) -> &[String] {
        &self.mocks
    }
}

impl fmt::Display for Unmatched {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "no mock answers this call of `{}`: ", self.operation)?;
        match self.mocks.as_slice() {
            [] => formatter.write_str("there is none of the operation")?,
            mocks => write!(formatter, "there are those {}", mocks.join("; "))?,
        }
        write!(formatter, "; it was called with {}", self.called)
    }
}

impl std::error::Error for Unmatched {}

/// Calls that no mock answered, and mocks that were not called as often as they were to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unverified {
    unmatched: Vec<Unmatched>,
    uncalled: Vec<String>,
}

impl Unverified {
    pub(super) fn of(unmatched: Vec<Unmatched>, uncalled: Vec<String>) -> Result<(), Self> {
        if unmatched.is_empty() && uncalled.is_empty() { Ok(()) } else { Err(Self { unmatched, uncalled }) }
    }

    /// Calls that no mock answered.
    #[must_use]
    pub fn unmatched(&self) -> &[Unmatched] {
        &self.unmatched
    }

    /// Mocks that were not called as often as they were to be.
    #[must_use]
    pub fn uncalled(&self) -> &[String] {
        &self.uncalled
    }
}

impl fmt::Display for Unverified {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unmatched = self.unmatched.iter().map(ToString::to_string);
        let lines: Vec<String> = unmatched.chain(self.uncalled.iter().cloned()).collect();
        formatter.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Unverified {}
