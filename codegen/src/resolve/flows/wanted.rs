//! What a pointer may point at.

use crate::model::{Scalar, SchemaKind, Type};
use crate::resolve::Schemas;
use crate::resolve::schemas::expand;

/// What a pointer has to point at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// What can be written into a request: it may be secret.
    Text,
    /// A text that leads to the next page: it may be secret.
    Link,
    /// What a wait compares and shows.
    State,
    /// What is greater the later it is: it may be secret.
    Time,
    Boolean,
    WholeNumber,
    List,
}

impl Wanted {
    pub(super) fn words(self) -> &'static str {
        match self {
            Wanted::Text => "a text or a number",
            Wanted::Link => "a `url` or a `string`",
            Wanted::State => "a text, a number or a `bool`",
            Wanted::Time => "a `date`, a `date-time`, or a `string` that is greater the later it is",
            Wanted::Boolean => "a `bool`",
            Wanted::WholeNumber => "a whole number: `i32`, `i64`, `u32` or `u64`",
            Wanted::List => "a list",
        }
    }

    pub(super) fn may_be_secret(self) -> bool {
        matches!(self, Wanted::Text | Wanted::Link | Wanted::Time)
    }

    pub(super) fn fits(self, ty: &Type, schemas: &Schemas) -> bool {
        let ty = expand(ty, schemas);
        let is_enum = matches!(kind(ty, schemas), Some(SchemaKind::Enum(_)));
        let is_text =
            |scalar| !matches!(scalar, Scalar::Json | Scalar::Bytes | Scalar::F32 | Scalar::F64 | Scalar::Bool);
        match (self, scalar(ty, schemas)) {
            (Wanted::Text, Some(scalar)) => is_text(scalar),
            (Wanted::State, Some(scalar)) => is_text(scalar) || scalar == Scalar::Bool,
            (Wanted::Text | Wanted::State, None) => is_enum,
            (Wanted::Link, _) => is_link(ty, schemas),
            (Wanted::Time, scalar) => matches!(scalar, Some(Scalar::String | Scalar::Date | Scalar::DateTime)),
            (Wanted::Boolean, _) => *ty == Type::Scalar(Scalar::Bool),
            (Wanted::WholeNumber, _) => matches!(ty, Type::Scalar(scalar) if is_whole(*scalar)),
            (Wanted::List, _) => matches!(ty, Type::List(_)),
        }
    }
}

fn kind<'s>(ty: &Type, schemas: &'s Schemas) -> Option<&'s SchemaKind> {
    let Type::Schema(name, _) = ty else { return None };
    schemas.get(name.index)?.as_ref().map(|schema| &schema.kind)
}

/// The scalar that a type is, by itself or by another name.
pub(super) fn scalar(ty: &Type, schemas: &Schemas) -> Option<Scalar> {
    match (expand(ty, schemas), kind(expand(ty, schemas), schemas)) {
        (Type::Scalar(scalar), _) => Some(*scalar),
        (_, Some(SchemaKind::Named(named))) => Some(named.scalar),
        _ => None,
    }
}

/// Whether a value of the type is an address, or may be one.
pub(super) fn is_link(ty: &Type, schemas: &Schemas) -> bool {
    matches!(scalar(ty, schemas), Some(Scalar::String | Scalar::Url))
}

pub(super) fn is_secret(ty: &Type, schemas: &Schemas) -> bool {
    matches!(kind(expand(ty, schemas), schemas), Some(SchemaKind::Named(named)) if named.secret)
}

pub(super) fn is_whole(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64)
}
