//! Tables of fields and parameters: name, type, and everything that is said of each.

use apiloom_codegen::model::{Api, Docs, SchemaKind, Struct, Type};
use maud::{Markup, html};

use super::layout::View;
use super::{example, markdown, rows, words};

/// A row of a table.
pub(super) struct Row<'r> {
    /// Where it can be linked to.
    pub(super) id: Option<String>,
    pub(super) name: &'r str,
    pub(super) ty: Markup,
    pub(super) marks: Vec<&'static str>,
    pub(super) deprecated: Option<&'r str>,
    pub(super) docs: &'r Docs,
    /// What else there is to know, each in a line of its own.
    pub(super) notes: Vec<Markup>,
}

/// A table of rows; `what` is read out where it is not seen.
pub(super) fn table(what: &str, rows: &[Row<'_>]) -> Markup {
    html! {
        table.fields {
            caption.hidden { (what) }
            thead.hidden { tr { th scope="col" { "Name" } th scope="col" { "Description" } } }
            tbody { @for row in rows { (one(row)) } }
        }
    }
}

fn one(row: &Row<'_>) -> Markup {
    html! {
        tr id=[row.id.as_deref()] {
            th scope="row" {
                @match &row.id {
                    Some(id) => a.field-name.deprecated-name[row.deprecated.is_some()] href={ "#" (id) } { code { (row.name) } },
                    None => span.field-name.deprecated-name[row.deprecated.is_some()] { code { (row.name) } },
                }
                span.type { (row.ty) }
                @if !row.marks.is_empty() {
                    span.marks { @for mark in &row.marks { span class={ "mark mark-" (mark) } { (mark) } " " } }
                }
            }
            td {
                @if let Some(note) = row.deprecated { (deprecation(note)) }
                (described(row.docs))
                @if !row.notes.is_empty() { ul.notes { @for note in &row.notes { li { (note) } } } }
            }
        }
    }
}

pub(super) fn deprecation(note: &str) -> Markup {
    html! { p.deprecation { strong { "Deprecated." } " " (markdown::inline(note)) } }
}

fn described(docs: &Docs) -> Markup {
    if docs.text.is_empty() {
        html! {}
    } else {
        markdown::cell(&docs.text)
    }
}

/// The fields of an object, with those that are always sent as they are.
pub(super) fn of_object(view: View<'_>, object: &Struct, prefix: Option<&str>) -> Markup {
    let empty = Docs::default();
    let mut rows: Vec<Row<'_>> = Vec::new();
    for position in 0..=object.fields.len() {
        let constants = object.constants.iter().filter(|constant| constant.position == position);
        rows.extend(constants.map(|constant| Row {
            id: id(prefix, &constant.wire),
            name: &constant.wire,
            ty: html! { "constant" },
            marks: vec!["required"],
            deprecated: None,
            docs: &empty,
            notes: vec![html! { "Always " code { (example::of_sample(view.api(), &constant.value).pretty()) } }],
        }));
        rows.extend(object.fields.get(position).map(|field| rows::of_field(view, field, prefix)));
    }
    rows.extend(object.rest.as_ref().map(|rest| Row {
        id: None,
        name: "any other name",
        ty: super::types::type_of(view, &rest.item),
        marks: vec!["optional"],
        deprecated: None,
        docs: &rest.docs,
        notes: Vec::new(),
    }));
    table("Fields", &rows)
}

pub(super) fn id(prefix: Option<&str>, wire: &str) -> Option<String> {
    prefix.map(|prefix| format!("{prefix}.{}", super::site::slug(wire)))
}

/// Names in a line.
pub(super) fn codes(names: &[String], last: &str) -> Markup {
    html! {
        @for (at, name) in names.iter().enumerate() {
            @if at > 0 { @if at + 1 == names.len() { " " (last) " " } @else { ", " } }
            code { (name) }
        }
    }
}

/// The object that a type is, behind other names for it.
pub(super) fn object_of(api: &Api, ty: &Type) -> Option<usize> {
    let mut ty = ty;
    // A cycle of aliases is no type; the bound only keeps this total.
    for _ in 0..api.schemas.len() + 64 {
        let name = match ty {
            Type::Nullable(inner) | Type::List(inner) | Type::Set(inner) | Type::Map(inner) => {
                ty = inner;
                continue;
            }
            Type::Schema(name, _) => name,
            Type::Scalar(_) | Type::Generic(_) => return None,
        };
        match &api.schemas.get(name.index)?.kind {
            SchemaKind::Alias(target) => ty = target,
            _ => return Some(name.index),
        }
    }
    None
}

/// `3 fields`.
pub(super) fn field_count(object: &Struct) -> String {
    words::count(object.fields.len() + object.constants.len(), "field", "fields")
}
