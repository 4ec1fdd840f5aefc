//! Header fields that no client should believe.

/// Values of `Retry-After` (RFC 9110 section 10.2.3) that are too long, wrong or no values at all. None may make a
/// client wait longer than its own cap, nor overflow, nor fail in any other way than the status would.
pub const RETRY_AFTER: [&str; 25] = [
    "999999999",
    "18446744073709551615",
    "18446744073709551616",
    "9223372036854775807",
    "4294967296",
    "99999999999999999999999999999999999999999",
    "-5",
    "-0",
    "+1",
    "1e9",
    "1.5",
    "NaN",
    "inf",
    "0x10",
    "2;3",
    "2, 3",
    "",
    "soon",
    "\"1\"",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Friday, 31-Dec-99 23:59:59 GMT",
    "Sun Nov  6 08:49:37 2094",
    "Thu, 32 Foo 2026 25:61:61 GMT",
    "2999-01-01T00:00:00Z",
];

/// Media types that a JSON body does not have.
pub const LYING_MEDIA_TYPES: [&str; 9] = [
    "text/html",
    "text/html; charset=utf-8",
    "text/plain",
    "application/xml",
    "application/octet-stream",
    "multipart/mixed; boundary=x",
    "application/json; charset=utf-16",
    "json",
    ";;",
];

/// So many fields with values of so many bytes: a head that a client must limit.
#[must_use]
pub fn flood(count: usize, length: usize) -> Vec<(String, String)> {
    (0..count).map(|number| (format!("x-flood-{number}"), "v".repeat(length))).collect()
}
