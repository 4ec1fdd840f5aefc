//! Whether a text has a format: judged apart from the runtime, so that each can find the other's mistakes.

use apiloom_codegen::model::Format;
use regex_lite::Regex;
use serde_json::Number;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// With its article, for messages.
pub(crate) fn name(format: Format) -> &'static str {
    match format {
        Format::Uuid => "a UUID",
        Format::Date => "a date as in 2026-11-23",
        Format::DateTime => "a time as in 2026-11-23T09:00:00Z",
        Format::Duration => "a duration as in PT30M",
        Format::Url => "an absolute URL",
        Format::Decimal => "a decimal number",
    }
}

pub(crate) fn has_format(text: &str, format: Format) -> bool {
    match format {
        Format::Uuid => matches("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", text),
        Format::Date => text.len() == 10 && is_time(&format!("{text}T00:00:00Z")),
        Format::DateTime => is_time(text),
        Format::Duration => is_duration(text),
        Format::Url => matches(r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s[:cntrl:]]+$", text),
        Format::Decimal => text.parse::<Number>().is_ok(),
    }
}

/// RFC 3339 section 5.6.
fn is_time(text: &str) -> bool {
    OffsetDateTime::parse(text, &Rfc3339).is_ok()
}

/// ISO 8601: at least one part, and one behind a `T`.
fn is_duration(text: &str) -> bool {
    const NUMBER: &str = "[0-9]+([.,][0-9]+)?";
    let pattern =
        format!("^P({NUMBER}Y)?({NUMBER}M)?({NUMBER}W)?({NUMBER}D)?(T({NUMBER}H)?({NUMBER}M)?({NUMBER}S)?)?$");
    matches(&pattern, text) && !text.ends_with(['P', 'T'])
}

/// Whether a pattern of the spec, or of this file, matches.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    Regex::new(pattern).is_ok_and(|regex| regex.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        let table: &[(Format, &[&str], &[&str])] = &[
            (
                Format::Uuid,
                &["9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10", "9A1C5B1E-2F5E-4A57-8F0C-0F5D3C1B7E10"],
                &["", "9a1c5b1e2f5e4a578f0c0f5d3c1b7e10", "9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e1g", "é"],
            ),
            (Format::Date, &["2026-11-23", "2024-02-29"], &["2026-02-29", "2026-1-1", "2026-11-23T", "20261123"]),
            (
                Format::DateTime,
                &["2026-11-23T01:12:04Z", "2026-11-23T01:12:04.123+05:30", "2026-11-23t01:12:04z"],
                &["2026-11-23T01:12:04", "2026-11-23", "2026-11-23T24:00:00Z", ""],
            ),
            (Format::Duration, &["PT30M", "P1Y2M3W4DT5H6M7.5S", "P1D"], &["", "P", "PT", "30M", "P1H", "PT1D"]),
            (Format::Url, &["https://example.com/a?b", "mailto:a@example.com"], &["", "/a", "https://a b", "a\nb:c"]),
            (Format::Decimal, &["1", "-0.50", "1e3"], &["", "01", "+1", ".5", "1,5", "NaN"]),
        ];
        for (format, good, bad) in table {
            good.iter().for_each(|text| assert!(has_format(text, *format), "{text:?} should be {}", name(*format)));
            bad.iter().for_each(|text| assert!(!has_format(text, *format), "{text:?} should not be {}", name(*format)));
        }
    }
}
