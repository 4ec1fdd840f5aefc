//! Enums of texts: reading one, and finding it among the values of the spec.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{self, Visitor};

use crate::api::Casing;

/// Reads the text of an enum value, borrowed from the answer where that is possible.
///
/// # Errors
///
/// The deserializer's error if the value is not a string.
pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    deserializer.deserialize_str(TextVisitor)
}

/// The index of a received text among the values that the spec lists.
#[must_use]
pub fn find(text: &str, known: &[&str], casing: Casing) -> Option<usize> {
    // An exact match wins over one that differs in case: a spec may list both.
    let exact = known.iter().position(|value| *value == text);
    exact.or_else(|| known.iter().position(|value| casing.matches(text, value)))
}

/// The error of an exhaustive enum for a text that the spec does not list; it does not quote it.
#[must_use]
pub fn unknown<E: de::Error>() -> E {
    E::unknown_variant("", &[])
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}
