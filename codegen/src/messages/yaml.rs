//! What is not YAML, or not the part of it that the language takes.

use crate::diagnostic::Diagnostic;
use crate::span::Span;

pub(crate) fn file_too_large(at: Span, size: usize, limit: usize) -> Diagnostic {
    Diagnostic::error("file-too-large", format!("the file has {size} bytes; a spec file has less than {limit}"))
        .label(at, "")
        .help("split it: every `*.yaml` file of the folder belongs to the spec")
}

pub(crate) fn not_utf8(at: Span) -> Diagnostic {
    Diagnostic::error("not-utf8", "the file is not UTF-8")
        .label(at, "the first byte that is not")
        .help("save the file as UTF-8")
}

pub(crate) fn empty_file(at: Span) -> Diagnostic {
    Diagnostic::error("empty-file", "the file holds nothing")
        .label(at, "")
        .help("write `operations:` or `schemas:` with something in it, or delete the file")
}

pub(crate) fn yaml_syntax(at: Span, info: &str) -> Diagnostic {
    Diagnostic::error("yaml-syntax", format!("this is not YAML: {info}"))
        .label(at, "the reader stopped here")
        .help("look at the indentation, the quotes and the colons on this line and on the one before")
}

pub(crate) fn colon_in_text(at: Span) -> Diagnostic {
    Diagnostic::error("colon-in-text", "a colon and a blank make a key of the text before them")
        .label(at, "this colon")
        .help("put the whole text in quotes")
}

pub(crate) fn brace_in_flow(at: Span) -> Diagnostic {
    Diagnostic::error("brace-in-flow", "inside `{ }` a brace begins a map, and this one stands in a text")
        .label(at, "this brace")
        .help("put the text in quotes, or write the map over several lines")
}

pub(crate) fn tab(at: Span) -> Diagnostic {
    Diagnostic::error("tab", "a tab where YAML wants spaces").label(at, "").help("indent with spaces")
}

pub(crate) fn too_deep(at: Span, limit: usize) -> Diagnostic {
    Diagnostic::error("too-deep", format!("lists and maps are nested more than {limit} deep"))
        .label(at, "one too many begins here")
        .help("give the inner part a schema of its own")
}

pub(crate) fn too_many_nodes(at: Span, limit: usize) -> Diagnostic {
    Diagnostic::error("too-many-nodes", format!("the file holds more than {limit} values"))
        .label(at, "one too many")
        .help("split it: every `*.yaml` file of the folder belongs to the spec")
}

pub(crate) fn second_document(at: Span) -> Diagnostic {
    Diagnostic::error("second-document", "a spec file is one YAML document")
        .label(at, "a second one begins here")
        .help("move it to a file of its own")
}

pub(crate) fn directive(at: Span) -> Diagnostic {
    Diagnostic::error("directive", "YAML directives are not part of the spec language")
        .label(at, "")
        .help("delete the line")
}

pub(crate) fn anchor(at: Span) -> Diagnostic {
    Diagnostic::error("anchor", "YAML anchors are not part of the spec language")
        .label(at, "this value has an anchor")
        .help(
            "delete `&name`; what several operations share belongs under `every_operation`, `parameters` or `schemas`",
        )
}

pub(crate) fn alias(at: Span) -> Diagnostic {
    Diagnostic::error("alias", "YAML aliases are not part of the spec language")
        .label(at, "")
        .help("write the value; what several places share can be a schema, referred to by its name")
}

pub(crate) fn tag(at: Span) -> Diagnostic {
    Diagnostic::error("tag", "YAML tags are not part of the spec language")
        .label(at, "")
        .help("delete the tag; quote the value if it is text")
}

pub(crate) fn merge_key(at: Span) -> Diagnostic {
    Diagnostic::error("merge-key", "YAML merge keys are not part of the spec language")
        .label(at, "")
        .help("write the keys out; what every operation has belongs under `every_operation`")
}

pub(crate) fn key_is_not_text(at: Span) -> Diagnostic {
    Diagnostic::error("key-is-not-text", "a key is text")
        .label(at, "this is a list or a map")
        .help("quote it, if it is meant as text")
}

pub(crate) fn duplicate_key(key: &str, at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-key", format!("`{key}` stands twice in one map"))
        .label(at, "again here")
        .label(first, "first here")
        .help("keep one of them")
}

pub(crate) fn flow_comma(at: Span, value: &str) -> Diagnostic {
    Diagnostic::error("flow-comma", "inside `{ }` a comma ends the value")
        .label(at, format!("the value is `{value}`, and what follows the comma is a key of its own"))
        .help("put the type in quotes, or write the map over several lines")
}

pub(crate) fn flow_colon(at: Span, key: &str, value: &str) -> Diagnostic {
    Diagnostic::error("flow-colon", "inside `{ }` a colon needs a blank after it")
        .label(at, "YAML reads all of this as one key without a value")
        .help(format!("write `{key}: {value}`"))
}
