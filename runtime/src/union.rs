//! Unions: objects told apart by the text in one of their fields.

use serde::{Deserialize, Deserializer, de};
use serde_json::value::RawValue;

use crate::api::Casing;
use crate::decode::{self, Failure};
use crate::unknown::UnknownVariant;

/// An object whose tag is known and whose members are not read yet.
///
/// It keeps the text of the object: nothing is lost on the way (numbers keep their digits, fields
/// their order), and the member is read from it with the same rules as everything else. No `Debug`: nobody knows what of
/// it is secret.
pub struct Tagged {
    text: Box<RawValue>,
    tag: String,
    casing: Casing,
}

impl Tagged {
    /// Reads an object and finds the tag in the field called `name`, the first if there are two.
    ///
    /// # Errors
    ///
    /// The deserializer's error if the value is not an object, or has no such field, or another
    /// value than a string in it.
    pub fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
        name: &'static str,
        casing: Casing,
    ) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        if !text.get().starts_with('{') {
            return Err(decode::raise(Failure::new("expected an object")));
        }
        let Some(tag) = decode::text_at(text.get().as_bytes(), &[name], casing) else {
            return Err(decode::raise(Failure::new(format!("no text in the field `{name}`"))));
        };
        Ok(Self { text, tag, casing })
    }

    /// The tag as it was received.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The index of the tag among those of the spec.
    #[must_use]
    pub fn find(&self, known: &[&str]) -> Option<usize> {
        crate::enums::find(&self.tag, known, self.casing)
    }

    /// Reads the member.
    ///
    /// # Errors
    ///
    /// The error of the deserializer that [`read`](Self::read) was given, with the path kept.
    pub fn decode<T, E>(&self) -> Result<T, E>
    where
        T: for<'de> Deserialize<'de>,
        E: de::Error,
    {
        decode::from_part(self.text.get(), self.casing).map_err(decode::raise)
    }

    /// Keeps a member whose tag the spec does not list.
    #[must_use]
    pub fn into_unknown(self) -> UnknownVariant {
        // The text was checked while it was read; only its depth may still be too much, and then
        // there is nothing better to keep than the tag.
        let json = decode::from_part(self.text.get(), Casing::Exact).unwrap_or_default();
        UnknownVariant::new(&self.tag, json)
    }
}
