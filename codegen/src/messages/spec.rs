//! What a spec says once: the API file, servers, security, the envelope.

use super::{list, list_all};
use crate::diagnostic::{Diagnostic, nearest};
use crate::span::Span;

pub(crate) fn no_api_file(at: Span, files: usize) -> Diagnostic {
    let title = if files == 0 { "the spec has no files" } else { "no file of the spec says `apiloom: 1`" };
    Diagnostic::error("no-api-file", title)
        .label(at, "")
        .help("one file describes the API: it begins with `apiloom: 1`, `name:` and `servers:`")
}

pub(crate) fn two_api_files(at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("two-api-files", "two files describe the API")
        .label(at, "again here")
        .label(first, "first here")
        .help("only one file says `apiloom:`, with name, servers and what all operations share")
}

pub(crate) fn unknown_version(at: Span, version: u64) -> Diagnostic {
    Diagnostic::error("unknown-version", format!("version {version} of the language is not known"))
        .label(at, "")
        .help("this apiloom reads version 1: write `apiloom: 1`, or use a newer apiloom")
}

pub(crate) fn api_key_in_resource_file(key: &str, at: Span) -> Diagnostic {
    Diagnostic::error("api-key-elsewhere", format!("`{key}` is said once, in the file that says `apiloom: 1`"))
        .label(at, "this file does not")
        .help(format!("move `{key}` to that file"))
}

pub(crate) fn bad_url(at: Span, url: &str, why: &str) -> Diagnostic {
    Diagnostic::error("bad-url", format!("`{url}` cannot be used: {why}")).label(at, "").help(
        "write `https://host/path` with nothing before the host and no `?` or `#`, like `https://api.example.com/v1`",
    )
}

pub(crate) fn unknown_variable(name: &str, at: Span, near: Option<&str>) -> Diagnostic {
    Diagnostic::error("unknown-variable", format!("the server has no variable `{name}`")).label(at, "").did_you_mean(
        at,
        near,
        "add it under `variables`, with a `default`; a brace that is none of a variable has no place in a URL",
    )
}

pub(crate) fn unused_variable(name: &str, at: Span, url: Span) -> Diagnostic {
    Diagnostic::error("unused-variable", format!("the URL has no `{{{name}}}`"))
        .label(at, "declared here")
        .label(url, "the URL")
        .help("put it into the URL, or delete it")
}

pub(crate) fn variable_place(at: Span, name: &str) -> Diagnostic {
    Diagnostic::error("variable-place", format!("`{{{name}}}` cannot stand here"))
        .label(at, "")
        .help("a variable is a part of the host, the port, or a part of the path, and is there once")
}

pub(crate) fn variable_value(at: Span, value: &str, wanted: &str) -> Diagnostic {
    Diagnostic::error("variable-value", format!("`{value}` cannot stand there in the URL"))
        .label(at, "")
        .help(format!("where the variable stands, its values are {wanted}"))
}

pub(crate) fn variable_default(at: Span, value: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error("variable-default", format!("`{value}` is not among the values of the variable"))
        .label(at, "")
        .did_you_mean(at, nearest(value, known.iter().copied()), format!("take one of {}", list(known)))
}

pub(crate) fn variable_differs(name: &str, at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("variable-differs", format!("two servers have a variable `{name}`, with other values"))
        .label(at, "these values")
        .label(first, "and these")
        .help("callers set both by one method: give both the same `enum`, or one another name")
}

pub(crate) fn bad_page(at: Span, url: &str) -> Diagnostic {
    Diagnostic::error("bad-page", format!("`{url}` cannot be linked to"))
        .label(at, "")
        .help("write the address of a page as a browser shows it, beginning with `https://`")
}

pub(crate) fn unknown_server(name: &str, at: Span, near: Option<&str>, known: &[String]) -> Diagnostic {
    Diagnostic::error("unknown-server", format!("no server is called `{name}`")).label(at, "").did_you_mean(
        at,
        near,
        format!("the spec's servers: {}", list_all(known)),
    )
}

pub(crate) fn unknown_security(at: Span, kind: &str, near: Option<&str>) -> Diagnostic {
    Diagnostic::error("unknown-security", format!("`{kind}` is no kind of security")).label(at, "").did_you_mean(
        at,
        near,
        "write `bearer`, `basic`, `none`, `{ header: Name }`, `{ query: name }` or `{ cookie: name }`",
    )
}

