//! Reading texts with a format: any string is kept.

use serde::{Deserialize, Deserializer};

use super::Text;
use super::format::Format;
use crate::enums;

impl<'de, F: Format> Deserialize<'de> for Text<F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[cfg(feature = "fractions")]
        if F::IS_NUMERIC {
            return super::decimal::read_number(deserializer);
        }
        let text = enums::read(deserializer)?;
        Ok(Self::received(text.into()))
    }
}
