//! Operations: request lines, bodies, answers.

use super::list;
use crate::diagnostic::{Diagnostic, nearest};
use crate::span::{Span, Spanned};

pub(crate) fn bad_request_line(at: Span, text: &str) -> Diagnostic {
    Diagnostic::error("request-line", format!("`{text}` is not a method and a path"))
        .label(at, "")
        .help("write both, with a blank between: `GET /reports/{reportId}`")
}

pub(crate) fn unknown_method(word: &str, at: Span, near: Option<&str>) -> Diagnostic {
    let refused = match word {
        "TRACE" => Some(
            "its answer holds the request with all that proves who sent it: browsers and most servers refuse it (RFC 9110 section 9.3.8)",
        ),
        "CONNECT" => Some("it asks a proxy for a tunnel (RFC 9110 section 9.3.6), and an API for nothing"),
        _ => None,
    };
    let title = match refused {
        Some(_) => format!("`{word}` is no method of an operation"),
        None => format!("`{word}` is not a method"),
    };
    Diagnostic::error("unknown-method", title).label(at, "").did_you_mean(
        at,
        near.filter(|_| refused.is_none()),
        refused.unwrap_or("the methods are GET, HEAD, PUT, POST, PATCH, DELETE and OPTIONS"),
    )
}

pub(crate) fn path_without_slash(at: Span) -> Diagnostic {
    Diagnostic::error("path-slash", "a path begins with `/`")
        .label(at, "")
        .help("the server's base URL comes before it; write the rest")
}

pub(crate) fn unclosed_placeholder(at: Span) -> Diagnostic {
    Diagnostic::error("placeholder-end", "this placeholder does not end").label(at, "").help("close it with `}`")
}

pub(crate) fn bad_placeholder(at: Span, name: &str) -> Diagnostic {
    Diagnostic::error("placeholder-name", format!("`{name}` cannot be the name of a placeholder"))
        .label(at, "")
        .help("use letters, digits, `_`, `-`, `.` and `$`: it is the name of a path parameter")
}

pub(crate) fn duplicate_placeholder(name: &str, at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-placeholder", format!("`{{{name}}}` stands twice in one path"))
        .label(at, "again here")
        .label(first, "first here")
        .help("name them apart: each is a parameter of its own")
}

pub(crate) fn bad_path_segment(at: Span) -> Diagnostic {
    Diagnostic::error("path-segment", "a path has no empty segment, no `.` and no `..`")
        .label(at, "")
        .help("write the path as the server sees it (RFC 3986 section 5.2.4)")
}

pub(crate) fn bad_path_character(at: Span, c: char) -> Diagnostic {
    Diagnostic::error("path-character", format!("`{c}` cannot stand in a path"))
        .label(at, "")
        .help("percent-encode it (RFC 3986 section 2.1); query parameters belong under `query`")
}

pub(crate) fn missing_path_parameter(name: &str, at: Span, near: Option<&Spanned<String>>) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("missing-path-parameter", format!("`{{{name}}}` has no parameter")).label(at, "used here");
    match near {
        Some(near) => diagnostic.label(near.span, "a parameter of a similar name").help(format!(
            "rename the placeholder to `{{{0}}}`, or the parameter to `{name}`; names keep their capitals",
            near.value
        )),
        None => diagnostic
            .help(format!("add `path: {{ {name}: string }}` to the operation, or `{name}` to the file's `parameters`")),
    }
}

pub(crate) fn unused_path_parameter(name: &str, at: Span, path: Span) -> Diagnostic {
    Diagnostic::error("unused-path-parameter", format!("the path has no `{{{name}}}`"))
        .label(at, "declared here")
        .label(path, "the path")
        .help("put the placeholder into the path, or move the parameter under `query` or `headers`")
}

pub(crate) fn duplicate_request(at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-request", "two operations request the same method and path")
        .label(at, "again here")
        .label(first, "first here")
        .help("describe both in one operation, with optional parameters")
}

pub(crate) fn body_of_safe_method(at: Span, line: Span) -> Diagnostic {
    Diagnostic::error("body-of-get", "GET and HEAD requests have no body (RFC 9110 section 9.3.1)")
        .label(at, "the body")
        .label(line, "the path")
        .help("send it as query parameters, or use POST")
}

pub(crate) fn content_needed(at: Span, ty: &str) -> Diagnostic {
    Diagnostic::error("content-needed", format!("`{ty}` by itself can be JSON or the bare content")).label(at, "").help(
        format!(
            "say which: `{{ type: {ty}, content: json }}`, or `content: {}`",
            if ty.contains("bytes") { "bytes" } else { "text" }
        ),
    )
}

pub(crate) fn content_of_empty(at: Span) -> Diagnostic {
    Diagnostic::error("content-of-empty", "an empty answer has no content")
        .label(at, "")
        .help("delete `content`, or say what the answer holds")
}

pub(crate) fn bad_content(at: Span, content: &str, words: &[&str]) -> Diagnostic {
    Diagnostic::error("bad-content", format!("`{content}` is no kind of content")).label(at, "").did_you_mean(
        at,
        nearest(content, words.iter().copied()),
        format!("write {}, or a media type such as `application/merge-patch+json`", list(words)),
    )
}

pub(crate) fn content_of_other_type(at: Span, content: &str, ty: Span) -> Diagnostic {
    Diagnostic::error("content-type", format!("content `{content}` cannot hold a value of this type"))
        .label(at, "the content")
        .label(ty, "the type")
        .help("text has the type `string`, and what is neither text nor JSON has the type `bytes`; anything else is sent as JSON")
}

