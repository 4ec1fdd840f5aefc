//! Single values: whether they are of their type and as its rules want them. No message shows the value.

use apiloom_codegen::model::{Api, Rule, Scalar, SchemaKind, Type};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};

use super::formats::{has_format, matches, name};
use crate::mock::json::Json;

/// What a value has to be and is not.
pub(super) fn scalar_problem(value: &Json, scalar: Scalar) -> Option<String> {
    let must = |holds: bool, what: &str| (!holds).then(|| format!("must be {what}"));
    match (scalar, value) {
        (Scalar::Json, _) | (Scalar::Decimal, Json::Number(_)) => None,
        (_, Json::Null) => Some("must not be null".to_owned()),
        (Scalar::Bool, _) => must(matches!(value, Json::Boolean(_)), "true or false"),
        (Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64, _) => {
            let (lowest, highest) = integer_bounds(scalar);
            let holds = integer(value).is_some_and(|value| (lowest..=highest).contains(&value));
            must(holds, &format!("a whole number from {lowest} to {highest}"))
        }
        (Scalar::F32 | Scalar::F64, _) => must(matches!(value, Json::Number(_)), "a number"),
        (_, Json::Text(text)) => match (scalar, scalar.format()) {
            (Scalar::Bytes, _) => must(is_base64(text), "base64"),
            (_, Some(format)) => must(has_format(text, format), name(format)),
            _ => None,
        },
        (Scalar::Decimal, _) => must(false, "a decimal number"),
        _ => must(false, "text"),
    }
}

/// The first of the rules that a value breaks, as what it has to be.
pub(crate) fn broken_rule(value: &Json, rules: &[Rule]) -> Option<String> {
    rules.iter().find_map(|rule| match (rule, value) {
        (Rule::Length(least, most), Json::Text(text)) => {
            let length = text.chars().count();
            (!(*least..=*most).contains(&length)).then(|| length_wanted(*least, *most))
        }
        (Rule::Pattern(pattern), Json::Text(text)) => {
            (!matches(pattern, text)).then(|| format!("must match `{pattern}`"))
        }
        (Rule::Format(format), Json::Text(text)) => {
            (!has_format(text, *format)).then(|| format!("must be {}", name(*format)))
        }
        (Rule::Integer(least, most), value) => {
            let holds = integer(value).is_none_or(|value| (*least..=*most).contains(&value));
            (!holds).then(|| format!("must be from {least} to {most}"))
        }
        (Rule::Number(least, most), Json::Number(number)) => {
            let holds = number.as_f64().is_some_and(|value| (*least..=*most).contains(&value));
            (!holds).then(|| number_wanted(*least, *most))
        }
        _ => None,
    })
}

/// The value that a text stands for where everything is text: in parameters and forms. What is no value of the type
/// stays text, and is found to be wrong as such.
pub(crate) fn read_text(text: &str, ty: &Type, api: &Api) -> Json {
    let written = || Json::text(text);
    match ty {
        Type::Nullable(inner) => read_text(text, inner, api),
        Type::Scalar(Scalar::Bool) => match text {
            "true" => Json::Boolean(true),
            "false" => Json::Boolean(false),
            _ => written(),
        },
        Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F32 | Scalar::F64) => {
            text.parse().map_or_else(|_| written(), Json::Number)
        }
        Type::Scalar(Scalar::Json) | Type::Map(_) => serde_json::from_str(text).unwrap_or_else(|_| written()),
        Type::Schema(name, arguments) => match api.schemas.get(name.index) {
            None => written(),
            Some(schema) => match &schema.kind {
                SchemaKind::Alias(target) => read_text(text, &target.with(&schema.generics, arguments), api),
                SchemaKind::Named(named) => read_text(text, &Type::Scalar(named.scalar), api),
                SchemaKind::Enum(_) => written(),
                SchemaKind::Struct(_) | SchemaKind::Variants(_) | SchemaKind::Union(_) => {
                    serde_json::from_str(text).unwrap_or_else(|_| written())
                }
            },
        },
        _ => written(),
    }
}

fn integer(value: &Json) -> Option<i128> {
    let Json::Number(number) = value else { return None };
    number.as_i128()
}

fn integer_bounds(scalar: Scalar) -> (i128, i128) {
    match scalar {
        Scalar::I32 => (i32::MIN.into(), i32::MAX.into()),
        Scalar::U32 => (0, u32::MAX.into()),
        Scalar::U64 => (0, u64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    }
}

/// RFC 4648 section 4; many leave out the padding.
fn is_base64(text: &str) -> bool {
    STANDARD.decode(text).is_ok() || STANDARD_NO_PAD.decode(text).is_ok()
}

fn length_wanted(least: usize, most: usize) -> String {
    match (least, most) {
        (1, usize::MAX) => "must not be empty".to_owned(),
        (least, usize::MAX) => format!("must have {least} characters at least"),
        (0, most) => format!("must have {most} characters at most"),
        (least, most) => format!("must have {least} to {most} characters"),
    }
}

fn number_wanted(least: f64, most: f64) -> String {
    match (least > f64::MIN, most < f64::MAX) {
        (true, true) => format!("must be from {least} to {most}"),
        (true, false) => format!("must be {least} at least"),
        _ => format!("must be {most} at most"),
    }
}
