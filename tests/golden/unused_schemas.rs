// models/holder.rs

//! The schema `Holder`.

use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{Encode, Encoder, ObjectEncoder, fields, serialize};
use super::{Chosen, Shared};

/// The schema `Holder`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Holder {
    /// The field `shared`.
    pub shared: Shared,
    /// The field `chosen`.
    pub chosen: Option<Chosen>,
}

fields! {
    Holder {
        shared: required(0, "shared"),
        chosen: optional(1, "chosen"),
    }
}

impl Holder {
    /// Makes one; what is optional has a setter.
    #[must_use]
    pub fn new(shared: impl Into<Shared>) -> Self {
        Self {
            shared: shared.into(),
            chosen: None,
        }
    }

    /// The field `chosen`.
    #[must_use]
    pub fn chosen(mut self, chosen: impl Into<Chosen>) -> Self {
        self.chosen = Some(chosen.into());
        self
    }
}

impl Encode for Holder {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl Holder {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("shared", &self.shared);
        object.optional("chosen", &self.chosen);
    }
}

impl Serialize for Holder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

