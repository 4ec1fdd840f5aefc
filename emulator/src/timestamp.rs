//! Timestamps as the API writes them: `yyyy-MM-ddTHH:mm:ssZ`.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use apiloom_runtime::DateTime;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// A second in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Timestamp(i64);

impl Timestamp {
    /// So many seconds after 1970.
    pub(crate) const fn at(seconds: i64) -> Self {
        Self(seconds)
    }

    /// The system's time, moved ahead.
    pub(crate) fn now(ahead: Duration) -> Self {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let seconds = since_epoch.saturating_add(ahead).as_secs();
        Self(i64::try_from(seconds).unwrap_or(i64::MAX))
    }

    /// Reads `yyyy-MM-ddTHH:mm:ssZ` and nothing else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let time = text.strip_suffix('Z')?;
        let (date, time) = time.split_once('T')?;
        let midnight = Self::parse_date(date)?;
        let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
        let valid = hour < 24 && minute < 60 && second < 60;
        valid.then(|| Self(midnight.0 + hour * HOUR + minute * 60 + second))
    }

    /// Reads `yyyy-MM-dd` as its midnight.
    pub(crate) fn parse_date(text: &str) -> Option<Self> {
        let [year, month, day] = numbers(text, '-', [4, 2, 2])?;
        let days = days_from_civil(year, month, day);
        // A day that does not exist comes back as another one.
        (civil_from_days(days) == (year, month, day)).then_some(Self(days * DAY))
    }

    /// The timestamp so much later. Part of a second counts as one.
    pub(crate) fn plus(self, time: Duration) -> Self {
        Self(self.0.saturating_add(whole_seconds(time)))
    }

    /// The timestamp so much earlier. Part of a second counts as one.
    pub(crate) fn minus(self, time: Duration) -> Self {
        Self(self.0.saturating_sub(whole_seconds(time)))
    }

    /// Seconds since 1970.
    pub(crate) const fn unix(self) -> i64 {
        self.0
    }

    /// The timestamp so many hours later, or earlier.
    pub(crate) const fn plus_hours(self, hours: i64) -> Self {
        Self(self.0.saturating_add(hours.saturating_mul(HOUR)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0.div_euclid(DAY));
        let second = self.0.rem_euclid(DAY);
        let (hour, minute, second) = (second / HOUR, second % HOUR / 60, second % 60);
        write!(formatter, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

/// As the API has it.
impl From<Timestamp> for DateTime {
    fn from(Timestamp(seconds): Timestamp) -> Self {
        let distance = Duration::from_secs(seconds.unsigned_abs());
        let time = if seconds < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) };
        time.unwrap_or(UNIX_EPOCH).into()
    }
}

/// Whole seconds, rounded up.
pub(crate) fn whole_seconds(time: Duration) -> i64 {
    let part = u64::from(time.subsec_nanos() > 0);
    i64::try_from(time.as_secs().saturating_add(part)).unwrap_or(i64::MAX)
}

/// Three numbers of exactly these widths.
fn numbers(text: &str, separator: char, widths: [usize; 3]) -> Option<[i64; 3]> {
    let mut parts = text.split(separator);
    let mut values = [0; 3];
    for (value, width) in values.iter_mut().zip(widths) {
        let part = parts.next()?;
        if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *value = part.parse().ok()?;
    }
    parts.next().is_none().then_some(values)
}

// Both from "chrono-Compatible Low-Level Date Algorithms" by Howard Hinnant: years start in March,
// so that the leap day is the last of its year, and repeat every 400 years (146,097 days).

fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn a_timestamp_is_written_as_it_was_read() {
        for text in ["1970-01-01T00:00:00Z", "2024-02-29T23:59:59Z", "2000-03-01T04:05:06Z"] {
            assert_eq!(Timestamp::parse(text).map(|time| time.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Timestamp::parse("1970-01-02T00:00:00Z"), Some(Timestamp(86_400)));
    }

    #[test]
    fn other_spellings_are_not_timestamps() {
        for text in [
            "2026-02-29T00:00:00Z",
            "2026-01-01 00:00:00Z",
            "2026-01-01T00:00:00.000Z",
            "2026-01-01T24:00:00Z",
            "2026-1-01T00:00:00Z",
            "2026-01-01T00:00:00",
            "2026-01-01",
            "",
        ] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }
}
