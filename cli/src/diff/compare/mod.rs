//! Compares two APIs, part by part. What breaks callers follows from what `codegen` emits for each part.

mod answer_headers;
mod answers;
mod api;
mod bodies;
mod docs;
mod downloads;
mod enums;
mod field_names;
mod fields;
mod operations;
mod pages;
mod pairs;
mod parameters;
mod rest;
mod rules;
mod schemas;
mod specs;
mod structs;
mod waits;
mod ways;
mod written;

use apiloom_codegen::model::Api;

use self::specs::Specs;
use super::change::{Change, Changes, Effect, Place};

/// Every change that a caller can notice.
pub(super) fn compare(old: &Api, new: &Api) -> Vec<Change> {
    let specs = Specs::new(old, new);
    let mut changes = Changes::default();
    api::compare(&specs, &mut changes);
    operations::compare(&specs, &mut changes);
    downloads::compare(&specs, &mut changes);
    schemas::compare(&specs, &mut changes);
    changes.finish()
}

/// What `deprecated` does is the same everywhere: rustc warns, and nothing breaks.
fn compare_deprecation(old: Option<&String>, new: Option<&String>, place: &Place, changes: &mut Changes) {
    match (old, new) {
        (None, Some(_)) => {
            let why = "rustc warns where it is used";
            changes.push(Effect::Addition, "deprecated", place, "is deprecated now", why);
        }
        (Some(_), None) => {
            let why = "rustc no longer warns where it is used";
            changes.push(Effect::Note, "no-longer-deprecated", place, "is no longer deprecated", why);
        }
        (Some(old), Some(new)) if old != new => {
            let why = "rustc says it where it is used";
            changes.push(Effect::Note, "deprecation-note", place, "is deprecated for another reason", why);
        }
        _ => {}
    }
}

/// The servers on which something exists; none named means all.
fn compare_servers(old: &[String], new: &[String], place: &Place, changes: &mut Changes, all: &[String]) {
    let on = |servers: &[String], server: &String| servers.is_empty() || servers.contains(server);
    let lost: Vec<&String> = all.iter().filter(|server| on(old, server) && !on(new, server)).collect();
    let gained: Vec<&String> = all.iter().filter(|server| !on(old, server) && on(new, server)).collect();
    if !lost.is_empty() {
        let what = format!("no longer exists on {}", crate::text::listed(lost));
        let why = "a call that needs it there fails before anything is sent";
        changes.push(Effect::Running, "servers-fewer", place, what, why);
    }
    if !gained.is_empty() {
        let what = format!("exists on {} too", crate::text::listed(gained));
        changes.push(Effect::Addition, "servers-more", place, what, "calls there no longer fail before they are sent");
    }
}

/// The servers that refuse a request without something.
fn compare_required_on(old: &[String], new: &[String], place: &Place, changes: &mut Changes) {
    let more: Vec<&String> = new.iter().filter(|server| !old.contains(server)).collect();
    let fewer: Vec<&String> = old.iter().filter(|server| !new.contains(server)).collect();
    if !more.is_empty() {
        let what = format!("is required on {}", crate::text::listed(more));
        let why = "a call there without it fails before anything is sent";
        changes.push(Effect::Running, "required-on-more", place, what, why);
    }
    if !fewer.is_empty() {
        let what = format!("is no longer required on {}", crate::text::listed(fewer));
        changes.push(Effect::Addition, "required-on-fewer", place, what, "calls there are sent without it, too");
    }
}
