//! ISO 8601 durations.

use std::time::Duration;

use super::{IsoDuration, Text};

/// `P`, then years, months, weeks, days, then `T` and hours, minutes, seconds: each at most once,
/// in this order, at least one, and a fraction only on the last (ISO 8601-1 section 5.5.2).
pub(super) fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    let Some(date_parts) = parts(date, "YMWD") else {
        return false;
    };
    match time {
        None => date_parts.count > 0,
        Some(time) => !date_parts.has_fraction && parts(time, "HMS").is_some_and(|parts| parts.count > 0),
    }
}

/// Whole seconds, or seconds with a fraction.
impl From<Duration> for IsoDuration {
    fn from(duration: Duration) -> Self {
        let (seconds, nanoseconds) = (duration.as_secs(), duration.subsec_nanos());
        let text = if nanoseconds == 0 { format!("PT{seconds}S") } else { format!("PT{seconds}.{nanoseconds:09}S") };
        Text::received(text.into())
    }
}

struct Parts {
    count: usize,
    has_fraction: bool,
}

fn parts(mut text: &str, mut designators: &str) -> Option<Parts> {
    let mut found = Parts { count: 0, has_fraction: false };
    while !text.is_empty() {
        if found.has_fraction {
            return None;
        }
        text = skip_digits(text)?;
        if let Some(fraction) = text.strip_prefix(['.', ',']) {
            text = skip_digits(fraction)?;
            found.has_fraction = true;
        }
        let designator = text.chars().next()?;
        designators = designators.split_once(designator)?.1;
        text = text.strip_prefix(designator)?;
        found.count += 1;
    }
    Some(found)
}

/// What follows one digit or more.
fn skip_digits(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest.len() < text.len()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        for text in ["P1D", "PT1H", "P1Y2M3W4DT5H6M7.5S", "PT0S", "P1W", "PT0,5S", "P0.5D"] {
            assert!(is_duration(text), "{text:?}");
        }
        for text in [
            "", "P", "PT", "1D", "P1DT", "P1H", "PT1D", "PD", "P1D1Y", "P1D1D", "-P1D", "PT1.S", "PT.5S", "PT1.5H3M",
            "P0.5DT1H", "P1d", "P1",
        ] {
            assert!(!is_duration(text), "{text:?}");
        }
        assert_eq!(IsoDuration::from(Duration::from_millis(1500)).as_str(), "PT1.500000000S");
        assert!(IsoDuration::from(Duration::MAX).is_valid());
    }
}
