//! Schemas and their fields.

use super::{list, list_all};
use crate::diagnostic::Diagnostic;
use crate::span::{Span, Spanned};

pub(crate) fn schema_of_no_kind(at: Span, name: &str) -> Diagnostic {
    Diagnostic::error("schema-kind", format!("`{name}` does not say what it is"))
        .label(at, "")
        .help("add `fields:` for an object, `enum:`, `union:`, or `type:` for a scalar or another name")
}

pub(crate) fn schema_of_two_kinds(at: Span, second: &str, first_at: Span, first: &str) -> Diagnostic {
    Diagnostic::error("schema-kinds", format!("a schema is one thing: `{first}` or `{second}`"))
        .label(at, format!("`{second}` here"))
        .label(first_at, format!("`{first}` here"))
        .help("make two schemas of it, one of which refers to the other")
}

pub(crate) fn generic_of_no_object(at: Span, key: &str) -> Diagnostic {
    Diagnostic::error("generic-schema", format!("only an object has type parameters, not a schema with `{key}`"))
        .label(at, "")
        .help("describe it by `fields`, or take `<..>` out of its name")
}

pub(crate) fn duplicate_field(wire: &str, at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-field", format!("there are two fields `{wire}`"))
        .label(at, "again here")
        .label(first, "first here")
        .help("a variant has the common fields and its own: keep one of them")
}

pub(crate) fn duplicate_value(wire: &str, at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-value", format!("`{wire}` stands twice in the enum"))
        .label(at, "again here")
        .label(first, "first here")
        .help("keep one of them")
}

pub(crate) fn mixed_values(at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("mixed-enum", "values of one enum are all texts, or all whole numbers")
        .label(at, "not of the kind")
        .label(first, "of this one")
        .help("put numbers that are texts on the wire in quotes; in a map, give each value its number: `low: 1`")
}

pub(crate) fn large_value(at: Span, number: i128) -> Diagnostic {
    Diagnostic::error("large-value", format!("`{number}` is too large for a value of an enum"))
        .label(at, "")
        .help(format!("values are whole numbers from {} to {}", i64::MIN, i64::MAX))
}

pub(crate) fn union_of_no_object(at: Span, ty: &str) -> Diagnostic {
    Diagnostic::error(
        "union-member",
        format!("`{ty}` cannot be a member of a union: it has no fields to put the discriminator beside"),
    )
    .label(at, "")
    .help("name a schema with `fields`")
}

pub(crate) fn union_of_anything(at: Span, ty: &str) -> Diagnostic {
    Diagnostic::error(
        "union-anything",
        format!("`{ty}` cannot be a member of a union without `discriminator`: nothing is known of how it looks"),
    )
    .label(at, "")
    .help("delete it: what is none of the members is received as `Unknown`, with its JSON; or add a `discriminator`")
}

pub(crate) fn union_members_alike(first: &Spanned<String>, second: &Spanned<String>, objects: bool) -> Diagnostic {
    let help = if objects {
        "give each a field with a `const` of its own, or a required field that no other member has; or name the field \
         that tells them apart with `discriminator`"
    } else {
        "members that are not all objects with `fields` differ by their kind of JSON: keep the one that holds both, such \
         as `string` for `string` and `date`"
    };
    Diagnostic::error(
        "union-alike",
        format!("`{}` and `{}` cannot be told apart when they are received", first.value, second.value),
    )
    .label(second.span, "this one")
    .label(first.span, "and this one")
    .help(help)
}

pub(crate) fn no_member_fits(at: Span, members: &[&str]) -> Diagnostic {
    Diagnostic::error("no-member", "this has the sign of no member of the union, or of several")
        .label(at, "")
        .help(format!("the members are {}", list_all(members)))
}

pub(crate) fn discriminator_is_field(at: Span, member: &str, discriminator: &str) -> Diagnostic {
    Diagnostic::error(
        "discriminator-field",
        format!("`{member}` has the discriminator `{discriminator}` among its own fields"),
    )
    .label(at, "")
    .help(format!("delete the field `{discriminator}` of `{member}`: the union writes it beside the others"))
}

pub(crate) fn alias_cycle(name: &str, at: Span) -> Diagnostic {
    Diagnostic::error("alias-cycle", format!("`{name}` stands for itself"))
        .label(at, "following its `type` leads back here")
        .help("make one of the schemas an object with `fields`")
}

pub(crate) fn infinite_schema(name: &str, at: Span) -> Diagnostic {
    Diagnostic::error(
        "infinite-schema",
        format!("no value of `{name}` can ever be complete: it always holds another one"),
    )
    .label(at, "")
    .help("make the field that leads back optional (`?`), nullable (`| null`) or a list")
}

pub(crate) fn variants_received(name: &str, at: Span) -> Diagnostic {
    Diagnostic::error(
        "variants-received",
        format!("`{name}` has variants, which are for requests, and an answer holds it"),
    )
    .label(at, "")
    .help("describe the answer by an object with optional fields, or by a union with a discriminator")
}

pub(crate) fn read_and_write_only(at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("read-and-write-only", "a field that is only received and only sent is never there")
        .label(at, "only sent")
        .label(first, "only received")
        .help("keep one of the two")
}

pub(crate) fn required_on_required(at: Span, ty: &str) -> Diagnostic {
    Diagnostic::error("required-on-required", "`required_on` is for what is optional elsewhere")
        .label(at, "it has to be given on every server already")
        .help(format!("write `{}?` as its type, or delete `required_on`", ty.trim_end_matches('?')))
}

pub(crate) fn constant_with_type(at: Span, ty: Span) -> Diagnostic {
    Diagnostic::error("constant-with-type", "a constant has the type of its value")
        .label(at, "the value")
        .label(ty, "and a type beside it")
        .help("delete `type`")
}

pub(crate) fn constant_of_no_scalar(at: Span) -> Diagnostic {
    Diagnostic::error("constant-value", "a constant is text, a number, true or false")
        .label(at, "")
        .help("describe anything else by a schema")
}

pub(crate) fn no_variant_fits(at: Span, name: &str, variants: &[String]) -> Diagnostic {
    Diagnostic::error("no-variant", format!("this is no variant of `{name}`"))
        .label(at, "")
        .help(format!("give the constants and only the fields of {}", list(variants)))
}
