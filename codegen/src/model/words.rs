//! What the words of the language and of HTTP are called.

use super::{Format, Location, Method, Rule, Scalar};

impl Method {
    /// As requests write it (RFC 9110 section 9.1).
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Head => "HEAD",
            Method::Put => "PUT",
            Method::Post => "POST",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
            Method::Options => "OPTIONS",
        }
    }
}

impl Location {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        }
    }
}

impl Scalar {
    pub const ALL: [Scalar; 16] = [
        Scalar::String,
        Scalar::Bool,
        Scalar::I32,
        Scalar::I64,
        Scalar::U32,
        Scalar::U64,
        Scalar::F32,
        Scalar::F64,
        Scalar::Decimal,
        Scalar::Uuid,
        Scalar::Date,
        Scalar::DateTime,
        Scalar::Duration,
        Scalar::Url,
        Scalar::Bytes,
        Scalar::Json,
    ];

    /// As a spec writes it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Scalar::String => "string",
            Scalar::Bool => "bool",
            Scalar::I32 => "i32",
            Scalar::I64 => "i64",
            Scalar::U32 => "u32",
            Scalar::U64 => "u64",
            Scalar::F32 => "f32",
            Scalar::F64 => "f64",
            Scalar::Decimal => "decimal",
            Scalar::Uuid => "uuid",
            Scalar::Date => "date",
            Scalar::DateTime => "date-time",
            Scalar::Duration => "duration",
            Scalar::Url => "url",
            Scalar::Bytes => "bytes",
            Scalar::Json => "json",
        }
    }

    /// Whether its values may be numbers with a fraction.
    #[must_use]
    pub fn has_fractions(self) -> bool {
        matches!(self, Scalar::F32 | Scalar::F64 | Scalar::Decimal | Scalar::Json)
    }

    /// The format that it has by itself.
    #[must_use]
    pub fn format(self) -> Option<Format> {
        match self {
            Scalar::Uuid => Some(Format::Uuid),
            Scalar::Date => Some(Format::Date),
            Scalar::DateTime => Some(Format::DateTime),
            Scalar::Duration => Some(Format::Duration),
            Scalar::Url => Some(Format::Url),
            Scalar::Decimal => Some(Format::Decimal),
            _ => None,
        }
    }
}

impl Format {
    pub const ALL: [Format; 6] =
        [Format::Uuid, Format::Date, Format::DateTime, Format::Duration, Format::Url, Format::Decimal];

    /// As a spec writes it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Format::Uuid => "uuid",
            Format::Date => "date",
            Format::DateTime => "date-time",
            Format::Duration => "duration",
            Format::Url => "url",
            Format::Decimal => "decimal",
        }
    }

    /// The one among rules that wants a format.
    #[must_use]
    pub fn of(rules: &[Rule]) -> Option<Format> {
        rules.iter().find_map(|rule| if let Rule::Format(format) = rule { Some(*format) } else { None })
    }

    /// What stands for a value of it where a spec gives no example.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Format::Uuid => "9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10",
            Format::Date => "2026-11-22",
            Format::DateTime => "2026-11-22T09:00:00Z",
            Format::Duration => "PT30M",
            Format::Url => "https://example.com/",
            Format::Decimal => "1.5",
        }
    }
}
