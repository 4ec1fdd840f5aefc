//! The formats that a text may have. Each is a type without values: the parameter of
//! [`Text`](crate::Text).

use super::{calendar, duration};

/// What tells a text that has the format from one that has not.
pub trait Format: 'static {
    /// With its article, for messages: `a UUID`.
    const NAME: &'static str;

    /// Whether the value may also come as a JSON number.
    const IS_NUMERIC: bool = false;

    /// Whether the text has the format.
    fn is_valid(text: &str) -> bool;
}

/// 8-4-4-4-12 hexadecimal digits (RFC 9562 section 4), in either case.
#[derive(Debug)]
pub enum Uuid {}

impl Format for Uuid {
    const NAME: &'static str = "a UUID";

    fn is_valid(text: &str) -> bool {
        text.len() == 36
            && text.bytes().enumerate().all(|(index, byte)| match index {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            })
    }
}

/// `2026-11-23` (RFC 3339 section 5.6, `full-date`).
#[derive(Debug)]
pub enum Date {}

impl Format for Date {
    const NAME: &'static str = "a date as in 2026-11-23";

    fn is_valid(text: &str) -> bool {
        calendar::parse_date(text).is_some()
    }
}

/// `2026-11-23T01:12:04Z` (RFC 3339 section 5.6, `date-time`); the offset is required.
#[derive(Debug)]
pub enum DateTime {}

impl Format for DateTime {
    const NAME: &'static str = "a date and time with an offset as in 2026-11-23T01:12:04Z";

    fn is_valid(text: &str) -> bool {
        calendar::parse_date_time(text).is_some()
    }
}

/// `P1DT12H` (ISO 8601-1; RFC 3339 appendix A).
#[derive(Debug)]
pub enum Duration {}

impl Format for Duration {
    const NAME: &'static str = "an ISO 8601 duration as in P1DT12H";

    fn is_valid(text: &str) -> bool {
        duration::is_duration(text)
    }
}

/// An absolute URL without control characters or blanks.
#[derive(Debug)]
pub enum Url {}

impl Format for Url {
    const NAME: &'static str = "an absolute URL";

    fn is_valid(text: &str) -> bool {
        // The parser would trim these and drop tabs and newlines inside.
        let clean = !text.contains(|c: char| c.is_control() || c.is_whitespace());
        clean && url::Url::parse(text).is_ok()
    }
}

/// The text of a JSON number (RFC 8259 section 6): `-12.50`.
#[cfg(feature = "fractions")]
#[derive(Debug)]
pub enum Decimal {}

#[cfg(feature = "fractions")]
impl Format for Decimal {
    const NAME: &'static str = "a decimal number";
    const IS_NUMERIC: bool = true;

    fn is_valid(text: &str) -> bool {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (number, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, Some(exponent)),
            None => (unsigned, None),
        };
        let (whole, fraction) = match number.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (number, None),
        };
        let exponent_digits = exponent.map(|exponent| exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
        digits(whole)
            && (whole.len() == 1 || !whole.starts_with('0'))
            && fraction.is_none_or(digits)
            && exponent_digits.is_none_or(digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<F: Format>(valid: &[&str], invalid: &[&str]) {
        for text in valid {
            assert!(F::is_valid(text), "{text:?} should be {}", F::NAME);
        }
        for text in invalid {
            assert!(!F::is_valid(text), "{text:?} should not be {}", F::NAME);
        }
    }

    #[test]
    fn uuid() {
        check::<Uuid>(
            &["00000000-0000-0000-0000-000000000000", "9A1c5f2e-0b1d-4c3e-8f4a-5b6c7d8e9f00"],
            &[
                "",
                "9a1c5f2e0b1d4c3e8f4a5b6c7d8e9f00",
                "{9a1c5f2e-0b1d-4c3e-8f4a-5b6c7d8e9f00}",
                "9a1c5f2e-0b1d-4c3e-8f4a-5b6c7d8e9f0g",
                "éa1c5f2e-0b1d-4c3e-8f4a-5b6c7d8e9f0",
            ],
        );
    }

    #[test]
    fn date_and_time() {
        check::<Date>(
            &["2026-11-23", "2024-02-29", "0000-01-01", "2000-02-29"],
            &[
                "2026-02-29",
                "1900-02-29",
                "2026-13-01",
                "2026-00-10",
                "2026-1-1",
                "20261123",
                "2026-11-23T",
                "+026-11-23",
                "２０２６-11-23",
            ],
        );
        check::<DateTime>(
            &[
                "2026-11-23T01:12:04Z",
                "2026-11-23t01:12:04.123456789z",
                "2026-11-23T23:59:60Z",
                "2026-11-23T01:12:04+05:30",
                "2026-11-23 01:12:04-00:00",
            ],
            &[
                "2026-11-23T01:12:04",
                "2026-11-23T24:00:00Z",
                "2026-11-23T01:60:04Z",
                "2026-11-23T01:12:04.Z",
                "2026-11-23T01:12:04+24:00",
                "2026-11-23T01:12:04+0530",
                "2026-11-23",
                "2026-11-23T01:12Z",
                "2026-11-23T01:12:04Z ",
            ],
        );
    }

    #[test]
    fn url_and_decimal() {
        check::<Url>(
            &["https://example.com", "https://example.com/a?b=c#d", "mailto:a@example.com"],
            &["", "/a", "example.com", " https://example.com", "https://exa\nmple.com", "https://"],
        );
        check::<Decimal>(
            &["0", "-0", "12.50", "99999999999999999999999.000000001", "1e9", "1.5E-3"],
            &["", "-", "01", ".5", "5.", "+5", "NaN", "1,5", "1e", "0x1", "1 "],
        );
    }
}
