//! Type expressions and constraints.

use crate::diagnostic::Diagnostic;
use crate::span::Span;

pub(crate) fn bad_type(at: Span, text: &str) -> Diagnostic {
    let help = if text.contains('/') {
        format!("a header field that is always the same is written `{{ const: \"{text}\" }}`")
    } else {
        "a type is a scalar, a schema, `list<T>`, `set<T>`, `map<T>` or `T | null`, with `?` at the end if it may be absent".to_owned()
    };
    Diagnostic::error("bad-type", format!("`{text}` is not a type")).label(at, "").help(help)
}

pub(crate) fn unknown_type(name: &str, at: Span, near: Option<&str>) -> Diagnostic {
    Diagnostic::error("unknown-type", format!("no type or schema is called `{name}`"))
        .label(at, "not defined in the spec")
        .did_you_mean(at, near, "define it under `schemas`, or use a scalar: string, bool, i32, i64, u32, u64, f32, f64, decimal, uuid, date, date-time, duration, url, bytes, json")
}

pub(crate) fn wrong_arity(name: &str, at: Span, wanted: usize, given: usize) -> Diagnostic {
    let count = |count: usize| if count == 0 { "no".to_owned() } else { count.to_string() };
    let parameters = if wanted == 1 { "parameter" } else { "parameters" };
    let given = match given {
        0 => "none is given".to_owned(),
        1 => "1 is given".to_owned(),
        more => format!("{more} are given"),
    };
    let example = if wanted == 0 { name.to_owned() } else { format!("{name}<{}>", vec!["string"; wanted].join(", ")) };
    Diagnostic::error("type-parameters", format!("`{name}` takes {} type {parameters}, and {given}", count(wanted)))
        .label(at, "")
        .help(format!("write it like `{example}`"))
}

pub(crate) fn set_of_unordered(at: Span) -> Diagnostic {
    Diagnostic::error(
        "set-item",
        "the items of a set need an order: text, whole numbers, enums and named scalars have one",
    )
    .label(at, "")
    .help("write `list<T>`")
}

pub(crate) fn optional_inside(at: Span) -> Diagnostic {
    Diagnostic::error("optional-inside", "only a field, a parameter or a body can be absent, not an item")
        .label(at, "")
        .help("write `T | null` for items that may be null")
}

pub(crate) fn optional_outside_member(at: Span, text: &str) -> Diagnostic {
    Diagnostic::error("optional-here", format!("`{text}` may be absent or null, and nothing can be absent here"))
        .label(at, "")
        .help("leave the `?` or `| null` to the field or parameter that has this type")
}

pub(crate) fn only_null_after_bar(at: Span) -> Diagnostic {
    Diagnostic::error("bar-without-null", "only `null` can stand after `|`")
        .label(at, "")
        .help("a choice between types is a schema with `union`")
}

pub(crate) fn null_alone(at: Span) -> Diagnostic {
    Diagnostic::error("null-type", "`null` is no type by itself")
        .label(at, "")
        .help("write `T | null`, or `json` if it can be anything")
}

pub(crate) fn constraint_misplaced(key: &str, at: Span, wanted: &str) -> Diagnostic {
    Diagnostic::error("constraint-type", format!("`{key}` constrains {wanted}"))
        .label(at, "the type here is another")
        .help(format!("delete `{key}`, or change the type; for the items of a list, constrain a named scalar"))
}

pub(crate) fn unknown_format(format: &str, at: Span, near: Option<&str>) -> Diagnostic {
    Diagnostic::error("unknown-format", format!("no format is called `{format}`")).label(at, "").did_you_mean(
        at,
        near,
        "the formats are uuid, date, date-time, duration, url and decimal; others can be a `pattern`",
    )
}

pub(crate) fn bad_pattern(at: Span, why: &str) -> Diagnostic {
    Diagnostic::error("bad-pattern", format!("the pattern is no regular expression: {why}"))
        .label(at, "")
        .help("patterns are those of the crate `regex-lite`: no look-around, no back-references; begin with `^` and end with `$` for the whole text")
}

pub(crate) fn bad_range(at: Span, text: &str) -> Diagnostic {
    Diagnostic::error("bad-range", format!("`{text}` is not a range"))
        .label(at, "")
        .help("write `4..=2160`, `4..` or `..=2160`")
}

pub(crate) fn empty_range(at: Span, text: &str) -> Diagnostic {
    Diagnostic::error("empty-range", format!("nothing is in the range `{text}`"))
        .label(at, "")
        .help("put the lower bound first")
}

pub(crate) fn range_outside_type(at: Span, lowest: i128, highest: i128) -> Diagnostic {
    Diagnostic::error("range-type", format!("the type only goes from {lowest} to {highest}"))
        .label(at, "the range goes further")
        .help("leave that bound out, or use a larger type")
}
