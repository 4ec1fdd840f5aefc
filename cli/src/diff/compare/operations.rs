//! Operations: the request line, and what else is said of a call as a whole.

use std::time::Duration;

use apiloom_codegen::model::{HeaderSource, Operation, Parameter, Repeat, Segment, Tag};

use super::api::{security_text, wanted};
use super::pairs::{Side, pair};
use super::specs::Specs;
use super::{answers, bodies, docs, pages, parameters, waits};
use crate::diff::change::{Changes, Effect, Group, Place};
use crate::text::quoted;

/// What an attempt may take where the spec says nothing.
const ATTEMPT: Duration = Duration::from_secs(30);

pub(super) fn compare(specs: &Specs<'_>, changes: &mut Changes) {
    let module = |_: Side, tag: &Tag| Some(tag.module.to_string());
    for (old, new) in pair(&specs.old.tags, &specs.new.tags, &[&module]).both {
        if docs::differ(&old.docs, &new.docs) {
            let owner = format!("module {}", quoted(&old.module.to_string()));
            docs::changed(&Place { group: Group::Documentation, owner, part: String::new() }, changes);
        }
    }
    let old: Vec<&Operation> = specs.old.tags.iter().flat_map(|tag| &tag.operations).collect();
    let new: Vec<&Operation> = specs.new.tags.iter().flat_map(|tag| &tag.operations).collect();
    let id = |_: Side, operation: &&Operation| Some(operation.id.clone());
    let line = |_: Side, operation: &&Operation| Some(format!("{:?} {}", operation.method, shape(operation)));
    let pairs = pair(&old, &new, &[&id, &line]);
    for operation in pairs.gone {
        let why = format!("code that calls `{}` does not compile", operation.method_name);
        changes
            .push(Effect::Building, "operation-removed", &place(operation), "is gone", why)
            .help("keep it with `deprecated` for a version");
    }
    for operation in pairs.added {
        let what = format!("is new, {}", request_line(operation));
        let why = format!("there is a `Client::{}`", operation.method_name);
        changes.push(Effect::Addition, "operation-added", &place(operation), what, why);
    }
    pairs.both.into_iter().for_each(|(old, new)| compare_operation(specs, old, new, changes));
}

fn compare_operation(specs: &Specs<'_>, old: &Operation, new: &Operation, changes: &mut Changes) {
    let place = &place(old);
    if old.method_name != new.method_name {
        let what = format!("is called {} now", quoted(&new.id));
        let why = format!("code that calls `{}` does not compile", old.method_name);
        changes
            .push(Effect::Building, "operation-renamed", place, what, why)
            .help("an operation's name is its method in Rust: keep it, however the service calls it");
    }
    let parameters = parameters::pair_parameters(old, new);
    compare_request_line(old, new, &parameters.both, place, changes);
    parameters::compare(specs, (old, new), parameters, place, changes);
    bodies::compare(specs, old, new, place, changes);
    answers::compare(specs, old, new, place, changes);
    pages::compare(specs, old, new, place, changes);
    waits::compare(specs, old, new, place, changes);
    compare_headers(&old.constant_headers, &new.constant_headers, place, changes);
    compare_security(specs, old, new, place, changes);
    compare_repeat(old, new, place, changes);
    compare_timeout(old.timeout.unwrap_or(ATTEMPT), new.timeout.unwrap_or(ATTEMPT), place, changes);
    super::compare_servers(&old.servers, &new.servers, place, changes, &specs.servers());
    super::compare_deprecation(old.deprecated.as_ref(), new.deprecated.as_ref(), place, changes);
    docs::compare_operation(old, new, place, changes);
}

fn compare_request_line(
    old: &Operation,
    new: &Operation,
    both: &[(&Parameter, &Parameter)],
    place: &Place,
    changes: &mut Changes,
) {
    let alike = |(before, after): (&Segment, &Segment)| match (before, after) {
        (Segment::Literal(before), Segment::Literal(after)) => before == after,
        (Segment::Parameter(before), Segment::Parameter(after)) => {
            both.iter().any(|(from, to)| parameters::is_at(old, *before, from) && parameters::is_at(new, *after, to))
        }
        _ => false,
    };
    let path_differs = old.segments.len() != new.segments.len() || !old.segments.iter().zip(&new.segments).all(alike);
    if old.method == new.method && !path_differs {
        return;
    }
    let what = format!("is {} instead of {}", request_line(new), request_line(old));
    let code = if path_differs { "path" } else { "method" };
    changes.push(Effect::Running, code, place, what, "calls ask the service for something else");
}

