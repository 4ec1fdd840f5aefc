//! Types as a spec writes them.

use apiloom_codegen::model::{Shape, Type};

/// A type as the spec writes it.
pub(super) fn type_text(ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => scalar.word().to_owned(),
        Type::Schema(name, arguments) if arguments.is_empty() => name.wire.clone(),
        Type::Schema(name, arguments) => {
            let arguments: Vec<String> = arguments.iter().map(type_text).collect();
            format!("{}<{}>", name.wire, arguments.join(", "))
        }
        Type::Generic(letter) => letter.to_string(),
        Type::List(item) => format!("list<{}>", type_text(item)),
        Type::Set(item) => format!("set<{}>", type_text(item)),
        Type::Map(item) => format!("map<{}>", type_text(item)),
        Type::Nullable(inner) => format!("{} | null", type_text(inner)),
    }
}

/// An answer as the spec writes it.
pub(super) fn shape_text(shape: &Shape) -> String {
    match shape {
        Shape::Empty => "empty".to_owned(),
        Shape::Json(ty) => type_text(ty),
        Shape::One(_, item) => format!("one {}", type_text(item)),
        Shape::Many(_, item) => format!("many {}", type_text(item)),
        Shape::Text => "string as text".to_owned(),
        Shape::Bytes => "bytes".to_owned(),
        Shape::Events(events) => {
            let data = events.data.as_ref().map_or_else(|| "string".to_owned(), type_text);
            let end = events.end.as_ref().map(|end| format!(" until {end:?}"));
            format!("events {data}{}", end.unwrap_or_default())
        }
    }
}
