//! Dates in header fields, in the three forms that RFC 9110 section 5.6.7 has recipients read.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::calendar::{FullDate, days_since_1970, take, take_number, take_time};

const MONTHS: [&[u8; 3]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];

/// An instant of 1970 or later. The day of the week is not looked at: it says nothing that the date does not.
pub(crate) fn parse_http_date(text: &str) -> Option<SystemTime> {
    let text = text.as_bytes();
    let seconds = match text.iter().position(|byte| *byte == b',') {
        Some(comma) => fixed_or_rfc_850(text.get(comma + 1..)?),
        None => asctime(text.get(3..)?),
    }?;
    UNIX_EPOCH.checked_add(Duration::from_secs(u64::try_from(seconds).ok()?))
}

/// `06 Nov 1994 08:49:37 GMT`, or `06-Nov-94 08:49:37 GMT`.
fn fixed_or_rfc_850(text: &[u8]) -> Option<i64> {
    let (day, rest) = take_number(take(text, b' ')?, 2, 31)?;
    let [separator @ (b' ' | b'-'), rest @ ..] = rest else {
        return None;
    };
    let (month, rest) = take_month(rest)?;
    let rest = take(rest, *separator)?;
    let (year, rest) = if *separator == b' ' { take_number(rest, 4, 9999)? } else { take_short_year(rest)? };
    let (time, rest) = take_time(take(rest, b' ')?)?;
    (rest == b" GMT").then_some(())?;
    seconds(FullDate { year, month, day }, time)
}

/// ` Nov  6 08:49:37 1994`.
fn asctime(text: &[u8]) -> Option<i64> {
    let (month, rest) = take_month(take(text, b' ')?)?;
    let rest = take(rest, b' ')?;
    let (day, rest) = match rest {
        [b' ', rest @ ..] => take_number(rest, 1, 9)?,
        _ => take_number(rest, 2, 31)?,
    };
    let (time, rest) = take_time(take(rest, b' ')?)?;
    let (year, rest) = take_number(take(rest, b' ')?, 4, 9999)?;
    rest.is_empty().then_some(())?;
    seconds(FullDate { year, month, day }, time)
}

fn seconds(date: FullDate, time: i64) -> Option<i64> {
    date.exists().then(|| days_since_1970(date) * 86_400 + time)
}

fn take_month(text: &[u8]) -> Option<(i64, &[u8])> {
    let (name, rest) = text.split_first_chunk()?;
    let index = MONTHS.iter().position(|month| *month == name)?;
    Some((i64::try_from(index).ok()? + 1, rest))
}

/// From 1970 to 2069. The RFC would have what is more than 50 years ahead be in the past; what servers send is near, and
/// for that a fixed century says the same.
fn take_short_year(text: &[u8]) -> Option<(i64, &[u8])> {
    let (year, rest) = take_number(text, 2, 99)?;
    Some((if year < 70 { 2000 + year } else { 1900 + year }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// Beside the crate `httpdate`, from which each text comes in the form of now, and which reads the other
    /// two: a hundred years, which is what two digits can say.
    #[test]
    fn as_httpdate_reads_them() {
        for seconds in (0..3_155_760_000_u64).step_by(7_654_321) {
            let instant = UNIX_EPOCH + Duration::from_secs(seconds);
            let fixed = httpdate::fmt_http_date(instant);
            let (week_day, rest) = fixed.split_at(3);
            let parts: Vec<&str> = rest.trim_start_matches([',', ' ']).split(' ').collect();
            let (day, month, year, time) = (parts[0], parts[1], parts[2], parts[3]);
            let asctime = format!("{week_day} {month} {:>2} {time} {year}", day.trim_start_matches('0'));
            assert_eq!(httpdate::parse_http_date(&asctime).ok(), Some(instant), "{asctime}");
            assert_eq!(parse_http_date(&fixed), Some(instant), "{fixed}");
            assert_eq!(parse_http_date(&asctime), Some(instant), "{asctime}");
            let name = DAYS.iter().find(|name| name.starts_with(week_day)).unwrap();
            let rfc_850 = format!("{name}, {day}-{month}-{} {time} GMT", &year[2..]);
            assert_eq!(parse_http_date(&rfc_850), httpdate::parse_http_date(&rfc_850).ok(), "{rfc_850}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "Sun",
            "Sun,",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 00 Jan 1994 08:49:37 GMT",
            "Sun, 06-Nov 1994 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Wed, 31 Dec 1969 23:59:59 GMT",
            "Sun Nov  0 08:49:37 1994",
            "Sun Nov 6 08:49:37 1994",
            "Sun Nov  6 08:49:37 1994 GMT",
            "Söndag",
        ] {
            assert_eq!(parse_http_date(text), None, "{text:?}");
        }
    }
}
