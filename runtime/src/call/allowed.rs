//! Which texts may stand where in a request.

use std::borrow::Cow;

use crate::operation::{In, Parameter, Style};

/// Servers refuse longer paths (8,000 octets are what RFC 9110 section 4.1 asks them to support),
/// and a caller who passes one has mixed something up.
const MAX_PATH_ARGUMENT: usize = 8 * 1024;

/// Why a text cannot be a value of the parameter.
pub(super) fn broken(text: &str, parameter: &Parameter) -> Option<Cow<'static, str>> {
    let what = match parameter.location {
        In::Path => in_path(text),
        In::Query => None,
        In::Header => in_header(text),
        In::Cookie => in_cookie(text),
    };
    what.or_else(|| contains_separator(text, parameter)).map(Cow::Borrowed)
}

/// RFC 3986 section 5.2.4: dot segments disappear on the way, and an empty one may, so that a
/// request for one thing becomes a request for the collection around it.
fn in_path(text: &str) -> Option<&'static str> {
    match text {
        "" => Some("must not be empty"),
        "." | ".." => Some("must not be `.` or `..`"),
        _ if text.len() > MAX_PATH_ARGUMENT => Some("must not be longer than 8 KiB"),
        // C0, DEL and C1: some servers end a line or a string at one even when it is encoded.
        _ if has_control(text) => Some("must not contain control characters"),
        _ => None,
    }
}

/// Most texts are ASCII and hold none, which is seen without a branch for each byte.
fn has_control(text: &str) -> bool {
    let is_printable = text.bytes().fold(true, |all, byte| all & (b' '..=b'~').contains(&byte));
    !is_printable && text.contains(char::is_control)
}

/// RFC 9110 section 5.5: `field-value`, without the obsolete octets above ASCII.
fn in_header(text: &str) -> Option<&'static str> {
    let is_visible = |byte: u8| byte == b'\t' || (b' '..=b'~').contains(&byte);
    if !text.bytes().all(is_visible) {
        return Some("must consist of visible ASCII characters, blanks and tabs");
    }
    (text.trim_matches([' ', '\t']) != text).then_some("must not begin or end with a blank")
}

/// RFC 6265 section 4.1.1: `cookie-octet`.
fn in_cookie(text: &str) -> Option<&'static str> {
    let is_octet = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\');
    (!text.bytes().all(is_octet)).then_some("must consist of visible ASCII characters without `\"`, `,`, `;` and `\\`")
}

/// The server would see two values.
fn contains_separator(text: &str, parameter: &Parameter) -> Option<&'static str> {
    match parameter.style {
        Style::Joined(separator) if !separator.is_empty() && text.contains(separator) => {
            Some("must not contain the separator of the list")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(parameter: &Parameter, valid: &[&str], invalid: &[&str]) {
        for text in valid {
            assert_eq!(broken(text, parameter), None, "{text:?}");
        }
        for text in invalid {
            assert!(broken(text, parameter).is_some(), "{text:?}");
        }
    }

    #[test]
    fn path() {
        let long = "x".repeat(64 * 1024);
        check(
            &Parameter::path("id"),
            &[
                "a/b",
                "a b",
                "%2e",
                "%2e%2e",
                "...",
                "../../x",
                r"..\..\x",
                "a?b#c",
                ";x=1",
                "//evil.com",
                "é",
                "\u{202e}",
            ],
            &["", ".", "..", "a\r\nb", "\0", "\t", "\u{7f}", "\u{85}", &long],
        );
    }

    #[test]
    fn header_and_cookie() {
        check(
            &Parameter::header("X"),
            &["", "a b\tc", "\"é\"".trim_matches(['"', 'é'])],
            &[" a", "a\t", "a\nb", "a\rb", "é", "\0"],
        );
        check(&Parameter::cookie("c"), &["", "abc=/+!"], &["a b", "a;b", "a,b", "\"", "\\", "é", "\n"]);
    }

    #[test]
    fn separators() {
        let joined = Parameter { style: Style::Joined(";"), ..Parameter::query("s") };
        check(&joined, &["a,b", ""], &["a;b"]);
    }
}
