//! The body of a request.

use apiloom_codegen::model::{Body, Content, Operation, Scalar, Type};

use super::pairs::{Side, pair};
use super::specs::Specs;
use super::ways::has_argument;
use super::written::type_text;
use crate::diff::change::{Changes, Effect, Group, Place};
use crate::text::quoted;

pub(super) fn compare(specs: &Specs<'_>, old: &Operation, new: &Operation, operation: &Place, changes: &mut Changes) {
    let place = &Place { part: "body".to_owned(), ..operation.under(Group::Bodies) };
    match (&old.body, &new.body) {
        (None, None) => {}
        (None, Some(body)) if body.required => {
            let why = "calls without it do not compile";
            changes.push(Effect::Building, "body-required", place, "is new and has to be given", why);
        }
        (None, Some(_)) => {
            changes.push(Effect::Addition, "body-added", place, "is new", "there is a setter `body`");
        }
        (Some(_), None) => {
            changes.push(Effect::Building, "body-removed", place, "is gone", "code that gives it does not compile");
        }
        (Some(before), Some(after)) => {
            compare_need(before, after, has_argument(old), place, changes);
            compare_ways(specs, before, after, operation, changes);
        }
    }
}

fn compare_need(old: &Body, new: &Body, was_argument: bool, place: &Place, changes: &mut Changes) {
    match (old.required, new.required) {
        (false, true) => {
            let why = "calls without it do not compile";
            changes.push(Effect::Building, "body-required", place, "has to be given", why);
        }
        (true, false) => {
            let why = match was_argument {
                true => "it is a setter and no argument, so that calls with it do not compile",
                false => "less stands in the request's type, and code that spells it out does not compile",
            };
            changes.push(Effect::Building, "body-optional", place, "does not have to be given", why);
        }
        _ => {}
    }
}

/// Each way to give it, by the method that does.
fn compare_ways(specs: &Specs<'_>, old: &Body, new: &Body, operation: &Place, changes: &mut Changes) {
    let place = |body: &Body| Place {
        part: if body.setter == "body" { "body".to_owned() } else { format!("body {}", quoted(&body.media_type)) },
        ..operation.under(Group::Bodies)
    };
    let setter = |_: Side, body: &&Body| Some(body.setter.to_string());
    let (before, after): (Vec<&Body>, Vec<&Body>) = (old.ways().collect(), new.ways().collect());
    let pairs = pair(&before, &after, &[&setter]);
    for body in pairs.gone {
        let why = format!("code that calls `{}` does not compile", body.setter);
        changes.push(Effect::Building, "body-way-removed", &place(body), "is no longer a way to give it", why);
    }
    for body in pairs.added {
        let why = format!("there is a setter `{}`", body.setter);
        changes.push(Effect::Addition, "body-way-added", &place(body), "is a way to give it", why);
    }
    for (before, after) in pairs.both {
        compare_content(specs, before, after, &place(before), changes);
    }
}

fn compare_content(specs: &Specs<'_>, old: &Body, new: &Body, place: &Place, changes: &mut Changes) {
    if !specs.same(&old.ty, &new.ty) || is_bytes(old) != is_bytes(new) {
        let what = format!("is {} instead of {}", body_text(new), body_text(old));
        changes.push(Effect::Building, "body-type", place, what, "its Rust type is another one");
    } else if old.content != new.content || old.media_type != new.media_type {
        let what = format!("is sent as {}, no longer as {}", quoted(&new.media_type), quoted(&old.media_type));
        changes.push(Effect::Running, "body-content", place, what, "the service has to read it in another way");
    }
}

/// Bytes are given as they are, unless they are base64 inside JSON.
fn is_bytes(body: &Body) -> bool {
    body.ty == Type::Scalar(Scalar::Bytes) && body.content == Content::Bytes
}

fn body_text(body: &Body) -> String {
    format!("{} as {}", quoted(&type_text(&body.ty)), quoted(&body.media_type))
}
