//! Requests of which exactly one variant is made: which one an object is, when it is read back.

use serde::{Deserialize, Deserializer, de};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::api::Casing;
use crate::decode::{self, Failure};
use crate::encode::Constant;

/// An object that is some variant of a request. No `Debug`: nobody knows what of it is secret.
pub struct Varied {
    text: Box<RawValue>,
    casing: Casing,
}

impl Varied {
    /// Reads an object.
    ///
    /// # Errors
    ///
    /// The deserializer's error if the value is not an object.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D, casing: Casing) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        if !text.get().starts_with('{') {
            return Err(decode::raise(Failure::new("expected an object")));
        }
        Ok(Self { text, casing })
    }

    /// The first variant all of whose constants are in the object. One without constants fits any
    /// object, so it has to come last.
    #[must_use]
    pub fn find(&self, variants: &[&[(&str, Constant)]]) -> Option<usize> {
        let object: serde_json::Map<String, Value> = decode::from_part(self.text.get(), Casing::Exact).ok()?;
        let mut found = None;
        for (index, constants) in variants.iter().enumerate() {
            match *constants {
                [] => found = found.or(Some(index)),
                constants if constants.iter().all(|constant| self.holds(&object, constant)) => return Some(index),
                _ => {}
            }
        }
        found
    }

    fn holds(&self, object: &serde_json::Map<String, Value>, (name, constant): &(&str, Constant)) -> bool {
        let written = object.iter().find(|(key, _)| self.casing.matches(key, name));
        written.is_some_and(|(_, value)| match value {
            Value::String(text) if decode::are_texts() && !constant.is(value) => {
                serde_json::from_str(text).is_ok_and(|value| constant.is(&value))
            }
            value => constant.is(value),
        })
    }

    /// Reads the variant.
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
}
