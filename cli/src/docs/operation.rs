//! One operation: what it does, what it is given, what it answers, and how it is called.

use apiloom_codegen::model::{
    Body, Content, Example, HeaderSource, Location, Operation, Parameter, Required, Schema, SchemaKind, Type,
};
use maud::{Markup, html};
use pulldown_cmark::HeadingLevel;

use super::layout::{View, method};
use super::site::slug;
use super::{answers, behaviour, curl, example, fields, markdown, rows, schema, types};

pub(super) fn article(view: View<'_>, operation: &Operation) -> Markup {
    let (summary, more) = markdown::split(&operation.docs);
    html! {
        article.operation id=(operation.id) aria-labelledby={ (operation.id) "-title" } {
            header {
                h2 {
                    span.title-text id={ (operation.id) "-title" } { (markdown::title(summary)) }
                    " " a.anchor href={ "#" (operation.id) } aria-label={ "Link to " (operation.id) } { "#" }
                }
                p.request { (method(operation)) " " (path(operation)) " " span.operation-id { (operation.id) } }
            }
            div.columns {
                div.reading {
                    @if let Some(note) = &operation.deprecated { (fields::deprecation(note)) }
                    @if !more.is_empty() { (markdown::blocks(more, HeadingLevel::H3)) }
                    @if let Some(page) = &operation.docs.page { p { a href=(page) { "Documented by the service" } } }
                    (parameters(view, operation))
                    @if let Some(body) = &operation.body { (request_body(view, operation, body)) }
                    (answers::section(view, operation))
                    (behaviour::section(view, operation))
                }
                (samples(view, operation))
            }
        }
    }
}

/// The path template, its placeholders set off.
fn path(operation: &Operation) -> Markup {
    let parts: Vec<(bool, &str)> = operation
        .template
        .split_inclusive('}')
        .flat_map(|part| match part.find('{') {
            Some(at) => vec![(false, &part[..at]), (true, &part[at..])],
            None => vec![(false, part)],
        })
        .collect();
    html! {
        code.path { @for (is_placeholder, text) in parts { @if is_placeholder { var { (text) } } @else { (text) } } }
    }
}

fn parameters(view: View<'_>, operation: &Operation) -> Markup {
    let places = [Location::Path, Location::Query, Location::Header, Location::Cookie];
    let of = |place: Location| operation.parameters.iter().filter(move |parameter| parameter.location == place);
    html! {
        @for place in places {
            @let rows: Vec<_> = of(place).map(|parameter| row(view, operation, parameter)).collect();
            @if !rows.is_empty() {
                h3 { (title(place)) }
                (fields::table(title(place), &rows))
            }
        }
        @if !operation.constant_headers.is_empty() { (constant_headers(operation)) }
    }
}

fn row<'p>(view: View<'_>, operation: &Operation, parameter: &'p Parameter) -> fields::Row<'p> {
    let id = format!("{}.{}.{}", operation.id, parameter.location.word(), slug(&parameter.wire));
    let mut row = rows::of_parameter(view, parameter, Some(id));
    let members = operation.required.iter().filter_map(|required| match required {
        Required::OneOf(members) => Some(members),
        Required::Parameter(_) | Required::Body => None,
    });
    let names = |members: &Vec<usize>| -> Vec<String> {
        members.iter().filter_map(|at| operation.parameters.get(*at)).map(|one| one.wire.clone()).collect()
    };
    let alternatives = members.map(names).find(|names| parameter.one_of && names.contains(&parameter.wire));
    row.notes.extend(alternatives.map(|names| html! { "Exactly one is given of " (fields::codes(&names, "and")) }));
    row
}

fn title(place: Location) -> &'static str {
    match place {
        Location::Path => "Path parameters",
        Location::Query => "Query parameters",
        Location::Header => "Header fields",
        Location::Cookie => "Cookies",
    }
}

fn constant_headers(operation: &Operation) -> Markup {
    html! {
        h3 { "Sent with every request" }
        ul.plain {
            @for (name, source) in &operation.constant_headers {
                li {
                    code { (name) }
                    @match source {
                        HeaderSource::Constant(value) => { ": " code { (value) } },
                        HeaderSource::Uuid => { ": a new UUID for each call" },
                    }
                }
            }
        }
    }
}

fn request_body(view: View<'_>, operation: &Operation, body: &Body) -> Markup {
    html! {
        h3 id={ (operation.id) "-body" } { "Request body" }
        @if !body.others.is_empty() { p { "One of these:" } }
        @for (at, way) in body.ways().enumerate() {
            p.shape {
                span.type { (types::type_of(view, &way.ty)) }
                " " span.media { (way.media_type) }
                " " span.marks { span.mark { @if way.required { "required" } @else { "optional" } } }
            }
            @let is_new = |said: &Body| std::ptr::eq(said, way) || said.docs.text != way.docs.text;
            @if !way.docs.text.is_empty() && body.ways().take(at).all(is_new) { (markdown::cell(&way.docs.text)) }
            @let shown = body.ways().take(at).any(|before| before.ty == way.ty);
            @if let (Some(object), false) = (object(view, &way.ty), shown) { (schema::inside(view, object)) }
        }
    }
}

/// More fields than these are a page of their own.
const MOST: usize = 60;

/// The schema whose fields are worth showing in place: not where there are so many that nobody would find the rest.
pub(super) fn object<'a>(view: View<'a>, ty: &Type) -> Option<&'a Schema> {
    let schema = view.api().schemas.get(fields::object_of(view.api(), ty)?)?;
    let count = match &schema.kind {
        SchemaKind::Struct(object) => object.fields.len() + object.constants.len(),
        SchemaKind::Variants(variants) => variants.iter().map(|(_, _, object)| object.fields.len()).sum(),
        SchemaKind::Union(union) => union.members.len(),
        SchemaKind::Enum(_) | SchemaKind::Named(_) | SchemaKind::Alias(_) => return None,
    };
    (count <= MOST).then_some(schema)
}

/// The column to copy from.
fn samples(view: View<'_>, operation: &Operation) -> Markup {
    let api = view.api();
    let rust = apiloom_codegen::usage(api, operation, view.site.crate_name);
    html! {
        div.samples {
            (sample("curl", &html! { (curl::command(api, operation)) }))
            @if let Some(rust) = rust { (sample("Rust", &html! { (rust) })) }
            @for one in &operation.examples { (spec_example(view, operation, one)) }
            (answers::made_up(view, operation))
        }
    }
}

/// An example of the spec. What the command line sends already is not shown again.
fn spec_example(view: View<'_>, operation: &Operation, one: &Example) -> Markup {
    let api = view.api();
    let name = one.ident.to_string().trim_start_matches("r#").replace('_', " ");
    let is_json = operation.body.as_ref().is_some_and(|body| body.content == Content::Json);
    let is_sent = curl::example_of(operation).is_some_and(|first| std::ptr::eq(first, one));
    html! {
        @if let (Some(body), true, false) = (&one.body, is_json, is_sent) {
            (sample(&format!("Request: {name}"), &example::of_sample(api, body).highlighted()))
        }
        @for answer in &one.answers {
            (sample(&format!("{}: {name}", answer.status), &example::of_sample(api, &answer.sample).highlighted()))
        }
    }
}

/// A figure with a text to copy.
pub(super) fn sample(title: &str, text: &Markup) -> Markup {
    html! { figure.sample { figcaption { (title) } pre tabindex="0" { code { (text) } } } }
}
