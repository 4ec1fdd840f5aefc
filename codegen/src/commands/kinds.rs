//! What of a type can be written on a command line.

use super::Kind;
use crate::model::{Api, Scalar, SchemaKind, Type};

/// How a value is written, and the values that it may have.
pub(super) struct Written {
    pub(super) kind: Kind,
    pub(super) is_list: bool,
    pub(super) is_secret: bool,
    pub(super) values: Vec<(String, String)>,
    pub(super) is_closed: bool,
}

impl Written {
    fn of(kind: Kind) -> Self {
        Written { kind, is_list: false, is_secret: false, values: Vec::new(), is_closed: false }
    }
}

/// Scalars and lists of them are written as they are, everything else as JSON.
pub(super) fn written(api: &Api, ty: &Type) -> Written {
    match ty {
        Type::List(item) | Type::Set(item) => {
            let item = single(api, item);
            // A list of lists or of objects is written whole.
            if item.kind == Kind::Json { item } else { Written { is_list: true, ..item } }
        }
        ty => single(api, ty),
    }
}

fn single(api: &Api, ty: &Type) -> Written {
    match ty {
        Type::Scalar(scalar) => Written::of(scalar_kind(*scalar)),
        Type::Nullable(inner) => single(api, inner),
        Type::Schema(name, arguments) => {
            let Some(schema) = api.schemas.get(name.index) else { return Written::of(Kind::Json) };
            match &schema.kind {
                SchemaKind::Named(named) => {
                    Written { is_secret: named.secret, ..Written::of(scalar_kind(named.scalar)) }
                }
                SchemaKind::Enum(kind) => {
                    let text = |wire: &str, docs: &crate::model::Docs| (wire.to_owned(), super::plain(&docs.text));
                    Written {
                        values: kind.values.iter().map(|value| text(&value.wire, &value.docs)).collect(),
                        is_closed: kind.exhaustive,
                        ..Written::of(if kind.is_whole() { Kind::Whole } else { Kind::Text })
                    }
                }
                SchemaKind::Alias(ty) => written(api, &ty.with(&schema.generics, arguments)),
                SchemaKind::Struct(_) | SchemaKind::Variants(_) | SchemaKind::Union(_) => {
                    Written { is_secret: schema.holds_secret, ..Written::of(Kind::Json) }
                }
            }
        }
        Type::Generic(_) | Type::List(_) | Type::Set(_) | Type::Map(_) => Written::of(Kind::Json),
    }
}

fn scalar_kind(scalar: Scalar) -> Kind {
    match scalar {
        Scalar::Bool => Kind::Flag,
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => Kind::Whole,
        Scalar::F32 | Scalar::F64 => Kind::Number,
        Scalar::Json => Kind::Json,
        Scalar::Bytes => Kind::File,
        Scalar::String
        | Scalar::Decimal
        | Scalar::Uuid
        | Scalar::Date
        | Scalar::DateTime
        | Scalar::Duration
        | Scalar::Url => Kind::Text,
    }
}
