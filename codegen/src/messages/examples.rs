//! Values written in a spec: examples, defaults.

use super::list_all;
use crate::diagnostic::{Diagnostic, nearest};
use crate::span::Span;

pub(crate) fn value_mismatch(at: Span, expected: &str) -> Diagnostic {
    Diagnostic::error("value-type", format!("expected {expected}"))
        .label(at, "this is something else")
        .help("change the value, or the type it is a value of")
}

pub(crate) fn value_breaks_rule(at: Span, rule: &str) -> Diagnostic {
    Diagnostic::error("value-constraint", "the client would refuse to send this value")
        .label(at, format!("has to be {rule}"))
        .help("change the value, or the constraint")
}

pub(crate) fn unknown_value(at: Span, value: &str, schema: &str, near: Option<&str>, known: &[&str]) -> Diagnostic {
    Diagnostic::error("unknown-value", format!("`{value}` is no value of `{schema}`")).label(at, "").did_you_mean(
        at,
        near,
        format!("add it to the schema, or use one of its values: {}", list_all(known)),
    )
}

pub(crate) fn unknown_member(key: &str, at: Span, schema: &str, near: Option<&str>) -> Diagnostic {
    Diagnostic::error("unknown-member", format!("`{schema}` has no field `{key}`")).label(at, "").did_you_mean(
        at,
        near,
        "add the field to the schema, or take it out of the example",
    )
}

pub(crate) fn missing_member(at: Span, field: &str, schema: &str) -> Diagnostic {
    Diagnostic::error("missing-member", format!("`{field}` is missing: every `{schema}` has it"))
        .label(at, "")
        .help(format!("add `{field}` to the example, or make the field optional with `?`"))
}

pub(crate) fn unknown_parameter(name: &str, at: Span, operation: &str, near: Option<&str>) -> Diagnostic {
    Diagnostic::error("unknown-parameter", format!("`{operation}` has no parameter `{name}`"))
        .label(at, "")
        .did_you_mean(at, near, "parameters are given by their wire names")
}

pub(crate) fn incomplete_example(at: Span, name: &str) -> Diagnostic {
    Diagnostic::error("incomplete-example", format!("the request of example `{name}` is not complete"))
        .label(at, "")
        .help("give every required parameter under `parameters`, and the body if there is one; or give only the answer")
}

pub(crate) fn example_without_body(at: Span) -> Diagnostic {
    Diagnostic::error("example-body", "the operation has no body")
        .label(at, "")
        .help("delete it, or add `body:` to the operation")
}

pub(crate) fn bad_example_key(at: Span, key: &str) -> Diagnostic {
    Diagnostic::error("example-key", format!("`{key}` is no part of an example")).label(at, "").did_you_mean(
        at,
        nearest(key, ["parameters", "body"]),
        "an example has `parameters`, `body` and answers by one status each, such as `200`",
    )
}

pub(crate) fn example_of_undeclared_status(at: Span, status: u16) -> Diagnostic {
    Diagnostic::error("example-status", format!("the operation declares no answer with status {status}"))
        .label(at, "")
        .help("declare it under `responses` or `errors`, or delete it from the example")
}

pub(crate) fn example_of_no_json(at: Span) -> Diagnostic {
    Diagnostic::error("example-content", "this answer is no JSON, so it has no example here")
        .label(at, "")
        .help("delete it")
}
