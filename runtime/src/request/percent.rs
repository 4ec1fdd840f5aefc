//! Percent-encoding: everything but the unreserved characters of RFC 3986 section 2.3.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A reserved character may be a delimiter of one server and data of the next; encoded it is data
/// for all of them. A space is `%20`, which queries and forms also understand.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Most arguments are: seen without a branch for each byte.
fn is_unreserved(text: &str) -> bool {
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    text.bytes().fold(true, |all, byte| all & is_unreserved(byte))
}

pub(super) fn write(to: &mut super::url::Text, text: &str) {
    if is_unreserved(text) {
        return to.extend_from_slice(text.as_bytes());
    }
    for piece in utf8_percent_encode(text, ENCODED) {
        to.extend_from_slice(piece.as_bytes());
    }
}

pub(crate) fn push(to: &mut String, text: &str) {
    to.extend(utf8_percent_encode(text, ENCODED));
}

pub(crate) fn extend(to: &mut Vec<u8>, text: &str) {
    for piece in utf8_percent_encode(text, ENCODED) {
        to.extend_from_slice(piece.as_bytes());
    }
}
