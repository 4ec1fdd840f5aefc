//! What the `apiloom` command asks for beside checking and generating. Not a part of what versions promise.

use std::borrow::Cow;

use crate::Options;
use crate::emit::{Output, user_call};
use crate::model::{Api, Example, Operation};
use crate::source::SourceSet;

/// A call of an operation, as a user of the client writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// What has to be imported from the client's crate, beside `Client`.
    pub names: Vec<&'static str>,
    /// A statement; `client` is the client, and it is in an async function whose errors are boxed.
    pub lines: Vec<String>,
}

/// The call of an example that says its request, or one with as little as the operation can be called with. None where
/// an argument would be too large to be read.
#[must_use]
pub fn call(api: &Api, operation: &Operation, example: Option<&Example>) -> Option<Call> {
    user_call(&Output::new(api, &Options::default()), operation, example)
}

/// The text of a source; what is not UTF-8 is replaced.
#[must_use]
pub fn text(sources: &SourceSet, source: u16) -> Cow<'_, str> {
    sources.text(source)
}

/// The candidate nearest to a name that was not found, if one is near enough to be a slip.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    crate::diagnostic::nearest(name, candidates)
}
