//! Decimals: any number, digit by digit.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::Text;
use super::format::{self, Format};

/// A decimal number of any length; nothing is rounded.
pub type Decimal = Text<format::Decimal>;

impl Decimal {
    /// Keeps the text of a number, which is also written as one.
    pub(crate) fn from_number(number: &impl fmt::Display) -> Self {
        Self::received_number(number.to_string().into())
    }
}

impl<F: Format> Text<F> {
    pub(crate) fn received_number(text: Box<str>) -> Self {
        Self { value: text, number: true, format: PhantomData }
    }
}

macro_rules! decimal_from_integer {
    ($($integer:ty)*) => {$(
        /// Written as a JSON number.
        impl From<$integer> for Decimal {
            fn from(number: $integer) -> Self {
                Self::from_number(&number)
            }
        }
    )*};
}
decimal_from_integer!(i32 i64 u32 u64);

/// Through the raw text, because `f64` would round: 0.1000000000000000055 must stay itself.
pub(super) fn read_number<'de, F: Format, D: Deserializer<'de>>(deserializer: D) -> Result<Text<F>, D::Error> {
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
