//! What a plain scalar means to YAML 1.1 and 1.2 readers: where they would not see text, text has to be quoted.

/// What a plain scalar is, read by the rules of JSON, which YAML 1.2 shares.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Scalar {
    Null,
    Boolean(bool),
    Integer(i128),
    Number(f64),
    Text(String),
}

/// A whole number, written as in JSON.
pub(super) fn whole(text: &str) -> Option<i128> {
    match Scalar::read(text) {
        Ok(Scalar::Integer(number)) => Some(number),
        _ => None,
    }
}

pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Why a plain scalar is not plainly text, in words that finish "YAML reads it as ..".
pub(super) fn other_reading(text: &str) -> Option<&'static str> {
    if is_null(text) {
        return Some("nothing (null)");
    }
    let lower = text.to_ascii_lowercase();
    let words = ["true", "false", "yes", "no", "on", "off", "y", "n"];
    if words.contains(&lower.as_str()) {
        return Some("a yes-or-no value");
    }
    if looks_like_number(&lower) {
        return Some("a number");
    }
    if looks_like_date(text) {
        return Some("a date");
    }
    matches!(text, "=" | "<<").then_some("a special value")
}

fn looks_like_number(lower: &str) -> bool {
    let digits = lower.strip_prefix(['+', '-']).unwrap_or(lower);
    if matches!(digits, ".inf" | ".nan") {
        return true;
    }
    let radix = |prefix: &str, radix: u32| {
        let rest = digits.strip_prefix(prefix);
        rest.is_some_and(|r| !r.is_empty() && r.chars().all(|c| c == '_' || c.is_digit(radix)))
    };
    if radix("0x", 16) || radix("0o", 8) || radix("0b", 2) {
        return true;
    }
    // Decimal with `_`, sexagesimal (12:30:45), fraction, exponent.
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.contains(|c: char| c.is_ascii_digit())
        && is_decimal(digits)
}

fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once('e').map_or((text, None), |(m, e)| (m, Some(e)));
    let mantissa_fits = mantissa.chars().all(|c| c.is_ascii_digit() || matches!(c, '_' | '.' | ':'))
        && mantissa.matches('.').count() <= 1
        && !mantissa.starts_with(':')
        && !mantissa.ends_with(':');
    let exponent_fits = exponent.is_none_or(|e| {
        let digits = e.strip_prefix(['+', '-']).unwrap_or(e);
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
    });
    mantissa_fits && exponent_fits
}

fn looks_like_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let (Some(year), Some(month), Some(rest)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let digits = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit());
    let day: String = rest.chars().take_while(char::is_ascii_digit).collect();
    year.len() == 4
        && digits(year)
        && month.len() <= 2
        && digits(month)
        && matches!(day.len(), 1 | 2)
        && rest[day.len()..].chars().next().is_none_or(|c| matches!(c, 'T' | 't' | ' '))
}

impl Scalar {
    /// Reads a plain scalar, or says which reading other than its look some YAML reader gives it.
    pub(super) fn read(text: &str) -> Result<Scalar, &'static str> {
        if is_null(text) {
            return Ok(Scalar::Null);
        }
        if let "true" | "false" = text {
            return Ok(Scalar::Boolean(text == "true"));
        }
        if is_json_number(text) {
            let integer = text.parse().map(Scalar::Integer);
            // What no float holds is read as infinity by one reader and refused by the next.
            let number = || text.parse().ok().filter(|number: &f64| number.is_finite()).map(Scalar::Number);
            return integer.ok().or_else(number).ok_or("infinity");
        }
        match other_reading(text) {
            None => Ok(Scalar::Text(text.to_owned())),
            Some(reading) => Err(reading),
        }
    }
}

/// RFC 8259 section 6: the only way of writing numbers that every reader understands alike.
fn is_json_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let leading_zero =
        digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.") && !digits.starts_with("0e");
    digits.starts_with(|c: char| c.is_ascii_digit())
        && !leading_zero
        && !digits.contains(['_', ':'])
        && !digits.ends_with('.')
        && is_decimal(&digits.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_plainly_text() {
        for text in [
            "no",
            "Yes",
            "on",
            "1.10",
            "0o17",
            "0x1F",
            "12:30:45",
            "1_000",
            "1e3",
            "~",
            "",
            ".inf",
            "2021-03-30",
            "2021-03-30T12:52:39Z",
            "=",
            "017",
        ] {
            assert!(other_reading(text).is_some(), "{text}");
        }
        for text in [
            "string",
            "list<ReportId>",
            "4XX",
            "v1",
            "4..=2160",
            "note",
            "1.2.3",
            "a:b",
            "PUT /x",
            "-",
            "e3",
            "1-2-3",
            "120s",
        ] {
            assert!(other_reading(text).is_none(), "{text}");
        }
    }

    #[test]
    fn json_values_are_read_and_the_rest_is_refused() {
        assert_eq!(Scalar::read("4"), Ok(Scalar::Integer(4)));
        assert_eq!(Scalar::read("-1.5"), Ok(Scalar::Number(-1.5)));
        assert_eq!(Scalar::read("true"), Ok(Scalar::Boolean(true)));
        assert_eq!(Scalar::read("ab"), Ok(Scalar::Text("ab".into())));
        for text in ["no", "017", "0o17", "12:30", "1_0", "2021-01-01", "True"] {
            assert!(Scalar::read(text).is_err(), "{text}");
        }
    }
}
