//! Taking secrets out of what a server says: some repeat the request that they complain of.

use std::borrow::Cow;

use crate::request::percent;

const HIDDEN: &str = "[redacted]";

/// What stands before a secret: schemes of `Authorization` (RFC 9110 section 11.4), and the names of query parameters
/// and form fields that carry one.
const MARKS: [&str; 15] = [
    "bearer ",
    "basic ",
    "sig=",
    "signature=",
    "token=",
    "access_token=",
    "refresh_token=",
    "client_secret=",
    "client_assertion=",
    "password=",
    "secret=",
    "code=",
    "key=",
    "api_key=",
    "apikey=",
];

/// A JSON web token begins with `{"` in base64url.
const WEB_TOKEN: &str = "eyj";

/// A shorter secret would be found in any text.
const SHORTEST: usize = 4;

/// The text without the secrets of the request, as they are and as they are written in a URL, and without what looks
/// like a secret.
pub(super) fn without_secrets<'t>(text: &'t str, known: &[&str]) -> Cow<'t, str> {
    let mut text = Cow::Borrowed(text);
    for secret in known.iter().filter(|secret| secret.len() >= SHORTEST) {
        let mut encoded = String::new();
        percent::push(&mut encoded, secret);
        for form in [*secret, &encoded] {
            if text.contains(form) {
                text = Cow::Owned(text.replace(form, HIDDEN));
            }
        }
    }
    let folded = text.to_ascii_lowercase();
    let is_marked = MARKS.iter().any(|mark| folded.contains(mark)) || folded.contains(WEB_TOKEN);
    if is_marked { Cow::Owned(scrubbed(&text, &folded)) } else { text }
}

/// Secrets end where a text goes on: at a blank, a quote, a separator.
fn scrubbed(text: &str, folded: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut at = 0;
    while let Some((start, end)) = next_secret(folded, at) {
        clean.push_str(text.get(at..start).unwrap_or_default());
        clean.push_str(HIDDEN);
        at = end;
    }
    clean.push_str(text.get(at..).unwrap_or_default());
    clean
}

/// Where the next secret begins and ends; one that is there, and is not hidden yet.
fn next_secret(folded: &str, mut from: usize) -> Option<(usize, usize)> {
    loop {
        let rest = folded.get(from..)?;
        let mut nearest = rest.find(WEB_TOKEN);
        for mark in MARKS {
            let marked = rest.find(mark).map(|place| place + mark.len());
            nearest = nearest.into_iter().chain(marked).min();
        }
        let start = from + nearest?;
        let rest = folded.get(start..)?;
        let length = rest.find(ends).unwrap_or(rest.len());
        from = start + if rest.starts_with(HIDDEN) { HIDDEN.len() } else { length };
        if from > start && !rest.starts_with(HIDDEN) {
            return Some((start, from));
        }
    }
}

fn ends(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '&' | ',' | ';' | '<' | '>' | ')' | ']' | '}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(without_secrets(text, &["t0ken-of-mine", "pa ss/word", "x"]), expected);
    }

    #[test]
    fn what_looks_like_a_secret() {
        check("no such report", "no such report");
        check("got t0ken-of-mine!", "got [redacted]!");
        check("Bearer t0ken-of-mine, key=&key=a", "Bearer [redacted], key=&key=[redacted]");
        check("no pa ss/word at /a/pa%20ss%2Fword for x", "no [redacted] at /a/[redacted] for x");
        check("header Authorization: Bearer abc.def, sorry", "header Authorization: Bearer [redacted], sorry");
        check("https://x/y?sv=1&SIG=a%2Fb&se=2 is no link", "https://x/y?sv=1&SIG=[redacted]&se=2 is no link");
        check("client_secret=hunter2&password=x", "client_secret=[redacted]&password=[redacted]");
        check("token 'eyJ0eXAi.eyJhdWQi.c2ln' is old", "token '[redacted]' is old");
        check("sig= token=", "sig= token=");
        check("İ bearer ß é=sig=é", "İ bearer [redacted] é=sig=[redacted]");
    }
}
