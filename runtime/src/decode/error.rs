//! Where and why a text could not be read.

use std::borrow::Cow;
use std::fmt;

use super::failure::Failure;

/// A JSON text is not what was expected. It names places and kinds, never content: an answer may
/// hold secrets, and errors end up in logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    line: usize,
    column: usize,
    problem: Cow<'static, str>,
}

impl DecodeError {
    /// Where in the value: `Value[0].ReportId`; `*` stands for a key of a map, empty for the whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The line in the text, from 1; 0 where it is not known.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in the line, in bytes.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// What is wrong: `expected a string, found a number`.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// A problem of the text as a whole.
    pub(crate) fn of_whole(problem: &'static str) -> Self {
        Self { path: String::new(), line: 0, column: 0, problem: problem.into() }
    }
}

impl From<Failure> for DecodeError {
    fn from(failure: Failure) -> Self {
        let path = failure.path();
        let (line, column) = failure.position().unwrap_or_default();
        Self { path, line, column, problem: failure.into_problem() }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.problem)?;
        if !self.path.is_empty() {
            write!(formatter, " at `{}`", self.path)?;
        }
        if self.line > 0 {
            write!(formatter, " (line {}, column {})", self.line, self.column)?;
        }
        Ok(())
    }
}

impl std::error::Error for DecodeError {}
