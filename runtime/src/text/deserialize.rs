//! Reading texts with a format: any string is kept, and for decimals any number, digit by digit.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::Text;
use super::format::Format;
use crate::enums;

impl<'de, F: Format> Deserialize<'de> for Text<F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if F::IS_NUMERIC {
            return read_number(deserializer);
        }
        let text = enums::read(deserializer)?;
        Ok(Self::received(text.into()))
    }
}

/// Through the raw text, because `f64` would round: 0.1000000000000000055 must stay itself.
fn read_number<'de, F: Format, D: Deserializer<'de>>(deserializer: D) -> Result<Text<F>, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    match raw.get().bytes().next() {
        Some(b'"') => {
            // The raw text was checked while it was read, so this parses; escapes are resolved.
            let text: Cow<'_, str> =
                serde_json::from_str::<String>(raw.get()).map_or_else(|_| raw.get().into(), Cow::Owned);
            Ok(Text::received(text.into()))
        }
        Some(b'-' | b'0'..=b'9') => Ok(Text::received_number(raw.get().into())),
        first => Err(serde::de::Error::invalid_type(kind_of(first), &"a decimal number")),
    }
}

fn kind_of(first: Option<u8>) -> serde::de::Unexpected<'static> {
    use serde::de::Unexpected;
    match first {
        Some(b'{') => Unexpected::Map,
        Some(b'[') => Unexpected::Seq,
        Some(b't') => Unexpected::Bool(true),
        Some(b'f') => Unexpected::Bool(false),
        _ => Unexpected::Unit,
    }
}
