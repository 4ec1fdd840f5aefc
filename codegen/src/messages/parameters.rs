//! Parameters and header fields.

use super::list;
use crate::diagnostic::Diagnostic;
use crate::model::Style;
use crate::span::Span;

pub(crate) fn bad_header_name(at: Span, name: &str) -> Diagnostic {
    Diagnostic::error("header-name", format!("`{name}` is not the name of a header field or cookie"))
        .label(at, "")
        .help("use ASCII letters, digits and `-` (RFC 9110 section 5.1)")
}

pub(crate) fn reserved_header(at: Span, name: &str) -> Diagnostic {
    Diagnostic::error("reserved-header", format!("`{name}` is not for a spec to set"))
        .label(at, "")
        .help("delete it: the client sets it; credentials are described by `security`, cookies by `cookies`")
}

pub(crate) fn bad_header_value(at: Span, text: &str) -> Diagnostic {
    Diagnostic::error("header-value", format!("`{text}` cannot be the value of a header field"))
        .label(at, "")
        .help("use visible ASCII characters and blanks between them (RFC 9110 section 5.5)")
}

pub(crate) fn unknown_generator(at: Span, kind: &str) -> Diagnostic {
    Diagnostic::error("unknown-generator", format!("nothing is known that generates `{kind}`"))
        .label(at, "")
        .help("write `generate: uuid`")
}

pub(crate) fn constant_and_generated(at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("constant-and-generated", "a header is either always the same or made for each call")
        .label(at, "made for each call")
        .label(first, "always the same")
        .help("keep one of the two")
}

pub(crate) fn duplicate_header(name: &str, at: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        "duplicate-header",
        format!("`{name}` is declared twice; capitals make no difference in header fields"),
    )
    .label(at, "again here")
    .label(first, "first here")
    .help("keep one of them")
}

pub(crate) fn only_for_headers(key: &str, at: Span) -> Diagnostic {
    Diagnostic::error("only-for-headers", format!("`{key}` is for the header fields of a request"))
        .label(at, "")
        .help("give the parameter a `type`")
}

pub(crate) fn null_parameter(at: Span) -> Diagnostic {
    Diagnostic::error("null-parameter", "a parameter or body can be left out, but there is no null to send")
        .label(at, "")
        .help("write `?` in place of `| null`: `string?`")
}

pub(crate) fn optional_path_parameter(name: &str, at: Span) -> Diagnostic {
    Diagnostic::error("optional-path-parameter", format!("`{name}` is part of the path, so it has to be given"))
        .label(at, "")
        .help("delete the `?`; a path without it is an operation of its own")
}

pub(crate) fn optional_one_of(at: Span) -> Diagnostic {
    Diagnostic::error("optional-one-of", "exactly one of these is given, so none of them is optional")
        .label(at, "")
        .help("delete the `?`")
}

pub(crate) fn parameter_type(at: Span) -> Diagnostic {
    Diagnostic::error("parameter-type", "a parameter is text: a scalar, an enum, or a list of them")
        .label(at, "this has no form as text")
        .help("say how it is written: `style: deep` or `style: flat` in a query, or `content: json`; or send it in the body")
}

pub(crate) fn separator_without_list(at: Span) -> Diagnostic {
    Diagnostic::error("separator-without-list", "a separator joins the items of a list")
        .label(at, "the type is no list")
        .help("write `list<T>`, or delete `separator`")
}

pub(crate) fn list_without_separator(at: Span, place: &str) -> Diagnostic {
    Diagnostic::error(
        "list-without-separator",
        format!("a list in a {place} is one text, and nothing says what joins it"),
    )
    .label(at, "")
    .help("add `separator: \",\"`, or whatever the server expects")
}

pub(crate) fn bad_separator(at: Span, text: &str) -> Diagnostic {
    Diagnostic::error("bad-separator", format!("`{text}` cannot separate items"))
        .label(at, "")
        .help("use ASCII punctuation or a blank, such as \",\", \";\" or \"|\"")
}

pub(crate) fn unknown_style(at: Span, style: &str, near: Option<&str>, known: &[&str]) -> Diagnostic {
    Diagnostic::error("unknown-style", format!("there is no style `{style}`")).label(at, "").did_you_mean(
        at,
        near,
        format!("write {}", list(known)),
    )
}

pub(crate) fn style_elsewhere(at: Span, key: &str) -> Diagnostic {
    let place = match key {
        "content" => "parameters in a path, a query or a header",
        _ => "query parameters, and for bodies with `content: form`",
    };
    Diagnostic::error("style-place", format!("`{key}` is for {place}"))
        .label(at, "")
        .help(format!("delete `{key}`, or send it elsewhere"))
}

pub(crate) fn beside_style(at: Span, other: &str, said: Span, key: &str) -> Diagnostic {
    Diagnostic::error("style-beside", format!("`{other}` has no meaning beside `{key}`"))
        .label(at, "this")
        .label(said, "how the value is written is said here")
        .help("keep one of the two")
}

pub(crate) fn style_of_type(at: Span, style: &Style) -> Diagnostic {
    let (style, types) = match style {
        Style::Flat => ("flat", "an object or a map, of scalars and lists of scalars"),
        _ => ("deep", "an object, a map, a list or a union"),
    };
    Diagnostic::error("style-type", format!("`style: {style}` writes {types}"))
        .label(at, "not of this type")
        .help("delete `style`; a value that nests goes by `style: deep`, or by `content: json`")
}

pub(crate) fn flat_name(name: &str, at: Span, other: Span) -> Diagnostic {
    let diagnostic = Diagnostic::error("flat-name", format!("`{name}` would stand in the query twice"))
        .label(at, "this is sent by that name, or a field of it");
    let diagnostic = if other == at { diagnostic } else { diagnostic.label(other, "and this") };
    diagnostic.help("take the field out of the object, or write the object with `style: deep`")
}
