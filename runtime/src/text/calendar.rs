//! Dates and times of RFC 3339, and the days between them and 1970.

/// A day of the proleptic Gregorian calendar that exists.
#[derive(Clone, Copy)]
pub(super) struct FullDate {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
}

impl FullDate {
    pub(super) fn exists(self) -> bool {
        self.month >= 1 && self.day >= 1 && self.day <= days_in(self.year, self.month)
    }
}

/// An instant, and where on Earth it was written down.
#[derive(Clone, Copy)]
pub(super) struct Instant {
    /// Since 1970-01-01T00:00:00Z. A leap second counts as the second after it.
    pub(super) seconds: i64,
    pub(super) nanoseconds: u32,
    #[cfg_attr(not(feature = "time"), expect(dead_code, reason = "`to_time` alone keeps it"))]
    pub(super) offset_seconds: i32,
}

/// `full-date` of RFC 3339 section 5.6.
pub(super) fn parse_date(text: &str) -> Option<FullDate> {
    let (day, rest) = take_date(text.as_bytes())?;
    rest.is_empty().then_some(day)
}

/// `date-time` of RFC 3339 section 5.6. `T` and `Z` in either case and a blank for `T` are read,
/// as that section's notes allow.
pub(super) fn parse_date_time(text: &str) -> Option<Instant> {
    let (day, rest) = take_date(text.as_bytes())?;
    let [b'T' | b't' | b' ', rest @ ..] = rest else {
        return None;
    };
    let (time, rest) = take_time(rest)?;
    let (nanoseconds, rest) = take_fraction(rest)?;
    let offset = parse_offset(rest)?;
    Some(Instant {
        seconds: days_since_1970(day) * 86_400 + time - offset,
        nanoseconds,
        offset_seconds: i32::try_from(offset).ok()?,
    })
}

/// The day that is so many days after 1970-01-01.
///
/// The months of a year that begins in March have a regular pattern of lengths, and the leap day
/// comes last: that makes both directions a formula (Hinnant, "chrono-compatible low-level date
/// algorithms").
pub(super) fn day_from_days(days: i64) -> FullDate {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    FullDate {
        year: year_of_era + era * 400 + i64::from(month <= 2),
        month,
        day: day_of_year - (153 * shifted_month + 2) / 5 + 1,
    }
}

pub(super) fn days_since_1970(FullDate { year, month, day }: FullDate) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn take_date(text: &[u8]) -> Option<(FullDate, &[u8])> {
    let (year, rest) = take_number(text, 4, 9999)?;
    let (month, rest) = take_number(take(rest, b'-')?, 2, 12)?;
    let (day, rest) = take_number(take(rest, b'-')?, 2, 31)?;
    let date = FullDate { year, month, day };
    date.exists().then_some((date, rest))
}

/// `08:49:37`, in seconds since midnight.
pub(super) fn take_time(text: &[u8]) -> Option<(i64, &[u8])> {
    let (hour, rest) = take_number(text, 2, 23)?;
    let (minute, rest) = take_number(take(rest, b':')?, 2, 59)?;
    let (second, rest) = take_number(take(rest, b':')?, 2, 60)?;
    Some((hour * 3600 + minute * 60 + second, rest))
}

fn days_in(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn take_fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some(digits) = take(text, b'.') else {
        return Some((0, text));
    };
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = digits.split_at_checked(length)?;
    let mut nanoseconds = 0;
    for place in 0..9 {
        let digit = digits.get(place).map_or(0, |byte| u32::from(byte - b'0'));
        nanoseconds = nanoseconds * 10 + digit;
    }
    (length > 0).then_some((nanoseconds, rest))
}

fn parse_offset(text: &[u8]) -> Option<i64> {
    let (sign, rest) = match text {
        [b'Z' | b'z'] => return Some(0),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hours, rest) = take_number(rest, 2, 23)?;
    let (minutes, rest) = take_number(take(rest, b':')?, 2, 59)?;
    rest.is_empty().then_some(sign * (hours * 3600 + minutes * 60))
}

pub(super) fn take(text: &[u8], expected: u8) -> Option<&[u8]> {
    match text {
        [first, rest @ ..] if *first == expected => Some(rest),
        _ => None,
    }
}

/// Exactly `length` digits, at most `max`.
pub(super) fn take_number(text: &[u8], length: usize, max: i64) -> Option<(i64, &[u8])> {
    let (digits, rest) = text.split_at_checked(length)?;
    let mut number = 0;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + i64::from(digit - b'0');
    }
    (number <= max).then_some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_back() {
        for days in (-719_528..2_932_897).step_by(97) {
            assert_eq!(days_since_1970(day_from_days(days)), days);
        }
        let instant = parse_date_time("2026-11-23T01:12:04.5+01:00").unwrap();
        assert_eq!((instant.seconds, instant.nanoseconds), (1_795_392_724, 500_000_000));
        assert_eq!(parse_date_time("1969-12-31T23:59:59Z").unwrap().seconds, -1);
    }
}