pub(crate) fn form_of_no_object(at: Span) -> Diagnostic {
    Diagnostic::error("form-type", "a form is made from an object's fields")
        .label(at, "")
        .help("name a schema with `fields`")
}

pub(crate) fn bad_status(at: Span, status: &str) -> Diagnostic {
    Diagnostic::error("bad-status", format!("`{status}` is not a status"))
        .label(at, "")
        .help("write a code from 100 to 599, a class such as `4XX`, `default`, or several with commas in quotes: \"400, 404\"")
}

pub(crate) fn duplicate_status(status: &str, at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-status", format!("status {status} is declared twice"))
        .label(at.max(first), "again here")
        .label(at.min(first), "first here")
        .help("keep one; `returns` is the same as `responses` with 200")
}

pub(crate) fn no_success(at: Span, id: &str) -> Diagnostic {
    Diagnostic::error("no-success", format!("`{id}` does not say what it returns"))
        .label(at, "no status from 200 to 299 is declared")
        .help("add `returns: T`, or `returns: empty`")
}

pub(crate) fn answer_without_body(at: Span, why: &str) -> Diagnostic {
    Diagnostic::error("answer-without-body", format!("{why} has no body (RFC 9110 section 6.4.1)"))
        .label(at, "this says that it holds something")
        .help("write `empty`")
}

pub(crate) fn success_in_errors(at: Span, status: &str) -> Diagnostic {
    Diagnostic::error("success-in-errors", format!("{status} is no error"))
        .label(at, "")
        .help("declare it under `responses`")
}

pub(crate) fn envelope_in_error(at: Span) -> Diagnostic {
    Diagnostic::error("envelope-in-error", "`one` and `many` are for answers that succeed")
        .label(at, "")
        .help("name the schema of the error body")
}

pub(crate) fn none_without_many(at: Span) -> Diagnostic {
    Diagnostic::error(
        "none-without-many",
        "`none` gives an empty list, so its operation has to return `many` and nothing else",
    )
    .label(at, "")
    .help("write `returns: many T`, or delete `none`")
}

pub(crate) fn none_of_no_error(at: Span) -> Diagnostic {
    Diagnostic::error("none-status", "`none` is the status of an error: from 400 to 599")
        .label(at, "")
        .help("write that status, most often 404")
}

pub(crate) fn none_not_declared(at: Span, status: u16) -> Diagnostic {
    Diagnostic::error("none-undeclared", format!("no answer with status {status} is declared"))
        .label(at, "")
        .help(format!("declare it: `errors: {{ {status}: Failure }}`; only a body of that schema means \"none\""))
}

pub(crate) fn deduplicated_idempotent(at: Span) -> Diagnostic {
    Diagnostic::error("deduplicated-idempotent", "this operation may be sent twice anyway")
        .label(at, "")
        .help("leave `deduplicated_by` away, or say `idempotent: false`, if doing it twice is not doing it once")
}

pub(crate) fn unknown_deduplication(name: &str, at: Span, near: Option<&str>) -> Diagnostic {
    Diagnostic::error(
        "unknown-deduplication",
        format!("the operation sends no header field `{name}` that tells calls apart"),
    )
    .label(at, "")
    .did_you_mean(at, near, "name one of its `headers`: a parameter, or one with `generate: uuid`")
}

pub(crate) fn beside_choice(key: &str, at: Span, choice: Span) -> Diagnostic {
    Diagnostic::error("choice-beside", format!("`{key}` says nothing beside `one of`"))
        .label(at, "")
        .label(choice, "each of these says its own")
        .help(format!("move `{key}` under the names in `one of`"))
}

pub(crate) fn choice_optional(at: Span) -> Diagnostic {
    Diagnostic::error("choice-optional", "a body may be left out, or not, however it is given")
        .label(at, "not as the first of them")
        .help("write `?` behind the type of each, or of none")
}

pub(crate) fn choices_alike(name: &Spanned<String>, first: &Spanned<String>, media_type: &str) -> Diagnostic {
    Diagnostic::error("choice-alike", format!("`{}` and `{}` are both `{media_type}`", first.value, name.value))
        .label(name.span, "again here")
        .label(first.span, "first here")
        .help("give one of them a media type of its own by `content`; several kinds of JSON are a schema with `union`")
}

pub(crate) fn choice_in_error(at: Span) -> Diagnostic {
    Diagnostic::error("choice-in-error", "nobody asks for an error, nor for what it is written in")
        .label(at, "")
        .help("name the schema of the error's body alone")
}

pub(crate) fn content_of_events(at: Span) -> Diagnostic {
    Diagnostic::error("content-of-events", "events have one content: `text/event-stream`")
        .label(at, "")
        .help("delete `content`: what the data of an event is follows from its type, a text from `string`, else JSON")
}

pub(crate) fn end_without_events(at: Span) -> Diagnostic {
    Diagnostic::error("end-without-events", "only a stream of events is ended by one")
        .label(at, "")
        .help("delete `end`, or write `type: events T`")
}

pub(crate) fn bad_end_of_events(at: Span) -> Diagnostic {
    Diagnostic::error("end-of-events", "this is not the data of an event that ends a stream").label(at, "").help(
        "write the one line of data that the service sends at the end, such as `\"[DONE]\"`; without one, delete `end`",
    )
}

pub(crate) fn events_in_error(at: Span) -> Diagnostic {
    Diagnostic::error("events-in-error", "`events` is for answers that succeed")
        .label(at, "")
        .help("name the schema of the error body; what goes wrong within a stream is an event of it")
}
