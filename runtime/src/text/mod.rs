//! Texts with a format: checked when a caller makes one, kept as received when a server sends one.

pub mod format;

mod calendar;
#[cfg(feature = "fractions")]
mod decimal;
mod deserialize;
mod duration;
mod http_date;
mod timestamp;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

#[cfg(feature = "fractions")]
pub use self::decimal::Decimal;
use self::format::Format;
pub(crate) use self::http_date::parse_http_date;

/// A text with the format `F`.
///
/// [`parse`](Self::parse) refuses a text without the format. Decoding does not: a service that
/// sends an odd timestamp in one field still answers, [`is_valid`](Self::is_valid) tells, and
/// sending such a text back is refused before any I/O.
pub struct Text<F: Format> {
    value: Box<str>,
    // A decimal that came as a JSON number goes back as one.
    number: bool,
    format: PhantomData<fn() -> F>,
}

/// A UUID (RFC 9562 section 4).
pub type Uuid = Text<format::Uuid>;
/// A date (RFC 3339 section 5.6, `full-date`).
pub type Date = Text<format::Date>;
/// A date and time with an offset (RFC 3339 section 5.6, `date-time`).
pub type DateTime = Text<format::DateTime>;
/// A duration (ISO 8601-1; the grammar of RFC 3339 appendix A, with fractions).
pub type IsoDuration = Text<format::Duration>;
/// An absolute URL (RFC 3986; parsed as the WHATWG URL standard says).
pub type Url = Text<format::Url>;

impl<F: Format> Text<F> {
    /// Checks a text.
    ///
    /// # Errors
    ///
    /// [`InvalidText`] if the text has not the format `F`.
    pub fn parse(text: &str) -> Result<Self, InvalidText> {
        if F::is_valid(text) { Ok(Self::received(text.into())) } else { Err(InvalidText { expected: F::NAME }) }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// Whether the text has its format; false only for what a server sent.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        F::is_valid(&self.value)
    }

    /// Keeps a text unchecked.
    pub(crate) fn received(text: Box<str>) -> Self {
        Self { value: text, number: false, format: PhantomData }
    }

    pub(crate) fn is_number(&self) -> bool {
        self.number
    }
}

impl<F: Format> FromStr for Text<F> {
    type Err = InvalidText;

    fn from_str(text: &str) -> Result<Self, InvalidText> {
        Self::parse(text)
    }
}

impl<F: Format> TryFrom<&str> for Text<F> {
    type Error = InvalidText;

    fn try_from(text: &str) -> Result<Self, InvalidText> {
        Self::parse(text)
    }
}

impl<F: Format> TryFrom<String> for Text<F> {
    type Error = InvalidText;

    fn try_from(text: String) -> Result<Self, InvalidText> {
        Self::parse(&text)
    }
}

impl<F: Format> AsRef<str> for Text<F> {
    fn as_ref(&self) -> &str {
        &self.value
    }
}

impl<F: Format> fmt::Display for Text<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.value)
    }
}

impl<F: Format> fmt::Debug for Text<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.value, formatter)
    }
}

// Written out, because derives would ask the same of `F`.
impl<F: Format> Clone for Text<F> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), number: self.number, format: PhantomData }
    }
}

impl<F: Format> PartialEq for Text<F> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<F: Format> Eq for Text<F> {}

impl<F: Format> PartialOrd for Text<F> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The order of the texts, which is not the order of what they mean.
impl<F: Format> Ord for Text<F> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<F: Format> Hash for Text<F> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

/// A text has not the format that its type demands. The text itself is not in the error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidText {
    pub(crate) expected: &'static str,
}

impl InvalidText {
    /// For generated code: names what was expected, with its article, as in `a UUID`.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(expected: &'static str) -> Self {
        Self { expected }
    }
}

impl fmt::Display for InvalidText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the text is not {}", self.expected)
    }
}

impl std::error::Error for InvalidText {}
