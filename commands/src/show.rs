//! From answers to what is shown of them.

use apiloom_runtime::wire::{Encode, serialize};
use apiloom_runtime::{Bytes, Events, Json, Request, serde_json};

/// What a command has to show.
#[derive(Debug)]
pub enum Outcome {
    /// It is done, and there is no more to say.
    Nothing,
    /// A value; secrets in it are `[redacted]`.
    Value(Json),
    /// A text as it came.
    Text(String),
    /// Bytes as they came.
    Bytes(Bytes),
    /// What would have been sent; secrets in it are `[redacted]`.
    Request(Request),
}

/// Of an answer without a body.
#[must_use]
pub fn nothing(_: &()) -> Outcome {
    Outcome::Nothing
}

/// Of a text.
#[must_use]
pub fn text<T: AsRef<str>>(text: &T) -> Outcome {
    Outcome::Text(text.as_ref().to_owned())
}

/// Of bytes.
#[must_use]
pub fn bytes(bytes: &Bytes) -> Outcome {
    Outcome::Bytes(bytes.clone())
}

/// Of a stream that is one of several answers: it was not asked for, so it is not waited for.
#[must_use]
pub fn stream<T>(_: &Events<T>) -> Outcome {
    Outcome::Text("The answer is a stream of events, which this command does not follow.".to_owned())
}

/// Of anything else.
#[must_use]
pub fn value<T: Encode + ?Sized>(value: &T) -> Outcome {
    Outcome::Value(json(value))
}

/// A value with its secrets left out. What has no JSON is null.
#[must_use]
pub fn json<T: Encode + ?Sized>(value: &T) -> Json {
    serialize(value, serde_json::value::Serializer).unwrap_or(Json::Null)
}
