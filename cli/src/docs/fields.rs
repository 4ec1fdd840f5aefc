//! Tables of fields and parameters: name, type, and everything that is said of each.

use apiloom_codegen::model::{Api, Docs, Field, Parameter, Presence, Rule, Sample, Scalar, SchemaKind, Struct, Style, Type};
use maud::{Markup, html};

use super::layout::View;
use super::{example, markdown, types, words};

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
    if docs.text.is_empty() { html! {} } else { markdown::cell(&docs.text) }
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
        rows.extend(object.fields.get(position).map(|field| of_field(view, field, prefix)));
    }
    table("Fields", &rows)
}

fn id(prefix: Option<&str>, wire: &str) -> Option<String> {
    prefix.map(|prefix| format!("{prefix}.{}", super::site::slug(wire)))
}

fn of_field<'f>(view: View<'_>, field: &'f Field, prefix: Option<&str>) -> Row<'f> {
    let (presence, null) = match field.presence {
        Presence::Required => ("required", None),
        Presence::Optional => ("optional", None),
        Presence::Nullable => ("required", Some("nullable")),
        Presence::OptionalNullable => ("optional", Some("nullable")),
    };
    let flags = [(field.read_only, "read-only"), (field.write_only, "write-only"), (field.secret, "secret")];
    let flags = flags.into_iter().filter_map(|(is_set, mark)| is_set.then_some(mark));
    let mut notes = notes(view, &field.ty, &field.rules, &field.docs, &field.servers, &field.required_on);
    if !field.accept.is_empty() {
        notes.push(html! { "Also understood as " (codes(&field.accept, "or")) });
    }
    notes.extend(field.example.as_ref().filter(|_| !field.secret).and_then(|sample| of_example(view, sample, &field.docs)));
    Row {
        id: id(prefix, &field.wire),
        name: &field.wire,
        ty: types::type_of(view, &field.ty),
        marks: [presence].into_iter().chain(null).chain(flags).collect(),
        deprecated: field.deprecated.as_deref(),
        docs: &field.docs,
        notes,
    }
}

/// A parameter, or a header field of an answer.
pub(super) fn of_parameter<'p>(view: View<'_>, parameter: &'p Parameter, id: Option<String>) -> Row<'p> {
    let presence = match (parameter.required, parameter.one_of) {
        (_, true) => "one of these",
        (true, _) => "required",
        (false, _) => "optional",
    };
    let mut notes = notes(view, &parameter.ty, &parameter.rules, &parameter.docs, &parameter.servers, &parameter.required_on);
    notes.extend(match &parameter.style {
        Style::Single => None,
        Style::Repeated => Some(html! { "May be given several times" }),
        Style::Joined(separator) => Some(html! { "Items are joined by " code { (separator) } }),
    });
    notes.extend(parameter.default_sent.is_some().then(|| html! { "The generated client sends the default by itself" }));
    Row {
        id,
        name: &parameter.wire,
        ty: types::type_of(view, &parameter.ty),
        marks: [presence].into_iter().chain(parameter.secret.then_some("secret")).collect(),
        deprecated: parameter.deprecated.as_deref(),
        docs: &parameter.docs,
        notes,
    }
}

fn notes(view: View<'_>, ty: &Type, rules: &[Rule], docs: &Docs, servers: &[String], required_on: &[String]) -> Vec<Markup> {
    let mut notes: Vec<Markup> = Vec::new();
    let rules = types::rules(view, ty, rules);
    notes.extend(rules.into_iter().map(|rule| html! { "Has to be: " (rule) }));
    notes.extend(enum_values(view, ty));
    notes.extend(docs.default.as_ref().map(|default| html! { "Default: " code { (default) } }));
    let about = [("Only on", servers), ("Required on", required_on), ("Not confirmed on", &docs.unconfirmed)];
    let about = about.into_iter().filter(|(_, names)| !names.is_empty());
    notes.extend(about.map(|(what, names)| html! { (what) " " (codes(names, "and")) }));
    notes
}

/// The values of an enum, where they are few.
fn enum_values(view: View<'_>, ty: &Type) -> Option<Markup> {
    const MOST: usize = 12;
    let name = match ty {
        Type::List(item) | Type::Set(item) | Type::Nullable(item) => return enum_values(view, item),
        Type::Schema(name, _) => name,
        _ => return None,
    };
    let SchemaKind::Enum(kind) = &view.api().schemas.get(name.index)?.kind else { return None };
    let values: Vec<String> = kind.values.iter().map(|value| value.wire.clone()).collect();
    (values.len() <= MOST).then(|| html! { "One of " (codes(&values, "or")) })
}

fn of_example(view: View<'_>, sample: &Sample, docs: &Docs) -> Option<Markup> {
    let text = example::text(view.api(), sample);
    let is_short = text.chars().count() <= 120 && !text.contains('\n');
    // A default is kept as an example, too.
    (is_short && docs.default.as_ref() != Some(&text)).then(|| html! { "Example: " code { (text) } })
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

/// Whether a field of the object of a body is a file.
pub(super) fn holds_bytes(api: &Api, ty: &Type, wire: &str) -> bool {
    let Type::Schema(name, _) = ty else { return false };
    let Some(SchemaKind::Struct(object)) = api.schemas.get(name.index).map(|schema| &schema.kind) else { return false };
    let field = object.fields.iter().find(|field| field.wire == wire);
    let is_bytes = |ty: &Type| match ty {
        Type::List(item) => **item == Type::Scalar(Scalar::Bytes),
        ty => *ty == Type::Scalar(Scalar::Bytes),
    };
    field.is_some_and(|field| is_bytes(&field.ty))
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
