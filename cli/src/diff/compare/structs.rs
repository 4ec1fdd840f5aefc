//! Objects, and objects that are made in one of several ways.

use apiloom_codegen::model::{Constant, Docs, Field, Pointer, Sample, Schema, Struct, Type};

use super::fields::{self, Both};
use super::pairs::{Side, pair};
use super::rest;
use super::specs::Specs;
use crate::diff::change::{Changes, Effect, Group, Place};
use crate::text::quoted;

/// The variants of a schema: the constructor of each and what it holds.
type Variants<I> = [(I, Docs, Struct)];

pub(super) fn compare_object(
    specs: &Specs<'_>,
    (schema, old): (&Schema, &Struct),
    (other, new): (&Schema, &Struct),
    changes: &mut Changes,
) {
    let owner = super::schemas::place(schema).owner;
    if schema.generics.len() != other.generics.len() {
        let place = super::schemas::place(schema);
        let what = format!("has {} type parameters instead of {}", other.generics.len(), schema.generics.len());
        changes.push(Effect::Building, "type-parameters", &place, what, "code that names it does not compile");
        return;
    }
    // `Page<U>` is `Page<T>` with another letter.
    let letters: Vec<Type> = schema.generics.iter().cloned().map(Type::Generic).collect();
    let rename = |ty: &Type| ty.with(&other.generics, &letters);
    let both = Both::new(schema.direction, other.direction);
    compare_struct(specs, both, old, new, &rename, &|_| owner.clone(), changes);
    compare_envelope(schema, other, changes);
}

pub(super) fn compare_variants<I: ToString>(
    specs: &Specs<'_>,
    (schema, old): (&Schema, &Variants<I>),
    (other, new): (&Schema, &Variants<I>),
    changes: &mut Changes,
) {
    let place = super::schemas::place(schema);
    let part = |name: &I| Place { part: format!("variant {}", quoted(&name.to_string())), ..place.clone() };
    let name = |_: Side, variant: &(I, Docs, Struct)| Some(variant.0.to_string());
    let pairs = pair(old, new, &[&name]);
    for (name, ..) in pairs.gone {
        let why = format!("code that calls `{}::{}` does not compile", schema.name.ident, name.to_string());
        changes.push(Effect::Building, "variant-removed", &part(name), "is gone", why);
    }
    for (name, ..) in pairs.added {
        let why = format!("there is a `{}::{}`", other.name.ident, name.to_string());
        changes.push(Effect::Addition, "variant-added", &part(name), "is new", why);
    }
    let everywhere = |variants: &Variants<I>, wire: &str| {
        variants.iter().all(|(_, _, object)| object.fields.iter().any(|field| field.wire == wire))
    };
    for ((name, _, before), (_, _, after)) in pairs.both {
        // What all variants have stands beside them in the spec.
        let owner = |wire: &str| match everywhere(old, wire) || everywhere(new, wire) {
            true => place.owner.clone(),
            false => format!("{}, variant {}", place.owner, quoted(&name.to_string())),
        };
        let both = Both::new(schema.direction, other.direction);
        compare_struct(specs, both, before, after, &Type::clone, &owner, changes);
    }
}

fn compare_struct(
    specs: &Specs<'_>,
    both: Both,
    old: &Struct,
    new: &Struct,
    rename: &dyn Fn(&Type) -> Type,
    owner: &dyn Fn(&str) -> String,
    changes: &mut Changes,
) {
    let place =
        |wire: &str| Place { group: Group::Fields, owner: owner(wire), part: format!("field {}", quoted(wire)) };
    let wire = |_: Side, field: &Field| Some(field.wire.clone());
    let rust = |_: Side, field: &Field| Some(field.ident.to_string());
    let pairs = pair(&old.fields, &new.fields, &[&wire, &rust]);
    for field in pairs.gone {
        fields::removed(field, &place(&field.wire), changes);
    }
    for field in pairs.added {
        fields::added(field, both, &place(&field.wire), changes);
    }
    let kept: Vec<&str> = pairs.both.iter().map(|(_, new)| new.wire.as_str()).collect();
    for (before, after) in pairs.both {
        let renamed = rename(&after.ty);
        fields::compare(specs, both, (before, &before.ty), (after, &renamed), &place(&before.wire), changes);
    }
    rest::compare(specs, (old.rest.as_ref(), new.rest.as_ref()), rename, owner, changes);
    if both.sent() {
        compare_constants(&old.constants, &new.constants, &place, changes);
        compare_order(&kept, new, owner, changes);
    }
}

