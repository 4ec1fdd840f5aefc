//! An example without its secrets.

use apiloom_codegen::model::{Api, Example, Field, Operation, Sample, SchemaKind};

pub(super) fn masked(api: &Api, operation: &Operation, example: &Example) -> Example {
    let parameter = |(index, sample): &(usize, Sample)| {
        let hidden = operation.parameters.get(*index).filter(|parameter| parameter.secret);
        (*index, hidden.map_or_else(|| without(api, sample), |parameter| stand_in(&parameter.wire, sample)))
    };
    Example {
        ident: example.ident.clone(),
        parameters: example.parameters.iter().map(parameter).collect(),
        body: example.body.as_ref().map(|sample| without(api, sample)),
        body_text: None,
        has_request: example.has_request,
        answers: Vec::new(),
    }
}

fn without(api: &Api, sample: &Sample) -> Sample {
    let kind = |schema: usize| api.schemas.get(schema).map(|schema| &schema.kind);
    match sample {
        Sample::List(items) => Sample::List(items.iter().map(|item| without(api, item)).collect()),
        Sample::Map(entries) => {
            Sample::Map(entries.iter().map(|(key, value)| (key.clone(), without(api, value))).collect())
        }
        Sample::Named { schema, value } => {
            let value = match kind(*schema) {
                Some(SchemaKind::Named(named)) if named.secret => stand_in("secret", value),
                _ => value.as_ref().clone(),
            };
            Sample::Named { schema: *schema, value: Box::new(value) }
        }
        Sample::Member { schema, member, value } => {
            Sample::Member { schema: *schema, member: *member, value: Box::new(without(api, value)) }
        }
        Sample::Struct { schema, variant, fields, rest } => {
            let known: &[Field] = match (kind(*schema), variant) {
                (Some(SchemaKind::Struct(object)), _) => &object.fields,
                (Some(SchemaKind::Variants(variants)), Some(variant)) => {
                    variants.get(*variant).map_or(&[], |(_, _, object)| &object.fields)
                }
                _ => &[],
            };
            let field = |(at, value): &(usize, Sample)| {
                let hidden = known.get(*at).filter(|field| field.secret);
                (*at, hidden.map_or_else(|| without(api, value), |field| stand_in(&field.wire, value)))
            };
            let rest = rest.iter().map(|(key, value)| (key.clone(), without(api, value))).collect();
            Sample::Struct { schema: *schema, variant: *variant, fields: fields.iter().map(field).collect(), rest }
        }
        other => other.clone(),
    }
}

/// What is written for a secret, in a value of the same shape.
fn stand_in(name: &str, sample: &Sample) -> Sample {
    match sample {
        Sample::Text(_) => Sample::Text(format!("<{name}>")),
        Sample::Integer(_) => Sample::Integer(0),
        Sample::Number(_) => Sample::Number(0.0),
        Sample::Boolean(_) => Sample::Boolean(false),
        Sample::List(items) => Sample::List(items.iter().map(|item| stand_in(name, item)).collect()),
        Sample::Map(_) => Sample::Map(Vec::new()),
        Sample::Named { schema, value } => Sample::Named { schema: *schema, value: Box::new(stand_in(name, value)) },
        Sample::Struct { schema, variant, fields, rest } => {
            let fields = fields.iter().map(|(at, value)| (*at, stand_in(name, value))).collect();
            let rest = rest.iter().map(|(key, value)| (key.clone(), stand_in(name, value))).collect();
            Sample::Struct { schema: *schema, variant: *variant, fields, rest }
        }
        Sample::Member { schema, member, value } => {
            Sample::Member { schema: *schema, member: *member, value: Box::new(stand_in(name, value)) }
        }
        Sample::Enum { schema, .. } => Sample::Enum { schema: *schema, value: 0 },
        Sample::Null => Sample::Null,
    }
}
