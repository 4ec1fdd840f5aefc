//! What takes several requests: pages, waits, downloads.

use apiloom_codegen::model::{
    Api, Download, ItemsAt, NextAt, Of, Operation, Paging, PagingWay, Path, Schema, SchemaKind, Shape, Type, Wait,
};
use maud::{Markup, html};

use super::layout::View;
use super::{fields, markdown, words};

/// How a list goes on.
pub(super) fn pages(api: &Api, operation: &Operation, paging: &Paging) -> Markup {
    let parameter = |at: usize| operation.parameters.get(at).map_or("", |parameter| parameter.wire.as_str());
    let answer = answered(operation);
    let next = match &paging.next {
        NextAt::Envelope => answer.and_then(|ty| envelope_link(api, ty)),
        NextAt::Response(path) => answer.map(|ty| wire_path(api, ty, path)),
        NextAt::LastItem(path) => Some(format!("{} of the last item", wire_path(api, &paging.item, path))),
    };
    let next = next.unwrap_or_else(|| "the answer".to_owned());
    let at_path = |path: &Path| answer.map(|ty| wire_path(api, ty, path)).unwrap_or_default();
    html! {
        div {
            dt { "Pages" }
            dd {
                p {
                    @match paging.way {
                        PagingWay::Link => { "The next page is where " code { (next) } " leads; there is none without it." },
                        PagingWay::LinkHeader => { "The next page is where the header field " code { "Link" } " with " code { "rel=\"next\"" } " leads." },
                        PagingWay::Cursor(at) => { "For the next page, " code { (parameter(at)) } " is given " code { (next) } "." },
                        PagingWay::Offset(at) => { "For the next page, " code { (parameter(at)) } " is given the number of items so far." },
                        PagingWay::Page(at, first) => { code { (parameter(at)) } " counts the pages, from " (first) "." },
                    }
                    @if let ItemsAt::Path(path) = &paging.items { " The items are in " code { (at_path(path)) } "." }
                    @if let Some(path) = &paging.more { " " code { (at_path(path)) } " says whether there is another page." }
                    @if let Some((path, _)) = &paging.total { " " code { (at_path(path)) } " says how many items all pages have." }
                }
                p.small { "In the client: " code { "client." (operation.method_name) "(…).items()" } ", or " code { ".pages()" } "." }
            }
        }
    }
}

/// What can be waited for.
pub(super) fn waits(api: &Api, operation: &Operation, wait: &Wait) -> Markup {
    let parameter = |at: usize| operation.parameters.get(at).map_or("", |parameter| parameter.wire.as_str());
    let state = wire_path(api, &wait.item, &wait.state);
    html! {
        div {
            dt { "Wait " code { (wait.id) } }
            dd {
                (markdown::cell(&wait.docs.text))
                p {
                    "Asks every " (words::duration(wait.every)) " until " code { (state) } " is " (fields::codes(&wait.reached, "or"))
                    @match &wait.of {
                        Of::Any => { " for any item" },
                        Of::All => { " for all items" },
                        Of::Newest(path) => { " for the newest item by " code { (wire_path(api, &wait.item, path)) } },
                    }
                    ", for " (words::duration(wait.within)) " at most."
                    @if !wait.failed.is_empty() { " It ends with an error at " (fields::codes(&wait.failed, "or")) "." }
                    @if let Some((status, _)) = &wait.pending { " Status " code { (status) } " means that it is not there yet." }
                    @for (at, values) in &wait.with { " Sets " code { (parameter(*at)) } " to " (fields::codes(values, "and")) "." }
                }
                p.small { "In the client: " code { "client." (operation.method_name) "(…)." (wait.ident) "()" } "." }
            }
        }
    }
}

/// What links in the answer lead to.
pub(super) fn downloads<'a>(api: &'a Api, operation: &Operation) -> Vec<&'a Download> {
    let items = operation.answers.iter().filter_map(|answer| match &answer.shape {
        Shape::Json(ty) | Shape::One(_, ty) | Shape::Many(_, ty) => fields::object_of(api, ty),
        Shape::Events(events) => fields::object_of(api, events.data.as_ref()?),
        Shape::Empty | Shape::Text | Shape::Bytes => None,
    });
    let items: Vec<usize> = items.collect();
    api.downloads.iter().filter(|download| items.contains(&download.schema.index)).collect()
}

/// A link that the client follows.
pub(super) fn fetches(view: View<'_>, download: &Download) -> Markup {
    html! {
        div {
            dt { "Download " code { (download.method) } }
            dd {
                p {
                    "Fetches what " code { (download.wire) } " of "
                    a href=(view.schema(download.schema.index)) { (download.schema.wire) } " links to"
                    @if download.hosts.is_empty() { ", on any public host." } @else { ", on " (fields::codes(&download.hosts, "or")) "." }
                    " The API's credentials are not sent there."
                }
            }
        }
    }
}

fn answered(operation: &Operation) -> Option<&Type> {
    operation.answers.iter().find_map(|answer| match &answer.shape {
        Shape::Json(ty) | Shape::One(ty, _) | Shape::Many(ty, _) => Some(ty),
        Shape::Empty | Shape::Text | Shape::Bytes | Shape::Events(_) => None,
    })
}

/// The envelope's own link to the next page.
fn envelope_link(api: &Api, ty: &Type) -> Option<String> {
    let schema = schema_of(api, ty)?;
    let pointer = schema.envelope.as_ref()?.next.as_ref()?;
    let SchemaKind::Struct(object) = &schema.kind else { return None };
    object.fields.iter().find(|field| field.ident == pointer.field).map(|field| field.wire.clone())
}

/// A path of Rust names in the names of the wire.
fn wire_path(api: &Api, ty: &Type, path: &Path) -> String {
    let mut names = Vec::new();
    let mut ty = Some(ty);
    for step in &path.0 {
        let object = ty.and_then(|ty| schema_of(api, ty)).map(|schema| &schema.kind);
        let field = match object {
            Some(SchemaKind::Struct(object)) => object.fields.iter().find(|field| field.ident == step.field),
            _ => None,
        };
        names.push(field.map_or_else(|| step.field.to_string(), |field| field.wire.clone()));
        ty = field.map(|field| &field.ty);
    }
    names.join(".")
}

fn schema_of<'a>(api: &'a Api, ty: &Type) -> Option<&'a Schema> {
    api.schemas.get(fields::object_of(api, ty)?)
}
