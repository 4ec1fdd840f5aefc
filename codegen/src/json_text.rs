//! Values of a spec as JSON text.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};

use crate::document::Literal;
use crate::model::{Field, Sample, Schema, SchemaKind, Struct, Type};
use crate::parse::Slot;

/// A literal exactly as written.
pub(crate) fn literal(literal: &Slot<Literal>) -> String {
    let mut text = String::new();
    write_literal(literal.get().unwrap_or(&Literal::Null), &mut text);
    text
}

fn write_literal(literal: &Literal, out: &mut String) {
    match literal {
        Literal::Null => out.push_str("null"),
        Literal::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
        Literal::Integer(value) => out.push_str(&value.to_string()),
        Literal::Number(value) => out.push_str(&number(*value)),
        Literal::Text(text) => out.push_str(&quoted(text)),
        Literal::List(items) => {
            join(out, '[', items, ']', |item, out| write_literal(item.get().unwrap_or(&Literal::Null), out));
        }
        Literal::Map(entries) => join(out, '{', &entries.0, '}', |(key, value), out| {
            out.push_str(&quoted(&key.value));
            out.push(':');
            write_literal(value.get().unwrap_or(&Literal::Null), out);
        }),
    }
}

/// A value as the generated client encodes it: members in the order of the schema.
pub(crate) fn canonical(sample: &Sample, ty: &Type, schemas: &[Option<Schema>]) -> String {
    Writer { find: &|index| schemas.get(index)?.as_ref(), redact: None, hidden: false }.text(sample, ty)
}

/// The same as a request shows it: secrets are not in it.
pub(crate) fn redacted(sample: &Sample, ty: &Type, schemas: &[Option<Schema>]) -> String {
    Writer { find: &|index| schemas.get(index)?.as_ref(), redact: Some("[redacted]"), hidden: false }.text(sample, ty)
}

/// The same of a finished API, with another text in the place of secrets.
pub(crate) fn shown(sample: &Sample, ty: &Type, schemas: &[Schema], secret: &'static str) -> String {
    Writer { find: &|index| schemas.get(index), redact: Some(secret), hidden: false }.text(sample, ty)
}

/// What stands beside the fields of an object: its name and its value.
type Further = (String, Sample);

struct Writer<'w> {
    find: &'w dyn Fn(usize) -> Option<&'w Schema>,
    /// What stands for secrets, where they are not shown.
    redact: Option<&'static str>,
    /// Whether what is being written is part of a secret.
    hidden: bool,
}