fn compare_headers(
    old: &[(String, HeaderSource)],
    new: &[(String, HeaderSource)],
    place: &Place,
    changes: &mut Changes,
) {
    let place = |name: &str| Place { part: format!("header {}", quoted(name)), ..place.under(Group::Parameters) };
    let name = |_: Side, header: &(String, HeaderSource)| Some(header.0.to_ascii_lowercase());
    let pairs = pair(old, new, &[&name]);
    for (name, source) in pairs.gone {
        let what = format!("is no longer always sent as {}", source_text(source));
        changes.push(Effect::Running, "constant-removed", &place(name), what, "the service gets less than it got");
    }
    for (name, source) in pairs.added {
        let what = format!("is always sent as {}", source_text(source));
        let why = "the service gets more than it got; no code has to change";
        changes.push(Effect::Addition, "constant-added", &place(name), what, why);
    }
    for ((name, old), (_, new)) in pairs.both.into_iter().filter(|(old, new)| old.1 != new.1) {
        let what = format!("is always sent as {} instead of {}", source_text(new), source_text(old));
        changes.push(Effect::Running, "constant-changed", &place(name), what, "the service is told something else");
    }
}

fn source_text(source: &HeaderSource) -> String {
    match source {
        HeaderSource::Constant(text) => quoted(text),
        HeaderSource::Uuid => "a new UUID".to_owned(),
    }
}

/// A change of the API's own security was reported there.
fn compare_security(specs: &Specs<'_>, old: &Operation, new: &Operation, place: &Place, changes: &mut Changes) {
    let (before, after) = (wanted(old.security.as_ref(), specs.old), wanted(new.security.as_ref(), specs.new));
    let of_api = (before, after) == (&specs.old.security, &specs.new.security);
    let (before, after) = (security_text(before, specs.old), security_text(after, specs.new));
    if before == after || of_api {
        return;
    }
    let place = place.under(Group::Security);
    let what = format!("wants {after} instead of {before}");
    changes.push(Effect::Running, "security", &place, what, "calls send other credentials, or none");
}

fn compare_repeat(old: &Operation, new: &Operation, place: &Place, changes: &mut Changes) {
    let text = |repeat: &Repeat| match repeat {
        Repeat::Harmful => "is not sent again by itself".to_owned(),
        Repeat::Harmless => "may be sent again by itself".to_owned(),
        Repeat::HarmlessWith(header) => format!("may be sent again by itself, recognised by {}", quoted(header)),
    };
    if old.repeat == new.repeat {
        return;
    }
    let place = place.under(Group::Repeats);
    let (effect, why) = match (&old.repeat, &new.repeat) {
        (Repeat::Harmful, _) => {
            (Effect::Running, "what failed may be done twice, if the service does not tell a repetition")
        }
        (_, Repeat::Harmful) => (Effect::Running, "a failure that would have passed reaches the caller"),
        _ => (Effect::Note, "the service tells a repetition in another way"),
    };
    changes.push(effect, "repeat", &place, text(&new.repeat), why);
}

fn compare_timeout(old: Duration, new: Duration, place: &Place, changes: &mut Changes) {
    let what = format!("may take {new:?} for an attempt, no longer {old:?}");
    let place = place.under(Group::Repeats);
    match old.cmp(&new) {
        std::cmp::Ordering::Equal => {}
        std::cmp::Ordering::Greater => {
            changes.push(Effect::Running, "timeout-shorter", &place, what, "calls that took longer fail");
        }
        std::cmp::Ordering::Less => {
            changes.push(Effect::Addition, "timeout-longer", &place, what, "calls that took longer succeed");
        }
    }
}

/// The path with its placeholders as they matter to the service: without names.
fn shape(operation: &Operation) -> String {
    let part = |segment: &Segment| match segment {
        Segment::Literal(text) => text.clone(),
        Segment::Parameter(_) => "{}".to_owned(),
    };
    operation.segments.iter().map(part).collect()
}

fn request_line(operation: &Operation) -> String {
    quoted(&format!("{} {}", operation.method.word(), operation.template))
}

fn place(operation: &Operation) -> Place {
    Place { group: Group::Operations, owner: quoted(&operation.id), part: String::new() }
}
