//! Parameters of a request: what has to be given, what may be, and how each is sent.

use apiloom_codegen::model::{Location, Operation, Parameter, Style};

use super::pairs::{Pairs, Side, pair};
use super::rules;
use super::specs::Specs;
use super::ways::{self, Way};
use super::written::type_text;
use crate::diff::change::{Changes, Effect, Group, Place};
use crate::text::quoted;

/// By place and name, by name in Rust, and in a path by where it stands: its name is not sent.
pub(super) fn pair_parameters<'a>(old: &'a Operation, new: &'a Operation) -> Pairs<'a, Parameter> {
    let wire = |_: Side, parameter: &Parameter| {
        let is_header = parameter.location == Location::Header;
        let name = if is_header { parameter.wire.to_ascii_lowercase() } else { parameter.wire.clone() };
        Some(format!("{:?} {name}", parameter.location))
    };
    let rust = |_: Side, parameter: &Parameter| Some(parameter.ident.to_string());
    let order = |side: Side, parameter: &Parameter| {
        let operation = if side == Side::Old { old } else { new };
        let index = operation.parameters.iter().position(|known| std::ptr::eq(known, parameter));
        index.filter(|_| parameter.location == Location::Path).map(|index| index.to_string())
    };
    pair(&old.parameters, &new.parameters, &[&wire, &rust, &order])
}

pub(super) fn is_at(operation: &Operation, index: usize, parameter: &Parameter) -> bool {
    operation.parameters.get(index).is_some_and(|known| std::ptr::eq(known, parameter))
}

pub(super) fn compare(
    specs: &Specs<'_>,
    (old, new): (&Operation, &Operation),
    pairs: Pairs<'_, Parameter>,
    operation: &Place,
    changes: &mut Changes,
) {
    for parameter in pairs.gone {
        let why = match Way::of(old, parameter) {
            Way::Argument => format!("code that gives it to `{}` does not compile", old.method_name),
            _ => format!("code that calls `{}` does not compile", parameter.setter),
        };
        changes.push(Effect::Building, "parameter-removed", &place(operation, parameter), "is gone", why);
    }
    for parameter in pairs.added {
        added(new, parameter, &place(operation, parameter), changes);
    }
    for (before, after) in pairs.both {
        let place = place(operation, before);
        let ways = (Way::of(old, before), Way::of(new, after));
        ways::compare(ways, &place, changes);
        compare_names(before, after, ways, &place, changes);
        compare_values(specs, before, after, &place, changes);
        super::compare_required_on(&before.required_on, &after.required_on, &place, changes);
        super::compare_servers(&before.servers, &after.servers, &place, changes, &specs.servers());
        super::compare_deprecation(before.deprecated.as_ref(), after.deprecated.as_ref(), &place, changes);
    }
}

fn added(new: &Operation, parameter: &Parameter, place: &Place, changes: &mut Changes) {
    match Way::of(new, parameter) {
        Way::Optional => {
            let why = format!("there is a setter `{}`", parameter.setter);
            changes.push(Effect::Addition, "parameter-added", place, "is new", why);
        }
        Way::OneOf => {
            let why = "the request's type names all of them, and code that spells it out does not compile";
            changes.push(Effect::Building, "parameter-choice", place, "is new, and one of those to choose from", why);
        }
        Way::Argument | Way::Setter => {
            let why = "calls without it do not compile";
            changes
                .push(Effect::Building, "parameter-required", place, "is new and has to be given", why)
                .help("with `?` it is a setter that nobody has to call");
        }
    }
}

fn compare_names(old: &Parameter, new: &Parameter, ways: (Way, Way), place: &Place, changes: &mut Changes) {
    // The name of an argument is nobody's business.
    if old.ident != new.ident && ways != (Way::Argument, Way::Argument) {
        let what = format!("is `{}` in Rust, no longer `{}`", new.setter, old.setter);
        changes
            .push(Effect::Building, "parameter-renamed", place, what, "code that calls the setter does not compile")
            .help(format!("`rust_name: {}` keeps the name in Rust", old.ident));
    }
    let (before, after) = (location_text(old.location), location_text(new.location));
    if before != after {
        let what = format!("is sent as {after}, no longer as {before}");
        changes.push(Effect::Running, "parameter-moved", place, what, "the service has to look for it there");
    }
    let in_path = old.location == Location::Path && new.location == Location::Path;
    if old.wire != new.wire && !in_path && !old.wire.eq_ignore_ascii_case(&new.wire) {
        let what = format!("is {} on the wire, no longer {}", quoted(&new.wire), quoted(&old.wire));
        changes.push(Effect::Running, "parameter-wire-name", place, what, "the service gets another name");
    }
}

fn compare_values(specs: &Specs<'_>, old: &Parameter, new: &Parameter, place: &Place, changes: &mut Changes) {
    if !specs.same(&old.ty, &new.ty) {
        let what = format!("is {} instead of {}", quoted(&type_text(&new.ty)), quoted(&type_text(&old.ty)));
        changes.push(Effect::Building, "parameter-type", place, what, "its Rust type is another one");
    } else if old.style != new.style {
        let what = format!("is {}, no longer {}", style_text(&new.style), style_text(&old.style));
        changes.push(Effect::Running, "parameter-style", place, what, "the service has to read it in another way");
    }
    match (old.secret, new.secret) {
        (false, true) => {
            let why = "`Debug`, `to_request()` and errors do not show its value";
            changes.push(Effect::Note, "parameter-secret", place, "is a secret", why);
        }
        (true, false) => {
            let why = "`Debug`, `to_request()` and errors show its value from now on";
            changes.push(Effect::Running, "secret-shown", place, "is no longer a secret", why);
        }
        _ => {}
    }
    rules::compare(&old.rules, &new.rules, place, changes);
    if old.default_sent != new.default_sent {
        let text = |default: &Option<String>| match default {
            Some(text) => format!("is {}", quoted(text)),
            None => "is left out".to_owned(),
        };
        let what =
            format!("{} where nothing is given, and before, it {}", text(&new.default_sent), text(&old.default_sent));
        changes.push(Effect::Running, "parameter-default", place, what, "the same call asks for something else");
    }
}

fn style_text(style: &Style) -> String {
    match style {
        Style::Single => "one value".to_owned(),
        Style::Repeated => "repeated for each item".to_owned(),
        Style::Joined(separator) => format!("joined by {}", quoted(separator)),
        Style::Deep => "with brackets (`deep`)".to_owned(),
        Style::Flat => "each field by itself (`flat`)".to_owned(),
        Style::Json => "as JSON".to_owned(),
    }
}

fn location_text(location: Location) -> &'static str {
    match location {
        Location::Path => "a part of the path",
        Location::Query => "a query parameter",
        Location::Header => "a header field",
        Location::Cookie => "a cookie",
    }
}

pub(super) fn place(operation: &Place, parameter: &Parameter) -> Place {
    let kind = match parameter.location {
        Location::Path => "path parameter",
        Location::Query => "query parameter",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    Place { part: format!("{kind} {}", quoted(&parameter.wire)), ..operation.under(Group::Parameters) }
}
