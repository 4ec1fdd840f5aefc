//! What the spec demands of a text or a number, checked before anything is sent.

use std::borrow::Cow;

use crate::text::format::{self, Format};

/// One demand. Where a rule stands on a list, each item must satisfy it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// How many characters (Unicode scalar values) a text has.
    Length {
        /// At least this many.
        min: usize,
        /// At most this many.
        max: usize,
    },
    /// A regular expression that matches somewhere in the text, in the syntax of `regex-lite`.
    #[cfg(feature = "pattern")]
    Pattern(&'static str),
    /// Between which bounds an integer lies.
    Integer {
        /// The least one allowed.
        min: i128,
        /// The greatest one allowed.
        max: i128,
    },
    /// Between which bounds a number lies.
    Number {
        /// The least one allowed.
        min: f64,
        /// The greatest one allowed.
        max: f64,
    },
    /// The format of a text.
    Format(FormatKind),
}

/// A format by name: see [`format`](mod@crate::format).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatKind {
    /// [`format::Uuid`](crate::format::Uuid)
    Uuid,
    /// [`format::Date`](crate::format::Date)
    Date,
    /// [`format::DateTime`](crate::format::DateTime)
    DateTime,
    /// [`format::Duration`](crate::format::Duration)
    Duration,
    /// [`format::Url`](crate::format::Url)
    Url,
    /// [`format::Decimal`](crate::format::Decimal)
    #[cfg(feature = "fractions")]
    Decimal,
}

/// The first of the rules that a value, as it is written on the wire, does not satisfy.
pub(crate) fn broken(text: &str, rules: &[Rule]) -> Option<Cow<'static, str>> {
    rules.iter().find_map(|rule| rule.broken_by(text))
}

impl Rule {
    fn broken_by(self, text: &str) -> Option<Cow<'static, str>> {
        match self {
            Self::Length { min, max } => {
                let length = text.chars().count();
                (length < min || length > max).then(|| bounds("characters", min, max, usize::MAX))
            }
            #[cfg(feature = "pattern")]
            Self::Pattern(pattern) => pattern::broken_by(pattern, text),
            Self::Integer { min, max } => match text.parse::<i128>() {
                Ok(number) if (min..=max).contains(&number) => None,
                Ok(_) => Some(format!("must be between {min} and {max}").into()),
                Err(_) => Some("must be an integer".into()),
            },
            Self::Number { min, max } => match text.parse::<f64>() {
                Ok(number) if (min..=max).contains(&number) => None,
                Ok(_) => Some(format!("must be between {min} and {max}").into()),
                Err(_) => Some("must be a number".into()),
            },
            Self::Format(kind) => {
                let (valid, name) = kind.check(text);
                (!valid).then(|| format!("must be {name}").into())
            }
        }
    }
}

impl FormatKind {
    fn check(self, text: &str) -> (bool, &'static str) {
        fn by<F: Format>(text: &str) -> (bool, &'static str) {
            (F::is_valid(text), F::NAME)
        }
        match self {
            Self::Uuid => by::<format::Uuid>(text),
            Self::Date => by::<format::Date>(text),
            Self::DateTime => by::<format::DateTime>(text),
            Self::Duration => by::<format::Duration>(text),
            Self::Url => by::<format::Url>(text),
            #[cfg(feature = "fractions")]
            Self::Decimal => by::<format::Decimal>(text),
        }
    }
}

fn bounds(unit: &str, min: usize, max: usize, unbounded: usize) -> Cow<'static, str> {
    match (min, max) {
        (1, limit) if limit == unbounded => "must not be empty".into(),
        (_, limit) if limit == unbounded => format!("must have at least {min} {unit}").into(),
        (0, _) => format!("must have at most {max} {unit}").into(),
        _ => format!("must have between {min} and {max} {unit}").into(),
    }
}

#[cfg(feature = "pattern")]
mod pattern {
    //! Patterns are compiled once per process: they come from the spec, so there are few.

    use std::borrow::Cow;
    use std::collections::BTreeMap;
    use std::sync::{Mutex, PoisonError};

    use regex_lite::Regex;

    static COMPILED: Mutex<BTreeMap<&'static str, Regex>> = Mutex::new(BTreeMap::new());

    pub(super) fn broken_by(pattern: &'static str, text: &str) -> Option<Cow<'static, str>> {
        let Some(regex) = compiled(pattern) else {
            return Some("has a pattern in the spec that cannot be compiled".into());
        };
        (!regex.is_match(text)).then(|| format!("must match the pattern `{pattern}`").into())
    }

    fn compiled(pattern: &'static str) -> Option<Regex> {
        let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(regex) = compiled.get(pattern) {
            return Some(regex.clone());
        }
        let regex = Regex::new(pattern).ok()?;
        compiled.insert(pattern, regex.clone());
        Some(regex)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rule: Rule, text: &str, expected: Option<&str>) {
        assert_eq!(broken(text, &[rule]).as_deref(), expected, "{rule:?} on {text:?}");
    }

    #[test]
    fn each_rule() {
        let length = Rule::Length { min: 1, max: 3 };
        check(length, "", Some("must have between 1 and 3 characters"));
        check(length, "äöü", None);
        check(length, "abcd", Some("must have between 1 and 3 characters"));
        check(Rule::Length { min: 1, max: usize::MAX }, "", Some("must not be empty"));
        check(Rule::Length { min: 0, max: 1 }, "ab", Some("must have at most 1 characters"));
        let integer = Rule::Integer { min: 4, max: 2160 };
        check(integer, "4", None);
        check(integer, "2161", Some("must be between 4 and 2160"));
        check(integer, "4.5", Some("must be an integer"));
        let number = Rule::Number { min: 0.0, max: 1.0 };
        check(number, "0.5", None);
        check(number, "NaN", Some("must be between 0 and 1"));
        check(Rule::Format(FormatKind::Uuid), "x", Some("must be a UUID"));
        #[cfg(feature = "pattern")]
        {
            check(Rule::Pattern("^[a-z]+$"), "abc", None);
            check(Rule::Pattern("^[a-z]+$"), "a1", Some("must match the pattern `^[a-z]+$`"));
            check(Rule::Pattern("("), "a", Some("has a pattern in the spec that cannot be compiled"));
        }
    }
}