pub(crate) fn security_of_no_kind(at: Span) -> Diagnostic {
    Diagnostic::error("security-kind", "an API key goes in one header, one query parameter or one cookie")
        .label(at, "")
        .help("write `{ header: X-Api-Key }`, `{ query: api_key }` or `{ cookie: session }`")
}

pub(crate) fn mixed_security(at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("mixed-security", "a client holds one kind of credentials, and this is a second one")
        .label(at, "another kind here")
        .label(first, "the first kind")
        .help("give each kind a name under `credentials`, and say these names as `security`")
}

pub(crate) fn security_without_credentials(at: Span) -> Diagnostic {
    Diagnostic::error("security-list", "a list chooses among credentials, and none have names")
        .label(at, "")
        .help("name them in the API's file: `credentials: { user: bearer }`")
}

pub(crate) fn unnamed_security(at: Span, known: &[String]) -> Diagnostic {
    Diagnostic::error("unnamed-security", "credentials that have names are said by their names")
        .label(at, "")
        .help(format!("write {} or `none`; what is not among them belongs under `credentials`", list(known)))
}

pub(crate) fn unknown_credentials(name: &str, at: Span, near: Option<&str>, known: &[String]) -> Diagnostic {
    Diagnostic::error("unknown-credentials", format!("no credentials are called `{name}`")).label(at, "").did_you_mean(
        at,
        near,
        format!("the spec's credentials: {}", list_all(known)),
    )
}

pub(crate) fn credentials_in_one_place(at: Span, name: &str, other: &str) -> Diagnostic {
    Diagnostic::error("credentials-place", format!("`{name}` and `{other}` go to the same place of a request"))
        .label(at, "one of them would not be sent")
        .help("if either will do, write a list in place of the `+`")
}

pub(crate) fn credentials_name(at: Span, name: &str) -> Diagnostic {
    Diagnostic::error("credentials-name", format!("`{name}` cannot be the name of credentials"))
        .label(at, "")
        .help("use ASCII letters, digits, `_` and `-`; `none` means that there are none")
}

pub(crate) fn bad_scope(at: Span, scope: &str) -> Diagnostic {
    Diagnostic::error("scope", format!("`{scope}` is no scope"))
        .label(at, "")
        .help("use visible ASCII characters but `\"` and `\\` (RFC 6749 section 3.3); several scopes are a list")
}

pub(crate) fn unknown_casing(at: Span, word: &str, near: Option<&str>) -> Diagnostic {
    Diagnostic::error("unknown-casing", format!("`{word}` is no way to read names")).label(at, "").did_you_mean(
        at,
        near,
        "write `exact` or `any-case`",
    )
}

pub(crate) fn bad_duration(at: Span, text: &str) -> Diagnostic {
    Diagnostic::error("bad-duration", format!("`{text}` is not a time span"))
        .label(at, "")
        .help("write a whole number and `ms`, `s`, `m` or `h`, from 1ms to a day: `500ms`, `30s`, `2h`")
}

pub(crate) fn envelope_not_generic(at: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "envelope-schema",
        format!("`{name}` cannot wrap answers: an envelope is an object with one type parameter"),
    )
    .label(at, "")
    .help(format!("define it as `{name}<T>:` with `fields:`, one of them a `list<T>`"))
}

pub(crate) fn unknown_envelope_field(field: &str, at: Span, schema: &str, near: Option<&str>) -> Diagnostic {
    Diagnostic::error("envelope-field", format!("`{schema}` has no field `{field}`")).label(at, "").did_you_mean(
        at,
        near,
        "name a field by its wire name",
    )
}

pub(crate) fn envelope_field_type(field: &str, at: Span, wanted: &str) -> Diagnostic {
    Diagnostic::error("envelope-field-type", format!("`{field}` has to be {wanted}"))
        .label(at, "")
        .help("name another field, or change its type")
}

pub(crate) fn no_envelope(at: Span, word: &str) -> Diagnostic {
    Diagnostic::error("no-envelope", format!("`{word}` takes items out of an envelope, and the spec describes none"))
        .label(at, "")
        .help("describe it once, in the file that says `apiloom: 1`: `envelope: { schema: Envelope, items: Value }`; or name the type alone")
}

pub(crate) fn internal_error(problem: &str) -> Diagnostic {
    Diagnostic::error("internal-error", format!("apiloom made something that is not Rust: {problem}"))
        .label(Span::default(), "this spec is right")
        .help("please report it, with the spec")
}