impl Writer<'_> {
    fn text(&self, sample: &Sample, ty: &Type) -> String {
        let mut out = String::new();
        let _ = ty;
        self.write(sample, &mut out);
        out
    }

    fn write(&self, sample: &Sample, out: &mut String) {
        match sample {
            Sample::Null
            | Sample::Boolean(_)
            | Sample::Integer(_)
            | Sample::Number(_)
            | Sample::Text(_)
            | Sample::Enum { .. }
                if self.hidden =>
            {
                out.push_str(self.redact.unwrap_or_default());
            }
            Sample::Null => out.push_str("null"),
            Sample::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Sample::Integer(value) => out.push_str(&value.to_string()),
            Sample::Number(value) => out.push_str(&number(*value)),
            Sample::Text(text) => out.push_str(&quoted(text)),
            Sample::List(items) => join(out, '[', items, ']', |item, out| self.write(item, out)),
            Sample::Map(entries) => join(out, '{', entries, '}', |(key, value), out| self.member(key, value, out)),
            Sample::Named { schema, value } => match self.kind(*schema) {
                Some(SchemaKind::Named(named)) if named.secret && self.redact.is_some() => {
                    Writer { hidden: true, ..*self }.write(value, out);
                }
                _ => self.write(value, out),
            },
            Sample::Enum { schema, value } => {
                let Some(SchemaKind::Enum(kind)) = self.kind(*schema) else { return };
                let wire = kind.values.get(*value).map_or("", |value| &value.wire);
                out.push_str(&if kind.is_whole() { wire.to_owned() } else { quoted(wire) });
            }
            Sample::Struct { schema, variant, fields, rest } => {
                if let Some(object) = self.object(*schema, *variant) {
                    self.struct_(*schema, object, (fields, rest), None, out);
                }
            }
            Sample::Member { schema, member, value } => {
                let Some(SchemaKind::Union(union)) = self.kind(*schema) else { return };
                let Some(member) = union.members.get(*member) else { return };
                let Some(discriminator) = &union.discriminator else { return self.write(value, out) };
                let tag = (discriminator.as_str(), member.tag.as_str());
                if let Sample::Struct { schema, variant, fields, rest } = value.as_ref()
                    && let Some(object) = self.object(*schema, *variant)
                {
                    self.struct_(*schema, object, (fields, rest), Some(tag), out);
                }
            }
        }
    }

    fn struct_(
        &self,
        schema: usize,
        object: &Struct,
        (fields, rest): (&[(usize, Sample)], &[Further]),
        tag: Option<(&str, &str)>,
        out: &mut String,
    ) {
        enum Part<'p> {
            Tag(&'p str, &'p str),
            Constant(&'p str, &'p Sample),
            Field(&'p Field, &'p Sample),
            Rest(&'p str, &'p Sample),
        }
        let sent = (self.find)(schema).is_some_and(|schema| schema.direction.sent);
        let mut parts: Vec<Part<'_>> = tag.map(|(name, value)| Part::Tag(name, value)).into_iter().collect();
        for position in 0..=object.fields.len() {
            let constants = object.constants.iter().filter(|constant| constant.position == position);
            parts.extend(constants.map(|constant| Part::Constant(&constant.wire, &constant.value)));
            let value = fields.iter().find(|(at, _)| *at == position).map(|(_, value)| value);
            let field = object.fields.get(position).filter(|field| !(field.read_only && sent));
            if let (Some(field), Some(value)) = (field, value) {
                parts.push(Part::Field(field, value));
            }
        }
        // A client keeps them in a map.
        let rest: BTreeMap<&str, &Sample> = rest.iter().map(|(name, value)| (name.as_str(), value)).collect();
        parts.extend(rest.into_iter().map(|(name, value)| Part::Rest(name, value)));
        join(out, '{', &parts, '}', |part, out| match part {
            Part::Tag(name, value) => {
                out.push_str(&quoted(name));
                out.push(':');
                out.push_str(&quoted(value));
            }
            Part::Constant(name, value) | Part::Rest(name, value) => self.member(name, value, out),
            Part::Field(field, value) if field.secret && self.redact.is_some() => {
                Writer { hidden: true, ..*self }.member(&field.wire, value, out);
            }
            Part::Field(field, value) => self.member(&field.wire, value, out),
        });
    }

    fn member(&self, key: &str, value: &Sample, out: &mut String) {
        out.push_str(&quoted(key));
        out.push(':');
        self.write(value, out);
    }

    fn kind(&self, schema: usize) -> Option<&SchemaKind> {
        (self.find)(schema).map(|schema| &schema.kind)
    }

    fn object(&self, schema: usize, variant: Option<usize>) -> Option<&Struct> {
        match (self.kind(schema)?, variant) {
            (SchemaKind::Struct(object), _) => Some(object),
            (SchemaKind::Variants(variants), Some(variant)) => variants.get(variant).map(|(_, _, object)| object),
            _ => None,
        }
    }
}

fn join<T>(out: &mut String, open: char, items: &[T], close: char, mut write: impl FnMut(&T, &mut String)) {
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(close);
}

pub(crate) fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

fn number(value: f64) -> String {
    Number::from_f64(value).map_or_else(|| "null".to_owned(), |number| Value::Number(number).to_string())
}

/// A sample whose type says nothing about it, as a JSON value.
pub(crate) fn value(sample: &Sample) -> Value {
    match sample {
        Sample::Boolean(value) => Value::Bool(*value),
        Sample::Integer(value) => i64::try_from(*value).map_or(Value::Null, Value::from),
        Sample::Number(value) => Value::from(*value),
        Sample::Text(text) => Value::String(text.clone()),
        Sample::List(items) => Value::Array(items.iter().map(value).collect()),
        Sample::Map(entries) => {
            Value::Object(entries.iter().map(|(key, member)| (key.clone(), value(member))).collect::<Map<_, _>>())
        }
        _ => Value::Null,
    }
}
