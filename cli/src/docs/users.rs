//! Where schemas are used.

use std::collections::{BTreeMap, BTreeSet};

use apiloom_codegen::model::{Answer, Api, Body, Operation, SchemaKind, Shape, Struct, Type};

/// What refers to a schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum User {
    /// By tag and place in it.
    Operation(usize, usize),
    Schema(usize),
}

/// By index of a schema, what refers to it.
pub(super) fn users(api: &Api) -> BTreeMap<usize, BTreeSet<User>> {
    let mut users: BTreeMap<usize, BTreeSet<User>> = BTreeMap::new();
    let mut add = |ty: &Type, user: User| {
        each_schema(ty, &mut |index| {
            users.entry(index).or_default().insert(user.clone());
        });
    };
    for (at, tag) in api.tags.iter().enumerate() {
        for (number, operation) in tag.operations.iter().enumerate() {
            operation_types(operation).into_iter().for_each(|ty| add(ty, User::Operation(at, number)));
        }
    }
    for schema in &api.schemas {
        let index = schema.name.index;
        schema_types(&schema.kind).into_iter().for_each(|ty| add(ty, User::Schema(index)));
    }
    users
}

fn operation_types(operation: &Operation) -> Vec<&Type> {
    let answers = operation.answers.iter().chain(&operation.errors).flat_map(Answer::ways);
    let shapes = answers.filter_map(|answer| match &answer.shape {
        Shape::Json(ty) | Shape::One(_, ty) | Shape::Many(_, ty) => Some(ty),
        Shape::Events(events) => events.data.as_ref(),
        Shape::Empty | Shape::Text | Shape::Bytes => None,
    });
    let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
    parameters.chain(operation.body.iter().flat_map(Body::ways).map(|body| &body.ty)).chain(shapes).collect()
}

fn schema_types(kind: &SchemaKind) -> Vec<&Type> {
    match kind {
        SchemaKind::Struct(object) => object_types(object).collect(),
        SchemaKind::Variants(variants) => variants.iter().flat_map(|(_, _, object)| object_types(object)).collect(),
        SchemaKind::Union(union) => union.members.iter().map(|member| &member.ty).collect(),
        SchemaKind::Alias(ty) => vec![ty],
        SchemaKind::Enum(_) | SchemaKind::Named(_) => Vec::new(),
    }
}

fn object_types(object: &Struct) -> impl Iterator<Item = &Type> {
    object.fields.iter().map(|field| &field.ty).chain(object.rest.as_ref().map(|rest| &rest.item))
}

/// The schemas that a type names, by index.
pub(super) fn each_schema(ty: &Type, visit: &mut impl FnMut(usize)) {
    match ty {
        Type::Schema(name, arguments) => {
            visit(name.index);
            arguments.iter().for_each(|argument| each_schema(argument, visit));
        }
        Type::List(inner) | Type::Set(inner) | Type::Map(inner) | Type::Nullable(inner) => each_schema(inner, visit),
        Type::Scalar(_) | Type::Generic(_) => {}
    }
}
