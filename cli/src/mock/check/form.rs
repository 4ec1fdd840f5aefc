//! Forms as the objects that they stand for.

use apiloom_codegen::model::{Api, Field, Sample, Scalar, Schema, SchemaKind, Struct, Type};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body_util::{BodyDataStream, Full};
use multer::Multipart;

use super::parameters::item_type;
use super::scalars::read_text;
use crate::mock::json::Json;
use crate::mock::received::Received;

/// `application/x-www-form-urlencoded`
pub(super) fn pairs(body: &[u8], ty: &Type, api: &Api) -> Json {
    let pairs = form_urlencoded::parse(body).map(|(name, value)| (name.into_owned(), Bytes::from(value.into_owned())));
    object(pairs.collect(), ty, api, Encoding::Pairs)
}

/// `multipart/form-data` (RFC 7578)
pub(super) async fn multipart(received: &Received, ty: &Type, api: &Api) -> Result<Json, String> {
    let media_type = received.header("content-type").into_iter().next().unwrap_or_default();
    let boundary = multer::parse_boundary(media_type).map_err(|_| "has no boundary in its media type")?;
    let body = BodyDataStream::new(Full::new(received.body.clone()));
    let mut parts = Multipart::new(body, boundary);
    let mut pairs = Vec::new();
    let broken = |_| "is not made of parts";
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().ok_or("has a part without a name")?.to_owned();
        pairs.push((name, part.bytes().await.map_err(broken)?));
    }
    Ok(object(pairs, ty, api, Encoding::Parts))
}

/// How bytes are written: in base64, or as they are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Pairs,
    Parts,
}

/// What is repeated is a list where the schema has one; elsewhere its name is there twice.
fn object(pairs: Vec<(String, Bytes)>, ty: &Type, api: &Api, encoding: Encoding) -> Json {
    let mut members: Vec<(String, Json)> = Vec::new();
    for (name, bytes) in pairs {
        match declared(&name, ty, api) {
            Declared::List(item) => {
                let value = value(&bytes, &item, api, encoding);
                match members.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, Json::List(items))) => items.push(value),
                    _ => members.push((name, Json::List(vec![value]))),
                }
            }
            Declared::Single(ty) => members.push((name, value(&bytes, &ty, api, encoding))),
            Declared::Constant(Sample::Text(_)) | Declared::Unknown => members.push((name, text(&bytes))),
            Declared::Constant(_) => {
                let value = serde_json::from_slice(&bytes).unwrap_or_else(|_| text(&bytes));
                members.push((name, value));
            }
        }
    }
    Json::Object(members)
}

enum Declared {
    List(Type),
    Single(Type),
    Constant(Sample),
    Unknown,
}

/// What a name stands for: in any of the variants, where there are several.
fn declared(name: &str, ty: &Type, api: &Api) -> Declared {
    let Type::Schema(schema_name, arguments) = ty else { return Declared::Unknown };
    let Some(schema) = api.schemas.get(schema_name.index) else { return Declared::Unknown };
    let objects: Vec<&Struct> = match &schema.kind {
        SchemaKind::Alias(target) => return declared(name, &target.with(&schema.generics, arguments), api),
        SchemaKind::Struct(object) => vec![object],
        SchemaKind::Variants(variants) => variants.iter().map(|(_, _, object)| object).collect(),
        _ => return Declared::Unknown,
    };
    let field = objects.iter().flat_map(|object| &object.fields).find(|field| field.wire == name);
    let constant = objects.iter().flat_map(|object| &object.constants).find(|constant| constant.wire == name);
    match (field, constant) {
        (Some(field), _) => of_field(field, schema, arguments, api),
        (None, Some(constant)) => Declared::Constant(constant.value.clone()),
        (None, None) => {
            let rest = objects.iter().find_map(|object| object.rest.as_ref());
            rest.map_or(Declared::Unknown, |rest| of_type(&rest.item, schema, arguments, api))
        }
    }
}

fn of_field(field: &Field, schema: &Schema, arguments: &[Type], api: &Api) -> Declared {
    of_type(&field.ty, schema, arguments, api)
}

fn of_type(ty: &Type, schema: &Schema, arguments: &[Type], api: &Api) -> Declared {
    let ty = ty.with(&schema.generics, arguments);
    item_type(&ty, api).map_or(Declared::Single(ty), Declared::List)
}

fn value(bytes: &Bytes, ty: &Type, api: &Api, encoding: Encoding) -> Json {
    match (ty, encoding) {
        (Type::Scalar(Scalar::Bytes), Encoding::Parts) => Json::text(STANDARD.encode(bytes)),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => read_text(text, ty, api),
            Err(_) => text(bytes),
        },
    }
}

fn text(bytes: &[u8]) -> Json {
    Json::text(String::from_utf8_lossy(bytes))
}
