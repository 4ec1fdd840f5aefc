//! Values of the spec as JSON.

use apiloom_codegen::model::{Api, Constant, Sample, SchemaKind, Struct};

use super::json::Json;

impl Json {
    /// A value of the spec.
    pub(crate) fn of_sample(sample: &Sample, api: &Api) -> Json {
        let kind = |schema: usize| api.schemas.get(schema).map(|schema| &schema.kind);
        match sample {
            Sample::Null => Json::Null,
            Sample::Boolean(value) => Json::Boolean(*value),
            Sample::Integer(value) => Json::integer(*value),
            Sample::Number(value) => Json::number(*value),
            Sample::Text(text) => Json::text(text),
            Sample::List(items) => Json::List(items.iter().map(|item| Json::of_sample(item, api)).collect()),
            Sample::Map(entries) => {
                Json::Object(entries.iter().map(|(key, value)| (key.clone(), Json::of_sample(value, api))).collect())
            }
            Sample::Named { value, .. } => Json::of_sample(value, api),
            Sample::Enum { schema, value } => match kind(*schema) {
                Some(SchemaKind::Enum(kind)) => {
                    kind.values.get(*value).map_or(Json::Null, |value| Json::text(&value.wire))
                }
                _ => Json::Null,
            },
            Sample::Struct { schema, variant, fields, rest } => {
                let object = match (kind(*schema), variant) {
                    (Some(SchemaKind::Struct(object)), _) => Some(object),
                    (Some(SchemaKind::Variants(variants)), Some(at)) => variants.get(*at).map(|(_, _, object)| object),
                    _ => None,
                };
                object.map_or(Json::Null, |object| {
                    let rest = rest.iter().map(|(name, value)| (name.clone(), Json::of_sample(value, api)));
                    Json::Object(members(object, fields, api).into_iter().chain(rest).collect())
                })
            }
            Sample::Member { schema, member, value } => {
                let mut value = Json::of_sample(value, api);
                if let (Some(SchemaKind::Union(union)), Json::Object(members)) = (kind(*schema), &mut value)
                    && let (Some(member), Some(discriminator)) = (union.members.get(*member), &union.discriminator)
                {
                    members.insert(0, (discriminator.clone(), Json::text(&member.tag)));
                }
                value
            }
        }
    }
}

/// Fields and constants in the order of the schema.
fn members(object: &Struct, fields: &[(usize, Sample)], api: &Api) -> Vec<(String, Json)> {
    let mut members = Vec::new();
    for position in 0..=object.fields.len() {
        let constants = object.constants.iter().filter(|constant| constant.position == position);
        members.extend(constants.map(|Constant { wire, value, .. }| (wire.clone(), Json::of_sample(value, api))));
        let value = fields.iter().find(|(at, _)| *at == position);
        if let (Some(field), Some((_, value))) = (object.fields.get(position), value) {
            members.push((field.wire.clone(), Json::of_sample(value, api)));
        }
    }
    members
}
