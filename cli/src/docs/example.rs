//! Values of a spec as they are on the wire. No secret is shown, be it made up or not.

use apiloom_codegen::model::{Api, Constant, Field, Sample, SchemaKind, Struct, Type};

use super::json::Json;
use super::synthesis::{Way, synthesize};

/// What stands in the place of a secret.
pub(super) const SECRET: &str = "secret";

/// A value of a type as JSON. None where it would be too large to be read.
pub(super) fn of_type(api: &Api, ty: &Type, way: Way) -> Option<Json> {
    synthesize(api, ty, way).map(|sample| of_sample(api, &sample))
}

pub(crate) fn of_sample(api: &Api, sample: &Sample) -> Json {
    match sample {
        Sample::Null => Json::Word("null"),
        Sample::Boolean(value) => Json::Word(if *value { "true" } else { "false" }),
        Sample::Integer(value) => Json::Number(value.to_string()),
        Sample::Number(value) => {
            let number = serde_json::Number::from_f64(*value);
            number.map_or(Json::Word("null"), |number| Json::Number(number.to_string()))
        }
        Sample::Text(text) => Json::Text(text.clone()),
        Sample::List(items) => Json::List(items.iter().map(|item| of_sample(api, item)).collect()),
        Sample::Map(entries) => {
            Json::Object(entries.iter().map(|(key, value)| (key.clone(), of_sample(api, value))).collect())
        }
        Sample::Enum { schema, value } => Json::Text(enum_text(api, *schema, *value)),
        Sample::Named { schema, value } => match kind(api, *schema) {
            Some(SchemaKind::Named(named)) if named.secret => Json::Text(SECRET.to_owned()),
            _ => of_sample(api, value),
        },
        Sample::Struct { schema, variant, fields, rest } => {
            let fields = object(api, *schema, *variant).map(|object| members(api, object, fields)).unwrap_or_default();
            let rest = rest.iter().map(|(name, value)| (name.clone(), of_sample(api, value)));
            Json::Object(fields.into_iter().chain(rest).collect())
        }
        Sample::Member { schema, member, value } => of_member(api, *schema, *member, value),
    }
}

/// The value as a part of a URL, a header field or a form.
pub(crate) fn text(api: &Api, sample: &Sample) -> String {
    of_sample(api, sample).text()
}

fn enum_text(api: &Api, schema: usize, value: usize) -> String {
    match kind(api, schema) {
        Some(SchemaKind::Enum(kind)) => kind.values.get(value).map(|value| value.wire.clone()).unwrap_or_default(),
        _ => String::new(),
    }
}

fn of_member(api: &Api, schema: usize, member: usize, value: &Sample) -> Json {
    let mut value = of_sample(api, value);
    if let (Json::Object(members), Some(SchemaKind::Union(union))) = (&mut value, kind(api, schema))
        && let (Some(member), Some(discriminator)) = (union.members.get(member), &union.discriminator)
    {
        members.insert(0, (discriminator.clone(), Json::Text(member.tag.clone())));
    }
    value
}

/// The fields that have values, with the constants between them.
fn members(api: &Api, object: &Struct, fields: &[(usize, Sample)]) -> Vec<(String, Json)> {
    let mut members = Vec::new();
    for position in 0..=object.fields.len() {
        let here = |constant: &&Constant| constant.position == position;
        let constants = object.constants.iter().filter(here);
        members.extend(constants.map(|constant| (constant.wire.clone(), of_sample(api, &constant.value))));
        let value = fields.iter().find(|(at, _)| *at == position).map(|(_, value)| value);
        if let (Some(field), Some(value)) = (object.fields.get(position), value) {
            members.push((field.wire.clone(), of_field(api, field, value)));
        }
    }
    members
}

fn of_field(api: &Api, field: &Field, value: &Sample) -> Json {
    if field.secret && *value != Sample::Null { Json::Text(SECRET.to_owned()) } else { of_sample(api, value) }
}

fn kind(api: &Api, schema: usize) -> Option<&SchemaKind> {
    api.schemas.get(schema).map(|schema| &schema.kind)
}

fn object(api: &Api, schema: usize, variant: Option<usize>) -> Option<&Struct> {
    match (kind(api, schema)?, variant) {
        (SchemaKind::Struct(object), _) => Some(object),
        (SchemaKind::Variants(variants), Some(variant)) => variants.get(variant).map(|(_, _, object)| object),
        _ => None,
    }
}
