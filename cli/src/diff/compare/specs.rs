//! Both specs, and which schemas of them are the same: what makes types of two specs comparable.

use std::collections::BTreeMap;

use apiloom_codegen::model::{Api, EventStream, Scalar, Schema, SchemaKind, Shape, Type};

use super::pairs::{Pairs, Side, pair};
use crate::text::quoted;

/// Aliases can stand for aliases without end; types that take more than that to compare are told apart.
const DEEPEST: usize = 256;

pub(super) struct Specs<'a> {
    pub(super) old: &'a Api,
    pub(super) new: &'a Api,
    /// The new index of a schema, by its old one.
    schemas: BTreeMap<usize, usize>,
}

impl<'a> Specs<'a> {
    pub(super) fn new(old: &'a Api, new: &'a Api) -> Specs<'a> {
        let pairs = pair_schemas(old, new);
        let schemas = pairs.both.iter().map(|(old, new)| (old.name.index, new.name.index)).collect();
        Specs { old, new, schemas }
    }

    pub(super) fn schemas(&self) -> Pairs<'a, Schema> {
        pair_schemas(self.old, self.new)
    }

    /// Names of the servers that both have: of others there is more to say than that something is not on them.
    pub(super) fn servers(&self) -> Vec<String> {
        let names = self.new.servers.iter().map(|server| &server.name);
        names.filter(|name| self.old.servers.iter().any(|server| server.name == **name)).cloned().collect()
    }

    /// Whether types are the same to Rust, apart from schemas that were only renamed.
    pub(super) fn same(&self, old: &Type, new: &Type) -> bool {
        self.alike(old, new, DEEPEST)
    }

    fn alike(&self, old: &Type, new: &Type, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        match (old, new) {
            (Type::Schema(before, old), Type::Schema(after, new))
                if self.schemas.get(&before.index) == Some(&after.index) =>
            {
                old.len() == new.len() && old.iter().zip(new).all(|(old, new)| self.alike(old, new, depth))
            }
            (Type::Scalar(old), Type::Scalar(new)) => old == new,
            (Type::Generic(old), Type::Generic(new)) => old == new,
            (Type::List(old), Type::List(new))
            | (Type::Set(old), Type::Set(new))
            | (Type::Map(old), Type::Map(new))
            | (Type::Nullable(old), Type::Nullable(new)) => self.alike(old, new, depth),
            _ => match (alias(old, self.old), alias(new, self.new)) {
                (None, None) => false,
                (before, after) => self.alike(before.unwrap_or(old), after.unwrap_or(new), depth),
            },
        }
    }

    /// Whether answers are decoded alike.
    pub(super) fn same_shape(&self, old: &Shape, new: &Shape) -> bool {
        match (old, new) {
            (Shape::Empty, Shape::Empty) | (Shape::Text, Shape::Text) | (Shape::Bytes, Shape::Bytes) => true,
            (Shape::Json(old), Shape::Json(new)) => self.same(old, new),
            (Shape::Events(old), Shape::Events(new)) => old.end == new.end && self.same_events(old, new),
            (Shape::One(envelope, old), Shape::One(other, new))
            | (Shape::Many(envelope, old), Shape::Many(other, new)) => {
                self.same(envelope, other) && self.same(old, new)
            }
            _ => false,
        }
    }

    /// Whether what a call gives has one type in Rust: a text is a `String`, be it JSON or not.
    pub(super) fn same_output(&self, old: &Shape, new: &Shape) -> bool {
        let text = Type::Scalar(Scalar::String);
        match (old, new) {
            (Shape::Text, Shape::Json(ty)) => self.same(&text, ty),
            (Shape::Json(ty), Shape::Text) => self.same(ty, &text),
            (Shape::Events(old), Shape::Events(new)) => self.same_events(old, new),
            _ => self.same_shape(old, new),
        }
    }

    /// Whether events have data of one type in Rust.
    fn same_events(&self, old: &EventStream, new: &EventStream) -> bool {
        match (&old.data, &new.data) {
            (Some(old), Some(new)) => self.same(old, new),
            (old, new) => old.is_none() && new.is_none(),
        }
    }
}

/// What an alias stands for.
fn alias<'a>(ty: &Type, api: &'a Api) -> Option<&'a Type> {
    let Type::Schema(name, _) = ty else { return None };
    match &api.schemas.get(name.index)?.kind {
        SchemaKind::Alias(target) => Some(target),
        _ => None,
    }
}

/// By its name in the spec, by its name in Rust, or by what it holds if nothing else holds the same.
fn pair_schemas<'a>(old: &'a Api, new: &'a Api) -> Pairs<'a, Schema> {
    let wire = |_: Side, schema: &Schema| Some(schema.name.wire.clone());
    let rust = |_: Side, schema: &Schema| Some(schema.name.ident.to_string());
    let content = |_: Side, schema: &Schema| content(schema);
    pair(&old.schemas, &new.schemas, &[&wire, &rust, &content])
}

/// The kind of a schema and the names of its parts; nothing where it has none to be known by.
fn content(schema: &Schema) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let kind = match &schema.kind {
        SchemaKind::Struct(object) => {
            parts.extend(object.fields.iter().map(|field| quoted(&field.wire)));
            "struct"
        }
        SchemaKind::Variants(variants) => {
            for (name, _, object) in variants {
                parts.push(name.to_string());
                parts.extend(object.fields.iter().map(|field| quoted(&field.wire)));
            }
            "variants"
        }
        SchemaKind::Enum(list) => {
            parts.extend(list.values.iter().map(|value| quoted(&value.wire)));
            "enum"
        }
        SchemaKind::Union(union) => {
            parts.extend(union.members.iter().map(|member| quoted(&member.tag)));
            "union"
        }
        SchemaKind::Named(_) | SchemaKind::Alias(_) => return None,
    };
    (!parts.is_empty()).then(|| format!("{kind} {}", parts.concat()))
}
