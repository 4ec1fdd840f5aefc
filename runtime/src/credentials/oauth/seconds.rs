//! Lifetimes as identity providers write them.

use std::fmt;
use std::time::Duration;

use serde::de::{self, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

/// Seconds from now on: RFC 6749 section 5.1 writes a number, the first version of Microsoft Entra ID a string
/// (`"3599"`), others a fraction. More than can be counted is a very long time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seconds(pub(super) Duration);

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SecondsVisitor)
    }
}

struct SecondsVisitor;

impl Visitor<'_> for SecondsVisitor {
    type Value = Seconds;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number of seconds, 0 or more")
    }

    fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<Seconds, E> {
        Ok(Seconds(Duration::from_secs(seconds)))
    }

    fn visit_i64<E: de::Error>(self, seconds: i64) -> Result<Seconds, E> {
        let positive = u64::try_from(seconds);
        positive.map_err(|_| E::invalid_value(Unexpected::Signed(seconds), &self)).and_then(|s| self.visit_u64(s))
    }

    fn visit_f64<E: de::Error>(self, seconds: f64) -> Result<Seconds, E> {
        if seconds.is_nan() || seconds < 0.0 {
            return Err(E::invalid_value(Unexpected::Float(seconds), &self));
        }
        Ok(Seconds(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Seconds, E> {
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(E::invalid_value(Unexpected::Str(text), &self));
        }
        self.visit_u64(text.parse().unwrap_or(u64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Casing;
    use crate::decode;

    #[test]
    fn every_form() {
        let read = |text: &str| decode::from_slice::<Seconds>(text.as_bytes(), Casing::Exact).ok();
        let seconds = |seconds| Some(Seconds(Duration::from_secs(seconds)));
        assert_eq!(read("3599"), seconds(3599));
        assert_eq!(read("\"3599\""), seconds(3599));
        assert_eq!(read("3599.0"), seconds(3599));
        assert_eq!(read("0"), seconds(0));
        assert_eq!(read("18446744073709551616"), Some(Seconds(Duration::MAX)));
        assert_eq!(read("1e300"), Some(Seconds(Duration::MAX)));
        assert_eq!(read("\"99999999999999999999\""), seconds(u64::MAX));
        for text in ["-1", "-0.5", "1e999", "NaN", "\"NaN\"", "\"-1\"", "\"+1\"", "\" 1\"", "\"\"", "[]", "{}", "true"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
