//! What can be given to a command: the parameters of its operation, and the fields of its body.

use proc_macro2::Ident;

use super::kinds::{Written, written};
use super::names::{Taken, kebab};
use super::{Body, Input, Kind, words};
use crate::model::{
    self, Api, Content, Docs, Field, Location, Operation, Parameter, Presence, Sample, SchemaKind, Struct, Type,
};

/// A body whose fields have flags.
pub(super) struct Object<'a> {
    /// The way in which it is made, where there are several.
    pub(super) variant: Option<(&'a Ident, &'a Docs)>,
    pub(super) shape: &'a Struct,
    pub(super) letters: &'a [Ident],
    pub(super) arguments: &'a [Type],
}

/// What a body of this type has, if it is an object.
pub(super) fn body_object<'a>(api: &'a Api, ty: &'a Type) -> Option<Object<'a>> {
    let Type::Schema(name, arguments) = ty else { return None };
    let schema = api.schemas.get(name.index)?;
    match &schema.kind {
        SchemaKind::Struct(shape) => Some(Object { variant: None, shape, letters: &schema.generics, arguments }),
        SchemaKind::Alias(ty) if schema.generics.is_empty() => body_object(api, ty),
        _ => None,
    }
}

pub(super) fn body(sent: Option<&model::Body>, object: Option<&Object<'_>>) -> Body {
    let Some(body) = sent else { return Body::None };
    match (body.content, object) {
        (Content::Text | Content::Bytes, _) => Body::Raw { required: body.required },
        (_, None) => Body::Json { required: body.required },
        (_, Some(object)) => {
            let constants = object.shape.constants.iter();
            let constants = constants.map(|constant| (constant.wire.clone(), json(&constant.value))).collect();
            Body::Fields { required: body.required, constants }
        }
    }
}

pub(super) fn inputs(
    api: &Api,
    operation: &Operation,
    (sent, object): (Option<&model::Body>, Option<&Object<'_>>),
) -> Vec<Input> {
    let mut taken = Taken::flags();
    // Of several lists without names nobody knows where one ends: only the last may be one.
    let last = operation.parameters.iter().rposition(|parameter| parameter.location == Location::Path);
    let mut inputs: Vec<Input> = Vec::new();
    for (at, parameter) in operation.parameters.iter().enumerate() {
        inputs.push(of_parameter(api, parameter, Some(at) == last, &mut taken));
    }
    let required = sent.is_some_and(|body| body.required);
    for field in object.into_iter().flat_map(|object| &object.shape.fields).filter(|field| !field.read_only) {
        let ty = object.map_or_else(|| field.ty.clone(), |object| field.ty.with(object.letters, object.arguments));
        inputs.push(of_field(field, written(api, &ty), required, &mut taken));
    }
    inputs
}

fn of_parameter(api: &Api, parameter: &Parameter, is_last: bool, taken: &mut Taken) -> Input {
    let mut written = written(api, &parameter.ty);
    if parameter.style.is_object() && written.is_list {
        written.is_list = false;
        written.kind = Kind::Json;
    }
    let place = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    let is_secret = parameter.secret || written.is_secret;
    let is_path = parameter.location == Location::Path;
    Input {
        help: words::help(&parameter.docs, parameter.deprecated.as_deref(), &parameter.required_on),
        is_required: parameter.required && !parameter.one_of,
        is_positional: is_path && !is_secret && (!written.is_list || is_last),
        field: None,
        ..input(&parameter.wire, place, written, is_secret, taken)
    }
}

fn of_field(field: &Field, written: Written, required: bool, taken: &mut Taken) -> Input {
    let is_secret = field.secret || written.is_secret;
    Input {
        help: words::help(&field.docs, field.deprecated.as_deref(), &field.required_on),
        is_required: required && field.presence == Presence::Required,
        is_positional: false,
        field: Some(field.wire.clone()),
        ..input(&field.wire, "field", written, is_secret, taken)
    }
}

/// What parameters and fields have in common. Secrets and bytes are read from files, which their flags say.
fn input(wire: &str, place: &str, written: Written, is_secret: bool, taken: &mut Taken) -> Input {
    let Written { kind, is_list, values, is_closed, .. } = written;
    // A file holds one value, and a list is one in JSON.
    let kind = if is_secret && is_list { Kind::Json } else { kind };
    let name = kebab(wire, place);
    let from_file = is_secret || kind == Kind::File;
    let flag = if from_file && !name.ends_with("file") { format!("{name}-file") } else { name };
    let value = if from_file { "FILE".to_owned() } else { value(&flag, kind) };
    Input {
        flag: taken.take(&flag, place),
        value,
        help: String::new(),
        kind,
        is_list: is_list && !is_secret,
        is_required: false,
        is_positional: false,
        is_secret,
        field: None,
        values,
        is_closed,
    }
}

fn value(flag: &str, kind: Kind) -> String {
    match kind {
        Kind::Json => "JSON".to_owned(),
        Kind::Flag => "BOOL".to_owned(),
        _ => flag.to_uppercase().replace('-', "_"),
    }
}

/// A constant as JSON text.
fn json(value: &Sample) -> String {
    let value = match value {
        Sample::Boolean(value) => serde_json::Value::from(*value),
        Sample::Integer(value) => i64::try_from(*value).map_or_else(
            |_| u64::try_from(*value).map_or(serde_json::Value::Null, serde_json::Value::from),
            serde_json::Value::from,
        ),
        Sample::Number(value) => serde_json::Value::from(*value),
        Sample::Text(text) => serde_json::Value::from(text.as_str()),
        _ => serde_json::Value::Null,
    };
    value.to_string()
}
