//! Bodies on a command line.

use apiloom_codegen::model::{Api, Body, Content, Sample, Scalar, SchemaKind, Type};

use super::{encoded, quoted};
use crate::docs::example;
use crate::docs::json::Json;
use crate::docs::synthesis::{Way, synthesize};

/// The options that send a body.
pub(super) fn data(api: &Api, body: &Body, sample: &Sample) -> Vec<String> {
    let full = || synthesize(api, &body.ty, Way::Sent).map(|sample| example::of_sample(api, &sample));
    let json = example::of_sample(api, sample);
    match body.content {
        Content::Json => vec![format!("--data-raw {}", quoted(&json.pretty()))],
        Content::Text => vec![format!("--data-raw {}", quoted(&example::text(api, sample)))],
        Content::Bytes => vec!["--data-binary @file".to_owned()],
        Content::DeepForm => deep(&json)
            .into_iter()
            .map(|(name, value)| format!("--data-urlencode {}", quoted(&format!("{}={value}", encoded(&name)))))
            .collect(),
        Content::Form => pairs(&json)
            .map(|(name, value)| {
                // What stands before the first `=` goes out as it is, and an `@` there would name a file.
                format!("--data-urlencode {}", quoted(&format!("{}={value}", encoded(&name))))
            })
            .collect(),
        Content::Multipart => match full().as_ref() {
            Some(full) => pairs(full)
                .filter(|(name, _)| is_plain(name))
                .map(|(name, value)| part(api, body, &name, &value))
                .collect(),
            None => Vec::new(),
        },
    }
}

/// A part of a multipart body; curl reads a value of `--form-string` as it is.
fn part(api: &Api, body: &Body, name: &str, value: &str) -> String {
    if holds_bytes(api, &body.ty, name) {
        return format!("--form {}", quoted(&format!("{name}=@file")));
    }
    format!("--form-string {}", quoted(&format!("{name}={value}")))
}

/// Members with brackets: `a[b]=1`, `a[0][b]=1`, `a[]=1`.
pub(super) fn deep(json: &Json) -> Vec<(String, String)> {
    let Json::Object(members) = json else { return Vec::new() };
    members.iter().flat_map(|(name, value)| bracketed(name, value)).collect()
}

/// A value and what it is called so far.
pub(super) fn bracketed(name: &str, json: &Json) -> Vec<(String, String)> {
    match json {
        Json::Object(members) => {
            members.iter().flat_map(|(key, value)| bracketed(&format!("{name}[{key}]"), value)).collect()
        }
        Json::List(items) => {
            let is_plain = |item: &Json| !matches!(item, Json::Object(_) | Json::List(_));
            let key =
                |at: usize, item: &Json| if is_plain(item) { format!("{name}[]") } else { format!("{name}[{at}]") };
            items.iter().enumerate().flat_map(|(at, item)| bracketed(&key(at, item), item)).collect()
        }
        // Null is absent.
        Json::Word("null") => Vec::new(),
        value => vec![(name.to_owned(), value.text())],
    }
}

/// The fields of a form or of a body in parts.
pub(crate) fn fields(json: &Json, content: Content) -> Vec<(String, String)> {
    if content == Content::DeepForm { deep(json) } else { pairs(json).collect() }
}

/// The members of an object as texts, one for each item of a list.
fn pairs(json: &Json) -> impl Iterator<Item = (String, String)> {
    let members = if let Json::Object(members) = json { members.as_slice() } else { &[] };
    members.iter().flat_map(|(name, value)| {
        let values = if let Json::List(items) = value { items.iter().collect() } else { vec![value] };
        let given = values.into_iter().filter(|value| **value != Json::Word("null"));
        given.map(|value| (name.clone(), value.text()))
    })
}

fn is_plain(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.[]".contains(c))
}

/// Whether a field of the object of a body is a file.
fn holds_bytes(api: &Api, ty: &Type, wire: &str) -> bool {
    let Type::Schema(name, _) = ty else { return false };
    let Some(SchemaKind::Struct(object)) = api.schemas.get(name.index).map(|schema| &schema.kind) else { return false };
    let field = object.fields.iter().find(|field| field.wire == wire);
    let is_bytes = |ty: &Type| match ty {
        Type::List(item) => **item == Type::Scalar(Scalar::Bytes),
        ty => *ty == Type::Scalar(Scalar::Bytes),
    };
    field.is_some_and(|field| is_bytes(&field.ty))
}
