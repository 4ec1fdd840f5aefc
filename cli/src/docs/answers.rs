//! What an operation answers, by status.

use apiloom_codegen::model::{Answer, Operation, Shape, Status, Type};
use maud::{Markup, html};

use super::layout::View;
use super::operation::{object, sample};
use super::synthesis::Way;
use super::{example, fields, markdown, rows, schema, site, types, words};

/// Answers that are alike, with all of their statuses.
struct Group<'a> {
    statuses: Vec<Status>,
    answer: &'a Answer,
}

pub(super) fn section(view: View<'_>, operation: &Operation) -> Markup {
    html! {
        h3 id={ (operation.id) "-answers" } { "Responses" }
        div.answers {
            @for group in groups(&operation.answers) { (one(view, &group, "success")) }
            @for group in groups(&operation.errors) { (one(view, &group, "error")) }
        }
        @if let Some((status, _)) = &operation.none {
            p { "An answer " code { (status) } " of the declared shape means that there is none: the generated client gives an empty list." }
        }
        @if let Some(headers) = &operation.headers_struct {
            h4 { "Header fields of the answer" }
            @let rows: Vec<_> = headers.fields.iter().map(|field| {
                let id = format!("{}.answer.{}", operation.id, site::slug(&field.wire));
                rows::of_parameter(view, field, Some(id))
            }).collect();
            (fields::table("Header fields of the answer", &rows))
        }
    }
}

fn groups(answers: &[Answer]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for answer in answers {
        let alike = |group: &&mut Group<'_>| {
            let known = group.answer;
            known.shape == answer.shape
                && known.description == answer.description
                && known.media_type == answer.media_type
                && known.others.iter().map(|other| &other.shape).eq(answer.others.iter().map(|other| &other.shape))
        };
        match groups.iter_mut().find(alike) {
            Some(group) => group.statuses.push(answer.status),
            None => groups.push(Group { statuses: vec![answer.status], answer }),
        }
    }
    groups
}

fn one(view: View<'_>, group: &Group<'_>, kind: &str) -> Markup {
    let Answer { description, message, .. } = group.answer;
    html! {
        div class={ "answer answer-" (kind) } {
            h4 {
                @for (at, status) in group.statuses.iter().enumerate() {
                    @if at > 0 { " " }
                    span.status title=[words::reason(*status)] { (words::status(*status)) }
                }
                @let only = group.statuses.first().filter(|_| group.statuses.len() == 1);
                @if let Some(reason) = only.and_then(|status| words::reason(*status)) { " " span.reason { (reason) } }
            }
            @for way in group.answer.ways() {
                p.shape { (shape_of(view, &way.shape)) " " @if let Some(media) = media_type(way) { span.media { (media) } } }
            }
            @if !group.answer.others.is_empty() { p.small { "Asked for by " code { "Accept" } "." } }
            @if !description.text.is_empty() { (markdown::cell(&description.text)) }
            @if let Some(field) = message.first() { p.small { "What went wrong is said by " code { (field) } "." } }
            @for object in group.answer.ways().filter_map(|way| object(view, item(&way.shape)?)) {
                details open[kind == "success"] {
                    summary { "Fields of " code { (object.name.wire) } }
                    (schema::inside(view, object))
                }
            }
        }
    }
}

fn shape_of(view: View<'_>, shape: &Shape) -> Markup {
    match shape {
        Shape::Empty => html! { "No body" },
        Shape::Text => html! { span.type { "text" } },
        Shape::Bytes => html! { span.type { "bytes" } },
        Shape::Events(events) => html! {
            "Events, each with "
            @match &events.data {
                Some(ty) => span.type { (types::type_of(view, ty)) },
                None => span.type { "text" },
            }
            @if let Some(end) = &events.end { ", until one says " code { (end) } }
        },
        Shape::Json(ty) => html! { span.type { (types::type_of(view, ty)) } },
        Shape::One(envelope, item) => html! {
            "One " span.type { (types::type_of(view, item)) } " in " span.type { (envelope_of(view, envelope)) }
        },
        Shape::Many(envelope, item) => html! {
            "A list of " span.type { (types::type_of(view, item)) } " in " span.type { (envelope_of(view, envelope)) }
        },
    }
}

/// The envelope by its name alone: what is in it was said.
fn envelope_of(view: View<'_>, envelope: &Type) -> Markup {
    match envelope {
        Type::Schema(name, _) => html! { a href=(view.schema(name.index)) { (name.wire) } },
        other => types::type_of(view, other),
    }
}

fn media_type(answer: &Answer) -> Option<&str> {
    let usual = match answer.shape {
        Shape::Empty => None,
        Shape::Json(_) | Shape::One(..) | Shape::Many(..) => Some("application/json"),
        Shape::Text => Some("text/plain"),
        Shape::Bytes => Some("application/octet-stream"),
        Shape::Events(_) => Some("text/event-stream"),
    };
    answer.media_type.as_deref().or(usual)
}

/// What callers are after.
fn item(shape: &Shape) -> Option<&Type> {
    match shape {
        Shape::Json(ty) | Shape::One(_, ty) | Shape::Many(_, ty) => Some(ty),
        Shape::Events(events) => events.data.as_ref(),
        Shape::Empty | Shape::Text | Shape::Bytes => None,
    }
}

fn whole(shape: &Shape) -> Option<&Type> {
    match shape {
        Shape::Json(ty) | Shape::One(ty, _) | Shape::Many(ty, _) => Some(ty),
        Shape::Empty | Shape::Text | Shape::Bytes | Shape::Events(_) => None,
    }
}

/// Examples of the answers that the spec has none of.
pub(super) fn made_up(view: View<'_>, operation: &Operation) -> Markup {
    let shown: Vec<u16> =
        operation.examples.iter().flat_map(|example| &example.answers).map(|answer| answer.status).collect();
    let is_shown = |status: &Status| match status {
        Status::Code(code) => shown.contains(code),
        Status::Class(class) => shown.iter().any(|code| code / 100 == *class),
        Status::Default => false,
    };
    let all = groups(&operation.answers).into_iter().chain(groups(&operation.errors));
    let missing = all.filter(|group| !group.statuses.iter().any(is_shown));
    html! {
        @for group in missing {
            @if let Some(json) = whole(&group.answer.shape).and_then(|ty| example::of_type(view.api(), ty, Way::Received)) {
                @let statuses: Vec<String> = group.statuses.iter().map(|status| words::status(*status)).collect();
                (sample(&statuses.join(", "), &json.highlighted()))
            }
        }
    }
}
