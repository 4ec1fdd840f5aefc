//! What the `apiloom` command asks for beside checking and generating. Not a part of what versions promise.

use std::borrow::Cow;

use crate::Options;
use crate::emit::{Output, user_call};
use crate::model::{Api, Example, Operation, Sample, SchemaKind, Type};
use crate::source::SourceSet;
use crate::span::Span;

/// What no schema may be called, and no operation.
pub use crate::resolve::{TAKEN_METHODS, TAKEN_TYPES};

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

/// A key of a spec and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The keys that lead to it, itself the last.
    pub path: Vec<String>,
    pub key: Span,
    pub value: Span,
}

/// The keys of all sources in the order they are written, down to those of a parameter of an operation.
#[must_use]
pub fn places(sources: &SourceSet) -> Vec<Place> {
    crate::parse::places(sources)
}

/// A value as the client writes it in JSON, with this JSON in the place of each secret.
#[must_use]
pub fn json(api: &Api, sample: &Sample, ty: &Type, secret: &'static str) -> String {
    crate::json_text::shown(sample, ty, &api.schemas, secret)
}

/// A value as the client writes it outside of JSON: a text for each item of a list. What is an object is none.
#[must_use]
pub fn texts(api: &Api, sample: &Sample) -> Vec<String> {
    match sample {
        Sample::Boolean(value) => vec![value.to_string()],
        Sample::Integer(value) => vec![value.to_string()],
        Sample::Number(value) => vec![value.to_string()],
        Sample::Text(text) => vec![text.clone()],
        Sample::List(items) => items.iter().flat_map(|item| texts(api, item)).collect(),
        Sample::Named { value, .. } => texts(api, value),
        Sample::Enum { schema, value } => match api.schemas.get(*schema).map(|schema| &schema.kind) {
            Some(SchemaKind::Enum(kind)) => {
                kind.values.get(*value).map(|value| value.wire.clone()).into_iter().collect()
            }
            _ => Vec::new(),
        },
        Sample::Null | Sample::Map(_) | Sample::Struct { .. } | Sample::Member { .. } => Vec::new(),
    }
}
