//! What is said of a request on stderr: one line, and no value that was sent.

use std::fmt::Write;

use apiloom_codegen::model::{Api, Location};

use super::problem::{Violation, phrase};
use super::received::Received;

/// A path without an operation is shown as it came, unless somebody may have put a secret into it.
pub(super) fn shown_path(api: &Api, received: &Received) -> String {
    let mut parameters = api.tags.iter().flat_map(|tag| &tag.operations).flat_map(|operation| &operation.parameters);
    match parameters.any(|parameter| parameter.secret && parameter.location == Location::Path) {
        true => "[redacted]".to_owned(),
        false => received.path.clone(),
    }
}

pub(super) fn listed(violations: &[Violation]) -> String {
    const SHOWN: usize = 5;
    let mut shown: Vec<String> = violations.iter().take(SHOWN).map(ToString::to_string).collect();
    shown.extend((violations.len() > SHOWN).then(|| format!("and {} more", violations.len() - SHOWN)));
    shown.join("; ")
}

/// Method, path, status and why, in one line of the log whatever is in them.
pub(super) fn line(received: &Received, path: &str, status: &str, why: &str) -> String {
    const LONGEST: usize = 1_000;
    let phrase = status.parse().map_or("", phrase);
    let blank = if phrase.is_empty() { "" } else { " " };
    let whole = format!("{} {path} {status}{blank}{phrase}, {why}", received.method);
    let mut line = String::new();
    for c in whole.chars().take(LONGEST) {
        match c {
            ' '..='~' => line.push(c),
            c if c.is_alphanumeric() => line.push(c),
            // Writing to a text cannot fail.
            c => drop(write!(line, "{}", c.escape_unicode())),
        }
    }
    line
}
