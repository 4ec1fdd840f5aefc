//! What docs say, apart from what is reported by itself.

use std::collections::BTreeMap;

use apiloom_codegen::model::{Docs, Operation, Schema, SchemaKind};

use crate::diff::change::{Changes, Effect, Group, Place};

/// Docs by the name of what they are about.
type ByName<'a> = BTreeMap<String, &'a Docs>;

pub(super) fn changed(place: &Place, changes: &mut Changes) {
    let place = place.under(Group::Documentation);
    changes.push(Effect::Note, "docs", &place, "is described in other words", "only docs change");
}

pub(super) fn compare_operation(old: &Operation, new: &Operation, place: &Place, changes: &mut Changes) {
    if differ(&old.docs, &new.docs) || any_differ(&of_operation(old), &of_operation(new)) {
        changed(place, changes);
    }
}

pub(super) fn compare_schema(old: &Schema, new: &Schema, place: &Place, changes: &mut Changes) {
    // Where nothing is said, the docs are the name.
    let named = old.name.wire != new.name.wire && old.docs.text.is_empty() && new.docs.text.is_empty();
    if !named && differ(&old.docs, &new.docs) || any_differ(&of_schema(old), &of_schema(new)) {
        changed(place, changes);
    }
}

fn of_operation(operation: &Operation) -> ByName<'_> {
    let parameters = operation.parameters.iter().map(|it| (format!("{:?} {}", it.location, it.wire), &it.docs));
    let body = operation.body.iter().map(|body| ("body".to_owned(), &body.docs));
    let answers = operation.answers.iter().chain(&operation.errors);
    let answers = answers.map(|answer| (format!("{:?}", answer.status), &answer.description));
    let waits = operation.waits.iter().map(|wait| (format!("wait {}", wait.id), &wait.docs));
    parameters.chain(body).chain(answers).chain(waits).collect()
}

fn of_schema(schema: &Schema) -> ByName<'_> {
    match &schema.kind {
        SchemaKind::Struct(object) => object.fields.iter().map(|field| (field.wire.clone(), &field.docs)).collect(),
        SchemaKind::Variants(variants) => {
            let fields = variants.iter().flat_map(|(name, _, object)| object.fields.iter().map(move |it| (name, it)));
            fields.map(|(name, field)| (format!("{name} {}", field.wire), &field.docs)).collect()
        }
        SchemaKind::Enum(kind) => kind.values.iter().map(|value| (value.wire.clone(), &value.docs)).collect(),
        SchemaKind::Union(_) | SchemaKind::Named(_) | SchemaKind::Alias(_) => ByName::new(),
    }
}

/// What is new or gone was reported.
fn any_differ(old: &ByName<'_>, new: &ByName<'_>) -> bool {
    old.iter().any(|(name, docs)| new.get(name).is_some_and(|other| differ(docs, other)))
}

/// Whether something else is said; where nothing is, the words are the generator's.
pub(super) fn differ(old: &Docs, new: &Docs) -> bool {
    !own_words(old).eq(own_words(new))
}

/// Without what follows from other keys, which are compared themselves.
fn own_words(docs: &Docs) -> impl Iterator<Item = &String> {
    let follows = ["Only on: `", "Required on: `", "Sent when nothing is given: `"];
    docs.lines.iter().filter(move |line| !line.is_empty() && !follows.iter().any(|start| line.starts_with(start)))
}
