//! Fields of objects: public in Rust, with a setter where the object is sent.

use apiloom_codegen::model::{Direction, Field, Presence, Type};

use super::specs::Specs;
use super::written::type_text;
use super::{field_names, rules};
use crate::diff::change::{Changes, Effect, Place};
use crate::text::quoted;

/// Which way the object goes in both specs.
#[derive(Clone, Copy)]
pub(super) struct Both {
    old: Direction,
    new: Direction,
}

impl Both {
    pub(super) fn new(old: Direction, new: Direction) -> Both {
        Both { old, new }
    }

    /// Whether it is sent now as before: that it no longer is, is said once of the schema.
    pub(super) fn sent(self) -> bool {
        self.old.sent && self.new.sent
    }

    pub(super) fn received(self) -> bool {
        self.old.received && self.new.received
    }
}

pub(super) fn removed(field: &Field, place: &Place, changes: &mut Changes) {
    let why = format!("code that reads or sets `{}` does not compile", field.ident);
    changes.push(Effect::Building, "field-removed", place, "is gone", why).help(
        "keep it with `deprecated` for a version; if it has another name now, `rust_name` keeps the old one in Rust",
    );
}

pub(super) fn added(field: &Field, both: Both, place: &Place, changes: &mut Changes) {
    if both.sent() && field.needed {
        let why = "code that makes the object without it does not compile";
        changes
            .push(Effect::Building, "field-required", place, "is new and has to be given", why)
            .help("with `?` it is a setter, and nobody has to call it");
        return;
    }
    match (both.received() && !field.write_only, field.presence) {
        (true, Presence::Required | Presence::Nullable) => {
            let why = "an answer without it is refused from now on";
            changes
                .push(Effect::Addition, "field-added", place, "is new and in every answer", why)
                .help("with `?` answers of services that do not send it yet are understood, too");
        }
        _ => {
            changes.push(Effect::Addition, "field-added", place, "is new", "nobody has to know it");
        }
    }
}

/// The type of the new field has the letters of the old one's schema.
pub(super) fn compare(
    specs: &Specs<'_>,
    both: Both,
    (old, old_type): (&Field, &Type),
    (new, new_type): (&Field, &Type),
    place: &Place,
    changes: &mut Changes,
) {
    field_names::compare(old, new, both, place, changes);
    let type_differs = !specs.same(old_type, new_type);
    if type_differs || held(old.presence) != held(new.presence) {
        let what = format!("is {} instead of {}", written(new_type, new.presence), written(old_type, old.presence));
        changes.push(Effect::Building, "field-type", place, what, "its Rust type is another one");
    } else {
        compare_presence(old, new, both, place, changes);
    }
    compare_secret(old, new, place, changes);
    if old.boxed != new.boxed && !type_differs {
        let what = if new.boxed { "is in a `Box`" } else { "is no longer in a `Box`" };
        let why = "the schemas hold each other in another way, and its Rust type is another one";
        changes.push(Effect::Building, "field-boxed", place, what, why);
    }
    compare_ways(old, new, both, place, changes);
    if both.sent() {
        rules::compare(&old.rules, &new.rules, place, changes);
        super::compare_required_on(&old.required_on, &new.required_on, place, changes);
        super::compare_servers(&old.servers, &new.servers, place, changes, &specs.servers());
    }
    super::compare_deprecation(old.deprecated.as_ref(), new.deprecated.as_ref(), place, changes);
}

/// What `?` and `| null` say beyond the Rust type: `Option` stands for both.
fn compare_presence(old: &Field, new: &Field, both: Both, place: &Place, changes: &mut Changes) {
    if both.sent() && old.needed != new.needed {
        let (what, why) = match new.needed {
            true => ("has to be given", "code that makes the object without it does not compile"),
            false => ("does not have to be given", "code that gives it as an argument of `new` does not compile"),
        };
        changes.push(Effect::Building, "field-needed", place, what, why);
        return;
    }
    match (old.presence, new.presence) {
        (Presence::Optional, Presence::Nullable) if both.received() => {
            let why = "an answer without it is refused from now on";
            changes.push(Effect::Addition, "field-always-there", place, "is always there, and may be null", why);
        }
        (Presence::Nullable, Presence::Optional) if both.received() => {
            let why = "an answer without it is understood";
            changes.push(Effect::Addition, "field-may-be-absent", place, "may be absent", why);
        }
        _ => {}
    }
}

fn compare_secret(old: &Field, new: &Field, place: &Place, changes: &mut Changes) {
    match (old.secret, new.secret) {
        (false, true) => {
            let why = "it is a `Secret`, whose value has to be exposed";
            changes.push(Effect::Building, "field-secret", place, "is a secret", why);
        }
        (true, false) => {
            let why = "it is no `Secret` any more, and `Debug`, `to_request()` and errors show its value";
            changes.push(Effect::Building, "secret-shown", place, "is no longer a secret", why);
        }
        _ => {}
    }
}

/// Whether it can be set, and whether it is read.
fn compare_ways(old: &Field, new: &Field, both: Both, place: &Place, changes: &mut Changes) {
    if both.sent() {
        match (has_setter(old), has_setter(new)) {
            (true, false) => {
                let why = "it has no setter any more, and is not sent";
                changes.push(Effect::Building, "field-unset", place, "is read-only", why);
            }
            (false, true) => {
                let why = "it has a setter, and is sent";
                changes.push(Effect::Addition, "field-set", place, "is no longer read-only", why);
            }
            _ => {}
        }
    }
    if both.received() {
        match (old.write_only, new.write_only) {
            (false, true) => {
                let why = "answers no longer have it";
                changes.push(Effect::Running, "field-unread", place, "is write-only", why);
            }
            (true, false) => {
                let why = "answers have it";
                changes.push(Effect::Addition, "field-read", place, "is no longer write-only", why);
            }
            _ => {}
        }
    }
}

fn has_setter(field: &Field) -> bool {
    field.needed || !field.read_only
}

/// What holds the value in Rust.
fn held(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "",
        Presence::Optional | Presence::Nullable => "Option",
        Presence::OptionalNullable => "Presence",
    }
}

fn written(ty: &Type, presence: Presence) -> String {
    let end = match presence {
        Presence::Required => "",
        Presence::Optional => "?",
        Presence::Nullable => " | null",
        Presence::OptionalNullable => " | null?",
    };
    quoted(&format!("{}{end}", type_text(ty)))
}
