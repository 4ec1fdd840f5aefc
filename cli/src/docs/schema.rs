//! One schema: what it is, its fields or values, an example, and where it is used.

use apiloom_codegen::model::{Api, Enum, Named, Schema, SchemaKind, Union};
use maud::{Markup, html};
use pulldown_cmark::HeadingLevel;

use super::layout::{View, method};
use super::operation::sample;
use super::site::{anchor, slug};
use super::synthesis::Way;
use super::users::User;
use super::{example, fields, flows, markdown, types};

pub(super) fn article(view: View<'_>, schema: &Schema) -> Markup {
    let id = anchor(schema);
    html! {
        article.schema id=(id) aria-labelledby={ (id) "-title" } {
            header {
                h2 {
                    code.title-text.deprecated-name[schema.deprecated.is_some()] id={ (id) "-title" } { (schema.name.wire) (generics(schema)) }
                    " " span.kind { (kind(&schema.kind)) }
                    " " a.anchor href={ "#" (id) } aria-label={ "Link to " (schema.name.wire) } { "#" }
                }
            }
            div.columns {
                div.reading {
                    @if let Some(note) = &schema.deprecated { (fields::deprecation(note)) }
                    @if !schema.docs.text.is_empty() { (markdown::blocks(&schema.docs.text, HeadingLevel::H3)) }
                    @if let Some(page) = &schema.docs.page { p { a href=(page) { "Documented by the service" } } }
                    (content(view, schema, Some(&id)))
                    (facts(view, schema))
                }
                @let examples = examples(view.api(), schema);
                @if !examples.is_empty() { div.samples { @for one in examples { (sample("Example", &one)) } } }
            }
        }
    }
}

/// The fields of a schema where it is used: without places to link to, as they are the schema's.
pub(super) fn inside(view: View<'_>, schema: &Schema) -> Markup {
    content(view, schema, None)
}

fn content(view: View<'_>, schema: &Schema, id: Option<&str>) -> Markup {
    match &schema.kind {
        SchemaKind::Struct(object) => fields::of_object(view, object, id),
        SchemaKind::Variants(variants) => html! {
            p { "Exactly one of these:" }
            @for (name, docs, object) in variants {
                @let prefix = id.map(|id| format!("{id}.{name}"));
                p.variant { strong { (name.to_string().trim_start_matches("r#")) } ", with " (fields::field_count(object)) }
                @if !docs.text.is_empty() { (markdown::cell(&docs.text)) }
                (fields::of_object(view, object, prefix.as_deref()))
            }
        },
        SchemaKind::Enum(kind) => values(kind, id),
        SchemaKind::Union(union) => members(view, union),
        SchemaKind::Named(named) => scalar(view, named),
        SchemaKind::Alias(ty) => html! { p.shape { "Another name for " span.type { (types::type_of(view, ty)) } } },
    }
}

fn values(kind: &Enum, id: Option<&str>) -> Markup {
    let rows: Vec<fields::Row<'_>> = kind
        .values
        .iter()
        .map(|value| fields::Row {
            id: id.map(|id| format!("{id}.{}", slug(&value.wire))),
            name: &value.wire,
            ty: html! {},
            marks: Vec::new(),
            deprecated: value.deprecated.as_deref(),
            docs: &value.docs,
            notes: Vec::new(),
        })
        .collect();
    html! {
        (fields::table("Values", &rows))
        p.small {
            @if kind.exhaustive { "There are no others." } @else { "Others may come: a client has to expect values that are not listed." }
        }
    }
}

fn members(view: View<'_>, union: &Union) -> Markup {
    html! {
        @if let Some(discriminator) = &union.discriminator {
            p { "Told apart by the field " code { (discriminator) } ":" }
        } @else {
            p { "Told apart by what they look like:" }
        }
        ul.plain {
            @for member in &union.members {
                li { code { (member.tag) } ": " span.type { (types::type_of(view, &member.ty)) } }
            }
        }
    }
}

fn scalar(view: View<'_>, named: &Named) -> Markup {
    html! {
        p.shape {
            span.type { (named.scalar.word()) }
            @if named.secret { " " span.marks { span.mark.mark-secret { "secret" } } }
        }
        @if !named.rules.is_empty() {
            ul.notes { @for rule in &named.rules { li { (types::rule(rule)) } } }
        }
        @if let (Some(sample), false) = (&named.example, named.secret) {
            ul.notes { li { "Example: " code { (example::text(view.api(), sample)) } } }
        }
    }
}

fn facts(view: View<'_>, schema: &Schema) -> Markup {
    let way = match (schema.direction.sent, schema.direction.received) {
        (true, true) => Some("Sent and received"),
        (true, false) => Some("Only sent"),
        (false, true) => Some("Only received"),
        (false, false) => None,
    };
    let downloads = view.api().downloads.iter().filter(|download| download.schema.index == schema.name.index);
    html! {
        dl.facts {
            @if let Some(way) = way { div { dt { "Direction" } dd { (way) } } }
            @for download in downloads { (flows::fetches(view, download)) }
            @if let Some(users) = view.site.users.get(&schema.name.index) {
                div { dt { "Used by" } dd { ul.users { @for user in users { li { (used_by(view, user)) } } } } }
            }
        }
    }
}

fn used_by(view: View<'_>, user: &User) -> Markup {
    let api = view.api();
    match user {
        User::Operation(tag, number) => {
            let found = api.tags.get(*tag).and_then(|tag| Some((tag, tag.operations.get(*number)?)));
            found.map_or_else(Markup::default, |(tag, operation)| {
                html! { a href=(view.operation(tag, operation)) { (method(operation)) (operation.id) } }
            })
        }
        User::Schema(index) => {
            let name = api.schemas.get(*index).map_or("", |schema| &schema.name.wire);
            html! { a href=(view.schema(*index)) { (name) } }
        }
    }
}

/// Those of the spec, or one that is made up for an object.
fn examples(api: &Api, schema: &Schema) -> Vec<Markup> {
    if matches!(schema.kind, SchemaKind::Named(_) | SchemaKind::Enum(_)) {
        return Vec::new();
    }
    if !schema.examples.is_empty() {
        return schema.examples.iter().map(|sample| example::of_sample(api, sample).highlighted()).collect();
    }
    let way = if schema.direction.received { Way::Received } else { Way::Sent };
    let arguments =
        schema.generics.iter().map(|letter| apiloom_codegen::model::Type::Generic(letter.clone())).collect();
    let ty = apiloom_codegen::model::Type::Schema(schema.name.clone(), arguments);
    example::of_type(api, &ty, way).map(|json| json.highlighted()).into_iter().collect()
}

pub(super) fn kind(kind: &SchemaKind) -> &'static str {
    match kind {
        SchemaKind::Struct(_) => "object",
        SchemaKind::Variants(_) => "object with variants",
        SchemaKind::Enum(_) => "enum",
        SchemaKind::Union(_) => "union",
        SchemaKind::Named(_) => "scalar",
        SchemaKind::Alias(_) => "alias",
    }
}

pub(super) fn generics(schema: &Schema) -> String {
    let letters: Vec<String> = schema.generics.iter().map(ToString::to_string).collect();
    if letters.is_empty() { String::new() } else { format!("<{}>", letters.join(", ")) }
}
