//! What a table of an answer shows first: what every item has, as far as it is one line.

use super::Kind;
use super::kinds::written;
use crate::model::{Api, Operation, Output, Presence, SchemaKind, Shape, Type};

pub(super) fn columns(api: &Api, operation: &Operation) -> Vec<String> {
    let item = match (&operation.paging, &operation.output) {
        (Some(paging), _) => &paging.item,
        (None, Output::Single(Shape::One(_, item) | Shape::Many(_, item) | Shape::Json(item))) => item,
        (None, _) => return Vec::new(),
    };
    fields(api, item)
}

fn fields(api: &Api, ty: &Type) -> Vec<String> {
    match ty {
        Type::List(item) | Type::Set(item) | Type::Nullable(item) => fields(api, item),
        Type::Schema(name, arguments) => {
            let Some(schema) = api.schemas.get(name.index) else { return Vec::new() };
            match &schema.kind {
                SchemaKind::Struct(object) => {
                    let present = object.fields.iter().filter(|field| field.presence == Presence::Required);
                    let is_line = |ty: &Type| {
                        let written = written(api, &ty.with(&schema.generics, arguments));
                        !written.is_list && !written.is_secret && !matches!(written.kind, Kind::Json | Kind::File)
                    };
                    let lines = present.filter(|field| !field.secret && !field.write_only && is_line(&field.ty));
                    lines.map(|field| field.wire.clone()).collect()
                }
                SchemaKind::Alias(ty) => fields(api, &ty.with(&schema.generics, arguments)),
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}
