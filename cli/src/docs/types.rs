//! Types and what values have to be like, in words and links.

use apiloom_codegen::model::{Format, Rule, Scalar, SchemaKind, Type};
use maud::{Markup, html};

use super::layout::View;

/// A type as the spec writes it; each schema in it is a link.
pub(super) fn type_of(view: View<'_>, ty: &Type) -> Markup {
    let inner = |ty: &Type| type_of(view, ty);
    match ty {
        Type::Scalar(scalar) => html! { (scalar.word()) },
        Type::Generic(letter) => html! { (letter.to_string()) },
        Type::List(item) => html! { "list<" (inner(item)) ">" },
        Type::Set(item) => html! { "set<" (inner(item)) ">" },
        Type::Map(item) => html! { "map<" (inner(item)) ">" },
        Type::Nullable(value) => html! { (inner(value)) " | null" },
        Type::Schema(name, arguments) => html! {
            a href=(view.schema(name.index)) { (name.wire) }
            @if !arguments.is_empty() {
                "<"
                @for (at, argument) in arguments.iter().enumerate() { @if at > 0 { ", " } (inner(argument)) }
                ">"
            }
        },
    }
}

/// What a value has to be like; of a named scalar, what its values have to be like.
pub(super) fn rules(view: View<'_>, ty: &Type, own: &[Rule]) -> Vec<Markup> {
    let mut all: Vec<&Rule> = own.iter().collect();
    if let Type::Schema(name, _) = ty
        && let Some(SchemaKind::Named(named)) = view.site.api.schemas.get(name.index).map(|schema| &schema.kind)
    {
        all.extend(named.rules.iter().filter(|rule| !own.contains(rule)));
    }
    let says_itself =
        |rule: &Rule| matches!((rule, ty), (Rule::Format(_), Type::Scalar(scalar)) if *scalar != Scalar::String);
    all.into_iter().filter(|rule| !says_itself(rule)).map(rule).collect()
}

pub(super) fn rule(rule: &Rule) -> Markup {
    match rule {
        Rule::Length(min, max) if min == max => html! { (min) " characters" },
        Rule::Length(0, max) => html! { "At most " (max) " characters" },
        Rule::Length(min, usize::MAX) => html! { "At least " (min) " characters" },
        Rule::Length(min, max) => html! { (min) " to " (max) " characters" },
        Rule::Pattern(pattern) => html! { "Matches " code { (pattern) } },
        Rule::Integer(min, max) => range(min, max, is_lowest(*min), is_highest(*max)),
        Rule::Number(min, max) => range(min, max, *min <= f64::MIN, *max >= f64::MAX),
        Rule::Format(format) => html! { (format_name(*format)) },
    }
}

fn range<N: std::fmt::Display + PartialOrd>(min: &N, max: &N, is_lowest: bool, is_highest: bool) -> Markup {
    match (is_lowest, is_highest) {
        (true, true) => html! { "Any number" },
        (true, false) => html! { "At most " (max.to_string()) },
        (false, true) => html! { "At least " (min.to_string()) },
        (false, false) => html! { "From " (min.to_string()) " to " (max.to_string()) },
    }
}

/// A bound that was left out is that of the number's own kind.
fn is_lowest(min: i128) -> bool {
    min <= i128::from(i64::MIN) || min == i128::from(i32::MIN)
}

fn is_highest(max: i128) -> bool {
    [i128::from(i32::MAX), i128::from(u32::MAX)].contains(&max) || max >= i128::from(i64::MAX)
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::Uuid => "A UUID",
        Format::Date => "A date, as in 2026-11-22",
        Format::DateTime => "A time, as in 2026-11-22T09:00:00Z",
        Format::Duration => "A duration, as in PT30M",
        Format::Url => "A URL",
        Format::Decimal => "A decimal number",
    }
}