fn compare_constants(old: &[Constant], new: &[Constant], place: &dyn Fn(&str) -> Place, changes: &mut Changes) {
    let wire = |_: Side, constant: &Constant| Some(constant.wire.clone());
    let pairs = pair(old, new, &[&wire]);
    for constant in pairs.gone {
        let what = format!("is no longer always sent as {}", sample_text(&constant.value));
        let why = "the service gets less than it got";
        changes.push(Effect::Running, "constant-removed", &place(&constant.wire), what, why);
    }
    for constant in pairs.added {
        let what = format!("is always sent as {}", sample_text(&constant.value));
        let why = "the service gets more than it got; no code has to change";
        changes.push(Effect::Addition, "constant-added", &place(&constant.wire), what, why);
    }
    for (old, new) in pairs.both.into_iter().filter(|(old, new)| old.value != new.value) {
        let what = format!("is always sent as {} instead of {}", sample_text(&new.value), sample_text(&old.value));
        let why = "the service is told something else";
        changes.push(Effect::Running, "constant-changed", &place(&old.wire), what, why);
    }
}

/// Fields are sent in the order of the schema.
fn compare_order(kept: &[&str], new: &Struct, owner: &dyn Fn(&str) -> String, changes: &mut Changes) {
    let now = new.fields.iter().map(|field| field.wire.as_str()).filter(|wire| kept.contains(wire));
    let Some(moved) = now.zip(kept).find_map(|(now, before)| (now != *before).then_some(now)) else { return };
    let place = Place { group: Group::Fields, owner: owner(moved), part: String::new() };
    let why = "type parameters of its builder, which code rarely spells out, are in another order, too";
    changes.push(Effect::Note, "field-order", &place, "is sent with its fields in another order", why);
}

/// What the runtime looks at in what wraps every answer.
fn compare_envelope(old: &Schema, new: &Schema, changes: &mut Changes) {
    let (Some(before), Some(after)) = (&old.envelope, &new.envelope) else { return };
    let place = Place { group: Group::Answers, ..super::schemas::place(old) };
    if before.items.field != after.items.field {
        let what = format!("has its items in `{}`, no longer in `{}`", after.items.field, before.items.field);
        let why = "answers are unwrapped differently";
        changes.push(Effect::Running, "envelope-items", &place, what, why);
    }
    let name = |pointer: &Option<Pointer>| pointer.as_ref().map(|pointer| pointer.field.to_string());
    let (status, other) = (name(&before.status), name(&after.status));
    if status != other {
        let what = match &other {
            Some(field) => format!("says the service's own status in `{field}`"),
            None => "no longer says the service's own status".to_owned(),
        };
        let why = "which answers are errors, whatever their HTTP status, is another matter now";
        changes.push(Effect::Running, "envelope-status", &place, what, why);
    }
    if name(&before.message) != name(&after.message) || name(&before.count) != name(&after.count) {
        let what = "has its message or count in another field";
        changes.push(Effect::Note, "envelope-fields", &place, what, "errors may show another text");
    }
}

fn sample_text(value: &Sample) -> String {
    match value {
        Sample::Boolean(value) => format!("`{value}`"),
        Sample::Integer(value) => format!("`{value}`"),
        Sample::Number(value) => format!("`{value}`"),
        Sample::Text(text) => quoted(text),
        _ => "null".to_owned(),
    }
}
