//! Schemas: what there is, of which kind, and which way it goes.

use apiloom_codegen::model::{Named, Scalar, Schema, SchemaKind};

use super::specs::Specs;
use super::written::type_text;
use super::{docs, enums, rules, structs};
use crate::diff::change::{Changes, Effect, Group, Place};
use crate::text::quoted;

pub(super) fn compare(specs: &Specs<'_>, changes: &mut Changes) {
    let pairs = specs.schemas();
    for schema in pairs.gone {
        let why = format!("code that names `models::{}` does not compile", schema.name.ident);
        changes
            .push(Effect::Building, "schema-removed", &place(schema), "is gone", why)
            .help("if it has another name now, `rust_name` keeps the old one in Rust");
    }
    for schema in pairs.added {
        let why = format!("there is a `models::{}`", schema.name.ident);
        changes.push(Effect::Addition, "schema-added", &place(schema), "is new", why);
    }
    pairs.both.into_iter().for_each(|(old, new)| compare_schema(specs, old, new, changes));
}

fn compare_schema(specs: &Specs<'_>, old: &Schema, new: &Schema, changes: &mut Changes) {
    let place = place(old);
    if old.name.ident != new.name.ident {
        let what = format!("is `models::{}` in Rust, no longer `models::{}`", new.name.ident, old.name.ident);
        changes
            .push(Effect::Building, "schema-renamed", &place, what, "code that names it does not compile")
            .help(format!("`rust_name: {}` keeps the name in Rust", old.name.ident));
    }
    docs::compare_schema(old, new, &place, changes);
    compare_use(old, new, &place, changes);
    match (&old.kind, &new.kind) {
        (SchemaKind::Struct(before), SchemaKind::Struct(after)) => {
            structs::compare_object(specs, (old, before), (new, after), changes);
        }
        (SchemaKind::Variants(before), SchemaKind::Variants(after)) => {
            structs::compare_variants(specs, (old, before), (new, after), changes);
        }
        (SchemaKind::Enum(before), SchemaKind::Enum(after)) => enums::compare_enum(before, after, &place, changes),
        (SchemaKind::Union(before), SchemaKind::Union(after)) => {
            enums::compare_union(specs, before, after, &place, changes);
        }
        (SchemaKind::Named(before), SchemaKind::Named(after)) => {
            compare_named(before, after, old.direction.sent && new.direction.sent, &place, changes);
        }
        (SchemaKind::Alias(before), SchemaKind::Alias(after)) => {
            if !specs.same(before, after) {
                let what = format!("is {} instead of {}", quoted(&type_text(after)), quoted(&type_text(before)));
                let why = "it is another type, and so is every field that has it";
                changes.push(Effect::Building, "alias-type", &place, what, why);
            }
        }
        (before, after) => {
            let what = format!("is {} instead of {}", kind_text(after), kind_text(before));
            changes.push(Effect::Building, "schema-kind", &place, what, "code that uses it does not compile");
        }
    }
}

/// What follows from where a schema is used: whether it can be made, read and shown.
fn compare_use(old: &Schema, new: &Schema, place: &Place, changes: &mut Changes) {
    // The others can always be made and read; a named scalar tells of its own secret.
    let follows =
        |kind: &SchemaKind| matches!(kind, SchemaKind::Struct(_) | SchemaKind::Variants(_) | SchemaKind::Union(_));
    if !follows(&old.kind) || !follows(&new.kind) {
        return;
    }
    match (old.direction.sent, new.direction.sent) {
        (true, false) => {
            let why = "it has no constructor, no setters and no `Serialize` any more";
            changes.push(Effect::Building, "schema-unsent", place, "is no longer sent", why);
        }
        (false, true) => {
            changes.push(Effect::Addition, "schema-sent", place, "is sent, too", "it can be made and serialized");
        }
        _ => {}
    }
    match (old.direction.received, new.direction.received) {
        (true, false) => {
            let why = "it has no `Deserialize` any more";
            changes
                .push(Effect::Building, "schema-unreceived", place, "is no longer received", why)
                .help("the crate's `serde` feature, where it has one, still reads it");
        }
        (false, true) => {
            changes.push(Effect::Addition, "schema-received", place, "is received, too", "it has `Deserialize`");
        }
        _ => {}
    }
    match (old.holds_secret, new.holds_secret) {
        (false, true) => {
            let why = "it has no `Serialize` any more, so that nothing shows the secret";
            changes.push(Effect::Building, "schema-secret", place, "holds a secret", why);
        }
        (true, false) => {
            let why = "it can be serialized, and everything in it is shown";
            changes.push(Effect::Addition, "schema-not-secret", place, "holds no secret any more", why);
        }
        _ => {}
    }
    match (old.is_error, new.is_error) {
        (true, false) => {
            let why = format!("`error.body::<{}>()` does not compile", new.name.ident);
            changes.push(Effect::Building, "schema-no-error", place, "is no longer the body of an error", why);
        }
        (false, true) => {
            let why = format!("`error.body::<{}>()` reads it", new.name.ident);
            changes.push(Effect::Addition, "schema-error", place, "is the body of an error", why);
        }
        _ => {}
    }
}

fn compare_named(old: &Named, new: &Named, is_sent: bool, place: &Place, changes: &mut Changes) {
    let (before, after) = (held(old.scalar), held(new.scalar));
    if before != after {
        let what = format!("is `{}` instead of `{}`", new.scalar.word(), old.scalar.word());
        let why = format!("it holds a Rust `{after}`, no longer a `{before}`");
        changes.push(Effect::Building, "named-type", place, what, why);
    }
    match (old.secret, new.secret) {
        (false, true) => {
            let why = "it has no order, no `Hash`, `Display` and `Serialize` any more";
            changes.push(Effect::Building, "named-secret", place, "is a secret", why);
        }
        (true, false) => {
            let why = "`Debug`, `to_request()` and errors show its value from now on";
            changes.push(Effect::Running, "secret-shown", place, "is no longer a secret", why);
        }
        _ => {}
    }
    if is_sent {
        rules::compare(&old.rules, &new.rules, place, changes);
    }
}

/// The Rust type inside: every text is kept as it was written.
fn held(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F32 | Scalar::F64 => {
            scalar.word()
        }
        _ => "String",
    }
}

fn kind_text(kind: &SchemaKind) -> &'static str {
    match kind {
        SchemaKind::Struct(_) => "an object",
        SchemaKind::Variants(_) => "an object with variants",
        SchemaKind::Enum(_) => "an enum",
        SchemaKind::Union(_) => "a union",
        SchemaKind::Named(_) => "a named scalar",
        SchemaKind::Alias(_) => "an alias",
    }
}

pub(super) fn place(schema: &Schema) -> Place {
    Place { group: Group::Schemas, owner: format!("schema {}", quoted(&schema.name.wire)), part: String::new() }
}
