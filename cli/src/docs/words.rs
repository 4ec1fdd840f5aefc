//! Small words that several pages say.

use std::time::Duration;

use apiloom_codegen::model::{Api, Repeat, Security, Status};

pub(super) fn status(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Class(class) => format!("{class}XX"),
        Status::Default => "default".to_owned(),
    }
}

/// RFC 9110 section 15, and 428, 429, 431 of RFC 6585.
pub(super) fn reason(status: Status) -> Option<&'static str> {
    let code = match status {
        Status::Code(code) => code,
        Status::Class(class) => {
            return REASONS_OF_CLASSES.iter().find(|(known, _)| *known == class).map(|(_, text)| *text);
        }
        Status::Default => return Some("Any other status"),
    };
    REASONS.iter().find(|(known, _)| *known == code).map(|(_, text)| *text)
}

const REASONS_OF_CLASSES: &[(u16, &str)] =
    &[(2, "Any success"), (3, "Any redirection"), (4, "Any client error"), (5, "Any server error")];

const REASONS: &[(u16, &str)] = &[
    (200, "OK"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "Non-Authoritative Information"),
    (204, "No Content"),
    (205, "Reset Content"),
    (206, "Partial Content"),
    (301, "Moved Permanently"),
    (302, "Found"),
    (303, "See Other"),
    (304, "Not Modified"),
    (307, "Temporary Redirect"),
    (308, "Permanent Redirect"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (406, "Not Acceptable"),
    (408, "Request Timeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "Length Required"),
    (412, "Precondition Failed"),
    (413, "Content Too Large"),
    (414, "URI Too Long"),
    (415, "Unsupported Media Type"),
    (416, "Range Not Satisfiable"),
    (417, "Expectation Failed"),
    (421, "Misdirected Request"),
    (422, "Unprocessable Content"),
    (423, "Locked"),
    (428, "Precondition Required"),
    (429, "Too Many Requests"),
    (431, "Request Header Fields Too Large"),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Timeout"),
];

/// How a caller proves itself, for a list: what is sent, and what it is called.
pub(super) fn security(api: &Api, security: &Security) -> (String, String) {
    let ways: Vec<Vec<(&str, String)>> =
        security.ways(&api.credentials).into_iter().map(|way| way.into_iter().map(place_of).collect()).collect();
    let joined = |part: fn(&(&str, String)) -> String| {
        let way = |way: &Vec<(&str, String)>| match way.as_slice() {
            [] => part(&place_of(&Security::None)),
            places => places.iter().map(part).collect::<Vec<_>>().join(" with "),
        };
        ways.iter().map(way).collect::<Vec<_>>().join(", or ")
    };
    (joined(|(name, _)| (*name).to_owned()), joined(|(_, sent)| sent.clone()))
}

fn place_of(security: &Security) -> (&'static str, String) {
    match security {
        Security::OneOf(_) | Security::None => ("None", "nothing".to_owned()),
        Security::Bearer => ("Bearer token", "Authorization: Bearer …".to_owned()),
        Security::Basic => ("User and password", "Authorization: Basic …".to_owned()),
        Security::Header(name) => ("API key", format!("{name}: …")),
        Security::Query(name) => ("API key", format!("?{name}=…")),
        Security::Cookie(name) => ("API key", format!("Cookie: {name}=…")),
    }
}

/// What becomes of a request that is sent twice.
pub(super) fn repeat(repeat: &Repeat) -> &'static str {
    match repeat {
        Repeat::Harmless => "Safe: doing it twice is doing it once.",
        Repeat::HarmlessWith(_) => "Safe while this header field keeps its value:",
        Repeat::Harmful => "Not safe: each request acts anew.",
    }
}

/// `1 h 30 min`: as long as a person would say.
pub(super) fn duration(duration: Duration) -> String {
    let millis = duration.as_millis();
    let units = [(3_600_000, "h"), (60_000, "min"), (1_000, "s"), (1, "ms")];
    let mut left = millis;
    let mut parts = Vec::new();
    for (size, unit) in units {
        if left >= size {
            parts.push(format!("{} {unit}", left / size));
            left %= size;
        }
    }
    parts.join(" ")
}

pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}
