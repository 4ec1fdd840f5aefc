//! What a newer service sends that this client's spec does not know.

use std::fmt;

use serde_json::Value;

/// The text of an enum value that the spec does not list. Only decoding makes one, so a known
/// value is never hidden in it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// Keeps a text that was received. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text as it was received.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, formatter)
    }
}

/// The value of an enum of whole numbers that the spec does not list. Only decoding makes one, so a known value is never
/// hidden in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownNumber(i64);

impl UnknownNumber {
    /// Keeps a number that was received. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub fn new(number: i64) -> Self {
        Self(number)
    }

    /// The number as it was received.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }
}

/// A member of a union whose tag the spec does not list.
#[derive(Clone, PartialEq)]
pub struct UnknownVariant {
    tag: Box<str>,
    json: Value,
}

impl UnknownVariant {
    pub(crate) fn new(tag: &str, json: Value) -> Self {
        Self { tag: tag.into(), json }
    }

    /// The tag as it was received.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The whole object, tag included.
    #[must_use]
    pub fn json(&self) -> &Value {
        &self.json
    }
}

/// A member of a union that has no sign of any member that the spec names.
#[derive(Clone, PartialEq)]
pub struct UnknownShape(Value);

impl UnknownShape {
    pub(crate) fn new(json: Value) -> Self {
        Self(json)
    }

    /// The whole value.
    #[must_use]
    pub fn json(&self) -> &Value {
        &self.0
    }
}

/// The kind alone: nobody knows what of it is secret.
impl fmt::Debug for UnknownShape {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.0 {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        write!(formatter, "UnknownShape({kind})")
    }
}

/// The tag alone: nobody knows what of the rest is secret.
impl fmt::Debug for UnknownVariant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("UnknownVariant").field("tag", &self.tag).finish_non_exhaustive()
    }
}
