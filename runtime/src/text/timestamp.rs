//! Between timestamps and the clock.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::calendar::{self, FullDate};
use super::{DateTime, Text};

impl DateTime {
    /// The instant, if the text is valid and the system's clock can hold it.
    #[must_use]
    pub fn system_time(&self) -> Option<SystemTime> {
        let instant = calendar::parse_date_time(self.as_str())?;
        let distance = Duration::from_secs(instant.seconds.unsigned_abs());
        let whole =
            if instant.seconds >= 0 { UNIX_EPOCH.checked_add(distance)? } else { UNIX_EPOCH.checked_sub(distance)? };
        whole.checked_add(Duration::from_nanos(instant.nanoseconds.into()))
    }
}

/// In UTC to the second: `2026-11-23T01:12:04Z`. The fraction is dropped because many services
/// refuse one. An instant outside the years 0 to 9999, which RFC 3339 cannot write, becomes a
/// text that is not valid and therefore not sent.
impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        let seconds = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
            Err(before) => {
                let before = before.duration();
                let whole = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
                // Dropping the fraction goes back in time, before 1970 too.
                -whole - i64::from(before.subsec_nanos() > 0)
            }
        };
        Text::received(written(seconds, "Z").into())
    }
}

fn written(seconds: i64, offset: &str) -> String {
    let FullDate { year, month, day } = calendar::day_from_days(seconds.div_euclid(86_400));
    let of_day = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{offset}")
}

#[cfg(feature = "time")]
mod with_time {
    use time::{OffsetDateTime, UtcOffset};

    use super::{DateTime, Text, calendar, written};
    use crate::text::Date;

    impl DateTime {
        /// The instant with its offset, if the text is valid.
        #[must_use]
        pub fn to_time(&self) -> Option<OffsetDateTime> {
            let instant = calendar::parse_date_time(self.as_str())?;
            let whole = OffsetDateTime::from_unix_timestamp(instant.seconds).ok()?;
            let offset = UtcOffset::from_whole_seconds(instant.offset_seconds).ok()?;
            whole.checked_add(time::Duration::nanoseconds(instant.nanoseconds.into()))?.checked_to_offset(offset)
        }
    }

    /// To the second, with the offset kept to the minute, which is all that RFC 3339 can write.
    impl From<OffsetDateTime> for DateTime {
        fn from(time: OffsetDateTime) -> Self {
            let minutes = time.offset().whole_seconds().div_euclid(60);
            let sign = if minutes < 0 { '-' } else { '+' };
            let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
            let offset = match minutes {
                0 => "Z".to_owned(),
                _ => format!("{sign}{hours:02}:{rest:02}"),
            };
            let local = time.unix_timestamp() + i64::from(minutes) * 60;
            Text::received(written(local, &offset).into())
        }
    }

    impl From<time::Date> for Date {
        fn from(date: time::Date) -> Self {
            let (year, month, day) = date.to_calendar_date();
            Text::received(format!("{year:04}-{:02}-{day:02}", u8::from(month)).into())
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn offsets_survive() {
            for text in ["2026-11-23T01:12:04Z", "2026-11-23T01:12:04+05:30", "1969-12-31T20:00:00-03:00"] {
                let time = DateTime::parse(text).unwrap().to_time().unwrap();
                assert_eq!(DateTime::from(time).as_str(), text);
            }
            let date = time::Date::from_ordinal_date(2024, 60).unwrap();
            assert_eq!(Date::from(date).as_str(), "2024-02-29");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for text in ["1970-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2026-11-23T01:12:04Z"] {
            let time = DateTime::parse(text).unwrap().system_time().unwrap();
            assert_eq!(DateTime::from(time).as_str(), text);
        }
    }

    #[test]
    fn fractions_are_dropped() {
        let half = Duration::from_millis(500);
        assert_eq!(DateTime::from(UNIX_EPOCH + half).as_str(), "1970-01-01T00:00:00Z");
        assert_eq!(DateTime::from(UNIX_EPOCH - half).as_str(), "1969-12-31T23:59:59Z");
    }

    #[test]
    fn beyond_the_year_9999_is_not_valid() {
        let far = UNIX_EPOCH + Duration::from_secs(400_000_000_000);
        assert!(!DateTime::from(far).is_valid());
    }
}
