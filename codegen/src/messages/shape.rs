//! What has the wrong shape: keys, kinds of values, text that is not plainly text.

use super::list_all;
use crate::diagnostic::Diagnostic;
use crate::span::{Span, Spanned};

/// Keys of other description languages, and how the same is said here.
const SAID_OTHERWISE: &[(&str, &str)] = &[
    ("$ref", "a schema is referred to by its name, where a type stands: `type: Report`"),
    ("additionalProperties", "an object with any keys has the type `map<T>`"),
    ("allOf", "write the fields of all of them under `fields`"),
    ("anyOf", "a choice between types is a schema with `union`"),
    ("in", "where a parameter goes follows from the key it stands under: `path`, `query`, `headers` or `cookies`"),
    ("items", "a list has the type `list<T>`"),
    ("maxLength", "write `length: ..=256`"),
    ("maximum", "write `range: ..=2160`"),
    ("method", "method and path stand in one line: `request: GET /reports/{reportId}`"),
    ("minLength", "write `length: 1..`"),
    ("minimum", "write `range: 4..`"),
    ("nullable", "what may be null has a type that says so: `string | null`"),
    ("oneOf", "a choice between types is a schema with `union`"),
    ("operationId", "an operation's name is the key above it"),
    ("optional", "what may be absent has a type that ends in `?`, such as `string?`; anything else is required"),
    ("properties", "the fields of an object stand under `fields`"),
    ("requestBody", "the body of a request is `body: T`"),
    ("required", "what may be absent has a type that ends in `?`, such as `string?`; anything else is required"),
    ("tags", "an operation's tag is the name of the file it stands in"),
];

pub(crate) fn unknown_key(key: &Spanned<String>, place: &str, near: Option<&str>, known: &[&str]) -> Diagnostic {
    let otherwise = SAID_OTHERWISE.iter().find(|(theirs, _)| *theirs == key.value).map(|(_, ours)| *ours);
    let diagnostic = Diagnostic::error("unknown-key", format!("{place} has no key `{}`", key.value))
        .label(key.span, "not known here");
    match otherwise {
        Some(ours) => diagnostic.help(ours),
        None => diagnostic.did_you_mean(key.span, near, format!("the keys of {place} are {}", list_all(known))),
    }
}

pub(crate) fn missing_key(at: Span, place: &str, key: &str, meaning: &str) -> Diagnostic {
    let this = place
        .strip_prefix("a ")
        .or(place.strip_prefix("an "))
        .map_or_else(|| place.to_owned(), |what| format!("this {what}"));
    Diagnostic::error("missing-key", format!("{this} has no `{key}`"))
        .label(at, format!("`{key}` is missing here"))
        .help(format!("add `{key}`: {meaning}"))
}

pub(crate) fn wrong_shape(at: Span, expected: &[String], found: &str) -> Diagnostic {
    let wanted = expected.join(" or ");
    let help = match (wanted.as_str(), found.starts_with('`')) {
        ("a list", true) => format!("write a list: `[{}]`", found.trim_matches('`')),
        _ => "docs/spec.md shows every key with an example".to_owned(),
    };
    Diagnostic::error("wrong-shape", format!("expected {wanted}, found {found}"))
        .label(at, format!("this has to be {wanted}"))
        .help(help)
}

pub(crate) fn empty_value(at: Span, expected: &str) -> Diagnostic {
    Diagnostic::error("empty-value", format!("expected {expected}, found nothing"))
        .label(at, "no value")
        .help(format!("write {expected} here, or delete the key"))
}

pub(crate) fn not_plainly_text(at: Span, text: &str, reading: &str) -> Diagnostic {
    Diagnostic::error("ambiguous-scalar", format!("`{text}` is not plainly text: some YAML readers see {reading}"))
        .label(at, "needs quotes")
        .did_you_mean(at, Some(&format!("\"{text}\"")), "")
}

pub(crate) fn key_needs(key: &str, at: Span, other: &str) -> Diagnostic {
    Diagnostic::error("misplaced-key", format!("`{key}` says nothing without `{other}`"))
        .label(at, format!("there is no `{other}` beside it"))
        .help(format!("add `{other}`, or delete `{key}`"))
}

pub(crate) fn too_few(at: Span, what: &str, why: &str) -> Diagnostic {
    Diagnostic::error("too-few", format!("{what} has less than two members"))
        .label(at, "a choice needs two at least")
        .help(why)
}

pub(crate) fn nothing_to_choose(at: Span, what: &str) -> Diagnostic {
    let help = match what {
        "credentials" | "security" => "write at least one, or delete the key",
        _ => "write at least one member, or delete the schema",
    };
    Diagnostic::error("empty-choice", format!("this {what} has nothing in it")).label(at, "").help(help)
}
