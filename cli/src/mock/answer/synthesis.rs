//! Values made up from types: whole, so that whoever reads them sees every field.

use apiloom_codegen::model::{Api, Enum, Field, Presence, Rule, Scalar, Schema, SchemaKind, Struct, Type, Union};

use super::texts;
use crate::mock::json::Json;

/// A value of a type that obeys these rules, as something received.
pub(crate) fn value(ty: &Type, rules: &[Rule], api: &Api) -> Json {
    Synthesis { api, inside: Vec::new(), left: LARGEST }.value(ty, rules)
}

/// In values. Objects that each hold two of the next kind double with every kind: beyond it there is null.
const LARGEST: usize = 10_000;

/// What is left for what is required, once there is enough of what is not.
const RESERVED: usize = 8_000;

/// How deep what is required may be.
const DEEPEST: usize = 32;

/// The name of a member whose name nobody fixed.
const FURTHER: &str = "example";

struct Synthesis<'s> {
    api: &'s Api,
    /// The schemas that the value is in, by index.
    inside: Vec<usize>,
    left: usize,
}

impl Synthesis<'_> {
    fn value(&mut self, ty: &Type, rules: &[Rule]) -> Json {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 || self.inside.len() > DEEPEST {
            return Json::Null;
        }
        match ty {
            Type::Scalar(scalar) => self::scalar(*scalar, rules),
            Type::Generic(_) => Json::Null,
            Type::Nullable(inner) if self.goes_round(inner) => Json::Null,
            Type::Nullable(inner) => self.value(inner, rules),
            Type::List(item) | Type::Set(item) if self.goes_round(item) => Json::List(Vec::new()),
            Type::List(item) | Type::Set(item) => Json::List(vec![self.value(item, rules)]),
            Type::Map(item) if self.goes_round(item) => Json::Object(Vec::new()),
            Type::Map(item) => Json::Object(vec![(FURTHER.to_owned(), self.value(item, rules))]),
            Type::Schema(name, arguments) => match self.api.schemas.get(name.index) {
                Some(schema) => self.schema(schema, arguments, rules),
                None => Json::Null,
            },
        }
    }

    /// Whether there is enough already, or the type is one that the value is in.
    fn goes_round(&self, ty: &Type) -> bool {
        self.left < RESERVED
            || match ty {
                Type::List(inner) | Type::Set(inner) | Type::Map(inner) | Type::Nullable(inner) => {
                    self.goes_round(inner)
                }
                Type::Schema(name, arguments) => {
                    self.inside.contains(&name.index) || arguments.iter().any(|argument| self.goes_round(argument))
                }
                Type::Scalar(_) | Type::Generic(_) => false,
            }
    }

    fn schema(&mut self, schema: &Schema, arguments: &[Type], rules: &[Rule]) -> Json {
        if let Some(example) = schema.examples.first() {
            return Json::of_sample(example, self.api);
        }
        self.inside.push(schema.name.index);
        let value = match &schema.kind {
            SchemaKind::Alias(target) => self.value(&target.with(&schema.generics, arguments), rules),
            SchemaKind::Named(named) => {
                let all: Vec<Rule> = named.rules.iter().chain(rules).cloned().collect();
                self::scalar(named.scalar, &all)
            }
            SchemaKind::Enum(kind) => one_of(kind),
            SchemaKind::Union(union) => self.union(union),
            SchemaKind::Struct(object) => self.object(object, schema, arguments),
            SchemaKind::Variants(variants) => match variants.first() {
                Some((_, _, object)) => self.object(object, schema, arguments),
                None => Json::Null,
            },
        };
        self.inside.pop();
        value
    }

    fn object(&mut self, object: &Struct, schema: &Schema, arguments: &[Type]) -> Json {
        let mut members = Vec::new();
        for position in 0..=object.fields.len() {
            let constants = object.constants.iter().filter(|constant| constant.position == position);
            members
                .extend(constants.map(|constant| (constant.wire.clone(), Json::of_sample(&constant.value, self.api))));
            let Some(field) = object.fields.get(position).filter(|field| !field.write_only) else { continue };
            let ty = field.ty.with(&schema.generics, arguments);
            if !(is_optional(field) && self.goes_round(&ty)) {
                members.push((field.wire.clone(), self.field(field, &ty)));
            }
        }
        if let Some(rest) = &object.rest {
            let item = rest.item.with(&schema.generics, arguments);
            let is_free = !rest.others.iter().any(|other| other.eq_ignore_ascii_case(FURTHER));
            if is_free && !self.goes_round(&item) {
                members.push((FURTHER.to_owned(), self.value(&item, &[])));
            }
        }
        Json::Object(members)
    }

    fn field(&mut self, field: &Field, ty: &Type) -> Json {
        match (&field.example, field.presence) {
            (Some(example), _) => Json::of_sample(example, self.api),
            (None, Presence::Nullable) if self.goes_round(ty) => Json::Null,
            (None, _) => self.value(ty, &field.rules),
        }
    }

    /// The first member that does not hold what it is in.
    fn union(&mut self, union: &Union) -> Json {
        let straight = union.members.iter().find(|member| !self.goes_round(&member.ty));
        let Some(member) = straight.or(union.members.first()) else { return Json::Null };
        let mut value = self.value(&member.ty, &[]);
        if let (Json::Object(members), Some(discriminator)) = (&mut value, &union.discriminator) {
            members.insert(0, (discriminator.clone(), Json::text(&member.tag)));
        }
        value
    }
}

fn is_optional(field: &Field) -> bool {
    matches!(field.presence, Presence::Optional | Presence::OptionalNullable)
}

/// The first value that is not on its way out.
fn one_of(kind: &Enum) -> Json {
    let value = kind.values.iter().find(|value| value.deprecated.is_none()).or(kind.values.first());
    value.map_or(Json::Null, |value| Json::text(&value.wire))
}

fn scalar(scalar: Scalar, rules: &[Rule]) -> Json {
    match scalar {
        Scalar::Bool => Json::Boolean(true),
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => {
            let bounds = rules
                .iter()
                .filter_map(|rule| if let Rule::Integer(min, max) = rule { Some((min, max)) } else { None });
            Json::integer(bounds.fold(1, |value, (min, max)| value.max(*min).min(*max)))
        }
        Scalar::F32 | Scalar::F64 => {
            let bounds =
                rules.iter().filter_map(|rule| if let Rule::Number(min, max) = rule { Some((min, max)) } else { None });
            Json::number(bounds.fold(1.0, |value, (min, max)| value.max(*min).min(*max)))
        }
        Scalar::Json => Json::Object(Vec::new()),
        Scalar::Bytes => Json::text("AAEC"),
        _ => Json::text(texts::text(scalar, rules)),
    }
}
