//! From paths of the spec to the places that they lead to in a value.

use apiloom_codegen::model::{Api, Field, Path, Presence, SchemaKind, Type};
use proc_macro2::Ident;

use crate::mock::json::Json;

/// The fields that a path goes along.
pub(super) fn fields<'a>(api: &'a Api, ty: &Type, path: &Path) -> Option<Vec<&'a Field>> {
    let mut ty = ty.clone();
    let mut fields = Vec::new();
    for step in &path.0 {
        let field = field(api, &ty, &step.field)?;
        ty = field.ty.clone();
        fields.push(field);
    }
    Some(fields)
}

pub(super) fn field<'a>(api: &'a Api, ty: &Type, name: &Ident) -> Option<&'a Field> {
    match ty {
        Type::Nullable(inner) => field(api, inner, name),
        Type::Schema(schema, arguments) => {
            let schema = api.schemas.get(schema.index)?;
            match &schema.kind {
                SchemaKind::Alias(target) => field(api, &target.with(&schema.generics, arguments), name),
                SchemaKind::Struct(object) => object.fields.iter().find(|field| field.ident == *name),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The value that fields lead to, if they are there.
pub(super) fn at<'j>(value: &'j mut Json, fields: &[&Field]) -> Option<&'j mut Json> {
    let Some((first, rest)) = fields.split_first() else { return Some(value) };
    let Json::Object(members) = value else { return None };
    let member = members.iter_mut().find(|(name, _)| is_name_of(first, name));
    at(&mut member?.1, rest)
}

pub(super) fn leave_out(value: &mut Json, fields: &[&Field]) {
    let Some((last, before)) = fields.split_last() else { return };
    let Some(Json::Object(members)) = at(value, before) else { return };
    if matches!(last.presence, Presence::Optional | Presence::OptionalNullable) {
        return members.retain(|(name, _)| !is_name_of(last, name));
    }
    let nothing = if last.presence == Presence::Nullable { Json::Null } else { Json::text("") };
    members.iter_mut().filter(|(name, _)| is_name_of(last, name)).for_each(|(_, value)| *value = nothing.clone());
}

/// Whether a member of an example is this field: as one reads it who takes any casing.
fn is_name_of(field: &Field, name: &str) -> bool {
    field.wire.eq_ignore_ascii_case(name) || field.accept.iter().any(|other| other == name)
}
