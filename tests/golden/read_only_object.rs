// models/box2.rs

//! The schema `Box2`.

use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{Encode, Encoder, ObjectEncoder, fields, serialize};
use super::Seen;

/// The schema `Box2`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Box2 {
    /// The field `name`.
    pub name: String,
    /// The field `seen`.
    pub seen: Option<Seen>,
}

fields! {
    Box2 {
        name: required(0, "name"),
        seen: optional(1, "seen"),
    }
}

impl Box2 {
    /// Makes one; what is optional has a setter.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            seen: None,
        }
    }

    /// The field `seen`.
    #[must_use]
    pub fn seen(mut self, seen: impl Into<Seen>) -> Self {
        self.seen = Some(seen.into());
        self
    }
}

impl Encode for Box2 {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl Box2 {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("name", &self.name);
        object.optional("seen", &self.seen);
    }
}

impl Serialize for Box2 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

// models/seen.rs

//! The schema `Seen`.

use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{Encode, Encoder, ObjectEncoder, fields, serialize};

/// The schema `Seen`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Seen {
    /// The field `at`.
    pub at: Option<String>,
}

fields! {
    Seen { at: optional(0, "at") }
}

impl Seen {
    /// Makes one; what is optional has a setter.
    #[must_use]
    pub fn new() -> Self {
        Self { at: None }
    }
}

impl Default for Seen {
    fn default() -> Self {
        Self::new()
    }
}

impl Encode for Seen {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl Seen {
    pub(crate) fn encode_fields(&self, _: &mut ObjectEncoder<'_>) {
        let Self { .. } = self;
    }
}

impl Serialize for Seen {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

