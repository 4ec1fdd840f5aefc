//! The first page: what the API is, where it is served, how callers prove themselves, and what there is.

use apiloom_codegen::model::{Api, Schema, SchemaKind, Security, ServerVariable, Tag};
use maud::{Markup, html};
use pulldown_cmark::HeadingLevel;

use super::layout::{Page, View, method, stem, title_of};
use super::site::{Site, anchor, tag_name};
use super::{fields, markdown, schema, words};

pub(super) fn page(site: &Site<'_>) -> Page {
    let (api, view) = (site.api, View::top(site));
    let about = &api.docs.text;
    let content = html! {
        div.intro {
            h1 { (api.name) }
            @if !api.version.is_empty() { p.small { "Version " (api.version) } }
            @if !about.is_empty() { (markdown::blocks(about, HeadingLevel::H2)) }
            @if let Some(page) = &api.docs.page { p { a href=(page) { "Documented by the service" } } }
        }
        (servers(api))
        (security(api))
        (conventions(view))
        @for tag in &api.tags { (resource(view, tag)) }
        (schemas(view))
    };
    let description = if about.is_empty() { format!("The API {}", api.name) } else { markdown::first_sentence(about) };
    Page { path: "index.html".to_owned(), title: api.name.clone(), description, content }
}

fn servers(api: &Api) -> Markup {
    let rows: Vec<fields::Row<'_>> = api
        .servers
        .iter()
        .map(|server| fields::Row {
            id: Some(format!("page-server.{}", super::site::slug(&server.name))),
            name: &server.name,
            ty: html! {},
            marks: if server.plain { vec!["without TLS"] } else { Vec::new() },
            deprecated: server.deprecated.as_deref(),
            docs: &server.docs,
            notes: vec![html! { code.url { (server.template) } }]
                .into_iter()
                .chain(server.variables.iter().map(variable))
                .chain(
                    (server.audience != server.template)
                        .then(|| html! { "Access tokens are made out to " code { (server.audience) } }),
                )
                .collect(),
        })
        .collect();
    html! {
        section {
            h2 #page-servers { "Servers" }
            (fields::table("Servers", &rows))
        }
    }
}

/// What may stand in a server's URL.
fn variable(variable: &ServerVariable) -> Markup {
    let values: Vec<String> =
        variable.choice.iter().flat_map(|(_, kind)| &kind.values).map(|value| value.wire.clone()).collect();
    html! {
        code { "{" (variable.name) "}" }
        @if !variable.docs.text.is_empty() { ": " (markdown::inline(&variable.docs.text)) }
        @if !values.is_empty() { " One of " (fields::codes(&values, "or")) "." }
        " Default: " code { (variable.default) }
    }
}

fn security(api: &Api) -> Markup {
    let (name, sent) = words::security(api, &api.security);
    html! {
        section {
            h2 #page-security { "Security" }
            @if api.security == Security::None {
                p {
                    @if api.is_secured() { "Only some operations want credentials: each says which." }
                    @else { "No credentials are needed." }
                }
            } @else {
                p { (name) ", sent as " code { (sent) } ". An operation that wants something else says so." }
            }
        }
    }
}

/// What holds for all operations.
fn conventions(view: View<'_>) -> Markup {
    let api = view.api();
    let envelope = api.schemas.iter().find(|schema| schema.envelope.is_some());
    html! {
        section {
            h2 #page-conventions { "Conventions" }
            ul.notes.wide {
                @if let Some(envelope) = envelope { li { (wrapped(view, envelope)) } }
                @if api.any_case { li { "Names in answers are understood in every casing; what is sent is as written here." } }
                li { strong { "Optional" } " may be left out; " strong { "nullable" } " may be null. They are not the same." }
                li { "Fields that are not listed may come in answers: ignore what you do not know." }
            }
        }
    }
}

fn wrapped(view: View<'_>, schema: &Schema) -> Markup {
    let name = |pointer: Option<&apiloom_codegen::model::Pointer>| match (&schema.kind, pointer) {
        (SchemaKind::Struct(object), Some(pointer)) => {
            object.fields.iter().find(|field| field.ident == pointer.field).map(|field| field.wire.as_str())
        }
        _ => None,
    };
    let envelope = schema.envelope.as_ref();
    let items = name(envelope.map(|envelope| &envelope.items));
    let next = name(envelope.and_then(|envelope| envelope.next.as_ref()));
    let status = name(envelope.and_then(|envelope| envelope.status.as_ref()));
    html! {
        "Answers are wrapped in " a href=(view.schema(schema.name.index)) { code { (schema.name.wire) } }
        @if let Some(items) = items { ", with the items in " code { (items) } }
        "."
        @if let Some(next) = next { " " code { (next) } " leads to the next page." }
        @if let Some(status) = status { " A " code { (status) } " of 400 and above is an error, whatever HTTP says." }
    }
}

fn resource(view: View<'_>, tag: &Tag) -> Markup {
    let name = tag_name(tag);
    html! {
        section.card {
            h2 { a href=(view.to(&Site::tag_path(tag))) { (title_of(&name)) } }
            @if !tag.docs.text.is_empty() { p { (markdown::inline(&tag.docs.text)) } }
            ul.contents {
                @for operation in &tag.operations {
                    li {
                        a href=(view.operation(tag, operation)) {
                            (method(operation)) code.path.deprecated-name[operation.deprecated.is_some()] { (operation.template) }
                        }
                        span { (markdown::inline(markdown::split(&operation.docs).0)) }
                    }
                }
            }
        }
    }
}

fn schemas(view: View<'_>) -> Markup {
    html! {
        @if !view.site.schema_pages.is_empty() {
            section {
                h2 #page-schemas { "Schemas" }
                @for page in &view.site.schema_pages {
                    h3 { a href=(view.to(&page.path)) { (title_of(stem(&page.path))) } }
                    ul.names {
                        @for one in &page.schemas {
                            li {
                                a href=(view.to(&format!("{}#{}", page.path, anchor(one)))) { code.deprecated-name[one.deprecated.is_some()] { (one.name.wire) } }
                                " " span.kind { (schema::kind(&one.kind)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
