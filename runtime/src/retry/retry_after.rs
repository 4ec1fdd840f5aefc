//! When a server wants to be asked again.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use crate::text::parse_http_date;

/// Milliseconds, from services that find seconds too coarse: `OpenAI`'s and Azure's names for it.
const IN_MILLISECONDS: [&str; 2] = ["retry-after-ms", "x-ms-retry-after-ms"];

/// Reads `retry-after-ms`, or `Retry-After`: seconds or an HTTP date (RFC 9110 section 10.2.3); servers send both. A
/// date in the past is no wait, and anything else is ignored.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let milliseconds = IN_MILLISECONDS.iter().find_map(|name| number(text(headers, name)?));
    milliseconds.map(Duration::from_millis).or_else(|| {
        let text = text(headers, RETRY_AFTER.as_str())?;
        number(text).map(Duration::from_secs).or_else(|| {
            let date = parse_http_date(text)?;
            Some(date.duration_since(now).unwrap_or(Duration::ZERO))
        })
    })
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// `u64::from_str` would also take a leading `+`, which delay-seconds has not.
fn number(text: &str) -> Option<u64> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use http::HeaderValue;

    use super::*;

    fn check(text: &str, expected: Option<u64>) {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_str(text).unwrap());
        let now = UNIX_EPOCH + Duration::from_secs(784_111_770);
        assert_eq!(retry_after(&headers, now), expected.map(Duration::from_secs), "{text:?}");
    }

    #[test]
    fn every_form_and_nonsense() {
        check("0", Some(0));
        check("2", Some(2));
        check(" 7 ", Some(7));
        check("999999999", Some(999_999_999));
        check("18446744073709551615", Some(u64::MAX));
        check("18446744073709551616", None);
        check("Sun, 06 Nov 1994 08:49:37 GMT", Some(7));
        check("Sunday, 06-Nov-94 08:49:37 GMT", Some(7));
        check("Sun Nov  6 08:49:37 1994", Some(7));
        check("Sat, 05 Nov 1994 08:49:37 GMT", Some(0));
        for nonsense in ["", "-5", "+5", "1e9", "NaN", "2;3", "2, 3", "0x10", "soon", "1.5"] {
            check(nonsense, None);
        }
    }

    #[test]
    fn milliseconds_go_first() {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_static("7"));
        headers.insert("retry-after-ms", HeaderValue::from_static("soon"));
        assert_eq!(retry_after(&headers, UNIX_EPOCH), Some(Duration::from_secs(7)));
        headers.insert("retry-after-ms", HeaderValue::from_static("250"));
        assert_eq!(retry_after(&headers, UNIX_EPOCH), Some(Duration::from_millis(250)));
    }

    #[test]
    fn absent() {
        assert_eq!(retry_after(&HeaderMap::new(), UNIX_EPOCH), None);
    }
}
