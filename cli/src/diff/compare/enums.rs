//! Enums of texts, and unions of objects.

use apiloom_codegen::model::{Enum, Member, Sign, Union, Value};

use super::pairs::{Side, pair};
use super::specs::Specs;
use super::written::type_text;
use crate::diff::change::{Changes, Effect, Group, Place};
use crate::text::quoted;

pub(super) fn compare_enum(old: &Enum, new: &Enum, place: &Place, changes: &mut Changes) {
    let value_place = |value: &Value| part(place, "value", &value.wire);
    compare_openness(old, new, place, changes);
    let wire = |_: Side, value: &Value| Some(value.wire.clone());
    let rust = |_: Side, value: &Value| Some(value.ident.to_string());
    let pairs = pair(&old.values, &new.values, &[&wire, &rust]);
    for value in pairs.gone {
        let why = format!("code that names the variant `{}` does not compile", value.ident);
        changes
            .push(Effect::Building, "value-removed", &value_place(value), "is gone", why)
            .help("keep it with `deprecated` for a version");
    }
    for value in pairs.added {
        let place = value_place(value);
        match old.exhaustive && new.exhaustive {
            true => {
                let why = "a `match` without it does not compile";
                changes
                    .push(Effect::Building, "value-added-closed", &place, "is new", why)
                    .help("without `exhaustive` a new value breaks nobody");
            }
            false => {
                let why = format!("it is the variant `{}`, no longer `Unknown`", value.ident);
                changes.push(Effect::Addition, "value-added", &place, "is new", why);
            }
        }
    }
    let kept: Vec<&str> = pairs.both.iter().map(|(_, value)| value.wire.as_str()).collect();
    for (old, new) in pairs.both {
        compare_value(old, new, &value_place(old), changes);
    }
    let now = new.values.iter().map(|value| value.wire.as_str()).filter(|wire| kept.contains(wire));
    if !now.eq(kept.iter().copied()) {
        let why = "they compare in that order, and sets of them are sorted by it";
        changes.push(Effect::Note, "value-order", place, "has its values in another order", why);
    }
}

fn compare_openness(old: &Enum, new: &Enum, place: &Place, changes: &mut Changes) {
    match (old.exhaustive, new.exhaustive) {
        (false, true) => {
            let why = "there is no `Unknown` any more, and an answer with another value is an error";
            changes.push(Effect::Building, "enum-closed", place, "is exhaustive", why);
        }
        (true, false) => {
            let why = "a `match` without `_` does not compile";
            changes.push(Effect::Building, "enum-opened", place, "is no longer exhaustive", why);
        }
        _ => {}
    }
}

fn compare_value(old: &Value, new: &Value, place: &Place, changes: &mut Changes) {
    if old.ident != new.ident {
        let what = format!("is the variant `{}`, no longer `{}`", new.ident, old.ident);
        changes
            .push(Effect::Building, "value-renamed", place, what, "code that names it does not compile")
            .help(format!("`rust_name: {}` keeps the name in Rust", old.ident));
    }
    if old.wire != new.wire {
        let what = format!("is {} on the wire", quoted(&new.wire));
        let why = "the service gets, and has to send, another text";
        changes.push(Effect::Running, "value-wire-name", place, what, why);
    }
    super::compare_deprecation(old.deprecated.as_ref(), new.deprecated.as_ref(), place, changes);
}

fn has_sign(member: &Member) -> bool {
    !matches!(member.sign, Sign::Tag)
}

pub(super) fn compare_union(specs: &Specs<'_>, old: &Union, new: &Union, place: &Place, changes: &mut Changes) {
    let member_place = |member: &Member| part(place, "member", &member.tag);
    if old.discriminator != new.discriminator {
        let told =
            |union: &Union| union.discriminator.as_deref().map_or_else(|| "what it looks like".to_owned(), quoted);
        let what = format!("is told apart by {} instead of {}", told(new), told(old));
        let why = "what has the old field alone is `Unknown`, or refused by the service";
        changes.push(Effect::Running, "discriminator", place, what, why);
    }
    let tag = |_: Side, member: &Member| Some(member.tag.clone());
    let rust = |_: Side, member: &Member| Some(member.ident.to_string());
    let pairs = pair(&old.members, &new.members, &[&tag, &rust]);
    for member in pairs.gone {
        let why = format!("code that names the variant `{}` does not compile", member.ident);
        changes.push(Effect::Building, "member-removed", &member_place(member), "is gone", why);
    }
    for member in pairs.added {
        let why = format!("it is the variant `{}`, no longer `Unknown`", member.ident);
        changes.push(Effect::Addition, "member-added", &member_place(member), "is new", why);
    }
    for (old, new) in pairs.both {
        let place = member_place(old);
        // Values in a sign have no order of their own to compare by: as they are written.
        if format!("{:?}", old.sign) != format!("{:?}", new.sign) && has_sign(old) && has_sign(new) {
            let why = "a value that has the old sign alone is `Unknown`";
            changes.push(Effect::Running, "member-sign", &place, "is known by another sign", why);
        }
        if old.ident != new.ident {
            let what = format!("is the variant `{}`, no longer `{}`", new.ident, old.ident);
            changes.push(Effect::Building, "member-renamed", &place, what, "code that names it does not compile");
        }
        if old.tag != new.tag {
            let what = format!("is told by {}", quoted(&new.tag));
            let why = "the service gets, and has to send, another text";
            changes.push(Effect::Running, "member-tag", &place, what, why);
        }
        if !specs.same(&old.ty, &new.ty) {
            let what = format!("is {} instead of {}", quoted(&type_text(&new.ty)), quoted(&type_text(&old.ty)));
            changes.push(Effect::Building, "member-type", &place, what, "its Rust type is another one");
        }
    }
}

fn part(place: &Place, kind: &str, wire: &str) -> Place {
    Place { group: Group::Values, part: format!("{kind} {}", quoted(wire)), ..place.clone() }
}
