//! Values written in a spec: checked against their type, and made up where a doc needs one.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::{Resolver, Schemas};
use crate::document::{Document, Literal};
use crate::messages as say;
use crate::model::{Constant, Field, Format, Presence, Rule, Sample, Scalar, Schema, SchemaKind, Struct, Type, Union};
use crate::parse::{Entries, Slot};
use crate::span::{Span, Spanned};

/// Which way an example goes: what is read-only is not sent, what is write-only is not received.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Sent,
    Received,
}

/// What generics stand for where a value is checked.
type Bindings<'b> = BTreeMap<String, &'b Type>;

/// A scalar as the text that it is in a parameter.
pub(super) fn sample_text(sample: &Sample, schemas: &Schemas) -> Option<String> {
    match sample {
        Sample::Text(text) => Some(text.clone()),
        Sample::Boolean(value) => Some(value.to_string()),
        Sample::Integer(value) => Some(value.to_string()),
        Sample::Number(value) => Some(value.to_string()),
        Sample::Named { value, .. } => sample_text(value, schemas),
        Sample::Enum { schema, value } => match &schemas.get(*schema)?.as_ref()?.kind {
            SchemaKind::Enum(kind) => kind.values.get(*value).map(|value| value.wire.clone()),
            _ => None,
        },
        _ => None,
    }
}

impl Resolver<'_> {
    /// A value of a type, as something sent.
    pub(super) fn sample(&self, literal: Spanned<&Literal>, ty: &Type, schemas: &Schemas) -> Option<Sample> {
        self.sample_in(literal, ty, schemas, Way::Sent)
    }

    pub(super) fn sample_in(
        &self,
        literal: Spanned<&Literal>,
        ty: &Type,
        schemas: &Schemas,
        way: Way,
    ) -> Option<Sample> {
        Reader { resolver: self, schemas, way }.read(literal, ty, &Bindings::new())
    }

    /// Whether a value is as rules want it; where it is not, that was reported.
    pub(super) fn obeys(&self, value: &Sample, rules: &[Rule], at: Span) -> bool {
        match rules.iter().find(|rule| !holds(rule, value)) {
            None => true,
            Some(rule) => {
                self.report(say::value_breaks_rule(at, &describe(rule)));
                false
            }
        }
    }

    /// Examples of fields and of schemas, checked once every schema is known.
    pub(super) fn check_schema_examples(&self, document: &Document, schemas: &mut [Option<Schema>]) {
        let written = document.files.iter().filter_map(|file| file.schemas.get()).flat_map(Entries::iter);
        let mut found = Vec::new();
        for (index, (_, schema)) in written.enumerate() {
            let Some(Some(resolved)) = schemas.get(index) else { continue };
            let whole = Type::Schema(resolved.name.clone(), Vec::new());
            for example in schema.value.examples.get().into_iter().flatten().filter_map(Slot::spanned) {
                if resolved.generics.is_empty() {
                    let sample = self.sample_in(example, &whole, schemas, Way::Received);
                    found.extend(sample.map(|sample| (index, None, sample)));
                }
            }
            let SchemaKind::Struct(object) = &resolved.kind else { continue };
            let places: BTreeMap<&str, usize> =
                object.fields.iter().enumerate().map(|(at, field)| (field.wire.as_str(), at)).collect();
            for (wire, field) in schema.value.fields.get().into_iter().flat_map(Entries::iter) {
                let Some(&at) = places.get(wire.value.as_str()) else { continue };
                let ty = &object.fields[at].ty;
                for literal in [&field.value.default, &field.value.example].into_iter().filter_map(Slot::spanned) {
                    let sample = self
                        .sample(literal, ty, schemas)
                        .filter(|sample| self.obeys(sample, &object.fields[at].rules, literal.span));
                    found.extend(sample.map(|sample| (index, Some(at), sample)));
                }
            }
        }
        for (index, at, sample) in found {
            let Some(Some(schema)) = schemas.get_mut(index) else { continue };
            schema.examples.extend(at.is_none().then(|| sample.clone()));
            match (&mut schema.kind, at) {
                (SchemaKind::Struct(object), Some(at)) => object.fields[at].example = Some(sample),
                (SchemaKind::Named(named), None) => {
                    if let Sample::Named { value, .. } = sample {
                        named.example = Some(*value);
                    }
                }
                _ => {}
            }
        }
    }
}

struct Reader<'r, 'a> {
    resolver: &'r Resolver<'a>,
    schemas: &'r Schemas,
    way: Way,
}

impl Reader<'_, '_> {
    fn read(&self, literal: Spanned<&Literal>, ty: &Type, bindings: &Bindings<'_>) -> Option<Sample> {
        let mismatch = |expected: &str| self.resolver.refuse(say::value_mismatch(literal.span, expected));
        match ty {
            Type::Scalar(scalar) => self.scalar(literal, *scalar),
            Type::Generic(letter) => self.read(literal, bindings.get(&letter.to_string())?, &Bindings::new()),
            Type::Nullable(_) if *literal.value == Literal::Null => Some(Sample::Null),
            Type::Nullable(inner) => self.read(literal, inner, bindings),
            Type::List(item) | Type::Set(item) => {
                let Literal::List(items) = literal.value else { return mismatch("a list") };
                let items: Option<Vec<Sample>> =
                    items.iter().map(|slot| self.read(slot.spanned()?, item, bindings)).collect();
                items.map(Sample::List)
            }
            Type::Map(item) => {
                let Literal::Map(entries) = literal.value else { return mismatch("a map") };
                let entries: Option<Vec<(String, Sample)>> = entries
                    .0
                    .iter()
                    .map(|(key, slot)| Some((key.value.clone(), self.read(slot.spanned()?, item, bindings)?)))
                    .collect();
                entries.map(Sample::Map)
            }
            Type::Schema(name, arguments) => {
                let schema = self.schemas.get(name.index)?.as_ref()?;
                let inner: Bindings<'_> = schema.generics.iter().map(ToString::to_string).zip(arguments).collect();
                self.schema(literal, schema, &inner)
            }
        }
    }

    fn schema(&self, literal: Spanned<&Literal>, schema: &Schema, bindings: &Bindings<'_>) -> Option<Sample> {
        let index = schema.name.index;
        match &schema.kind {
            SchemaKind::Alias(ty) => self.read(literal, ty, bindings),
            SchemaKind::Named(named) => {
                let value = self.scalar(Spanned::new(literal.value, literal.span), named.scalar)?;
                self.rules(&value, &named.rules, literal.span)?;
                Some(Sample::Named { schema: index, value: Box::new(value) })
            }
            SchemaKind::Enum(kind) => {
                let number =
                    if let Literal::Integer(number) = literal.value { number.to_string() } else { String::new() };
                let text = match literal.value {
                    Literal::Text(text) if !kind.is_whole() => text,
                    Literal::Integer(_) if kind.is_whole() => &number,
                    _ => {
                        let expected = if kind.is_whole() { "a whole number" } else { "text" };
                        let expected = format!("{expected}: one of the enum's values");
                        return self.resolver.refuse(say::value_mismatch(literal.span, &expected));
                    }
                };
                let same = |wire: &str| wire == text || (self.way == Way::Received && wire.eq_ignore_ascii_case(text));
                match kind.values.iter().position(|value| same(&value.wire)) {
                    Some(value) => Some(Sample::Enum { schema: index, value }),
                    None => {
                        let near = self.resolver.nearest(text, kind.values.iter().map(|value| value.wire.as_str()));
                        let known: Vec<&str> = kind.values.iter().map(|value| value.wire.as_str()).collect();
                        self.resolver.refuse(say::unknown_value(literal.span, text, &schema.name.wire, near, &known))
                    }
                }
            }
            SchemaKind::Union(union) => self.member(literal, index, union),
            SchemaKind::Struct(object) => self.object(literal, index, None, object, &schema.name.wire, bindings),
            SchemaKind::Variants(variants) => self.variant(literal, index, variants, &schema.name.wire),
        }
    }

    fn scalar(&self, literal: Spanned<&Literal>, scalar: Scalar) -> Option<Sample> {
        let mismatch = |expected: &str| self.resolver.refuse(say::value_mismatch(literal.span, expected));
        match (scalar, literal.value) {
            (Scalar::Json, value) => json(value),
            (Scalar::Bool, Literal::Boolean(value)) => Some(Sample::Boolean(*value)),
            (Scalar::Bool, _) => mismatch("true or false"),
            (Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64, Literal::Integer(value)) => {
                let (lowest, highest) = super::constraints::integer_bounds(scalar);
                if (lowest..=highest).contains(value) {
                    Some(Sample::Integer(*value))
                } else {
                    mismatch(&format!("a whole number from {lowest} to {highest}"))
                }
            }
            (Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64, _) => mismatch("a whole number"),
            (Scalar::F32, Literal::Number(value)) if value.abs() > f64::from(f32::MAX) => {
                mismatch("a number that an f32 holds")
            }
            (Scalar::F32 | Scalar::F64, Literal::Number(value)) => Some(Sample::Number(*value)),
            #[expect(clippy::cast_precision_loss, reason = "an example of a float is a float")]
            (Scalar::F32 | Scalar::F64, Literal::Integer(value)) => Some(Sample::Number(*value as f64)),
            (Scalar::F32 | Scalar::F64, _) => mismatch("a number"),
            (scalar, Literal::Text(text)) => {
                let value = Sample::Text(text.clone());
                if let (Some(format), Way::Sent) = (scalar.format(), self.way) {
                    self.rules(&value, &[Rule::Format(format)], literal.span)?;
                }
                Some(value)
            }
            _ => mismatch("text (in quotes)"),
        }
    }

    fn object(
        &self,
        literal: Spanned<&Literal>,
        schema: usize,
        variant: Option<usize>,
        object: &Struct,
        name: &str,
        bindings: &Bindings<'_>,
    ) -> Option<Sample> {
        let Literal::Map(entries) = literal.value else {
            return self.resolver.refuse(say::value_mismatch(literal.span, &format!("a map: the fields of `{name}`")));
        };
        let here = |field: &Field| if self.way == Way::Sent { !field.read_only } else { !field.write_only };
        let mut fields = Vec::new();
        let mut rest = Vec::new();
        let mut complete = true;
        for (key, slot) in &entries.0 {
            if object.constants.iter().any(|constant| constant.wire == key.value) {
                continue;
            }
            let known = object
                .fields
                .iter()
                .position(|field| here(field) && (field.wire == key.value || field.accept.contains(&key.value)));
            let Some(at) = known else {
                if let Some(further) = object.rest.as_ref().filter(|further| !further.others.contains(&key.value)) {
                    let value = slot.spanned().and_then(|value| self.read(value, &further.item, bindings));
                    complete &= value.is_some();
                    rest.extend(value.map(|value| (key.value.clone(), value)));
                    continue;
                }
                complete = false;
                if self.resolver.refused_fields.borrow().contains(&(schema, key.value.clone())) {
                    continue;
                }
                let near = self.resolver.nearest(&key.value, object.fields.iter().map(|field| field.wire.as_str()));
                self.resolver.report(say::unknown_member(&key.value, key.span, name, near));
                continue;
            };
            let field = &object.fields[at];
            let Some(value) = slot.spanned() else { continue };
            if *value.value == Literal::Null && field.presence != Presence::Required {
                // A null is read as absent, except where the two are kept apart.
                fields.extend((field.presence != Presence::Optional).then_some((at, Sample::Null)));
                continue;
            }
            let sample = self.read(value, &field.ty, bindings);
            let sample = sample.filter(|sample| {
                self.way == Way::Received || self.rules(sample, &field.rules, slot.span().unwrap_or_default()).is_some()
            });
            complete &= sample.is_some();
            fields.extend(sample.map(|sample| (at, sample)));
        }
        for field in object.fields.iter().filter(|field| here(field)) {
            let needed = matches!(field.presence, Presence::Required | Presence::Nullable);
            let written = entries.0.iter().any(|(key, _)| key.value == field.wire || field.accept.contains(&key.value));
            if needed && !written {
                complete = false;
                self.resolver.report(say::missing_member(literal.span, &field.wire, name));
            }
        }
        fields.sort_by_key(|(at, _)| *at);
        complete.then_some(Sample::Struct { schema, variant, fields, rest })
    }

    /// A variant is told by what it always sends, else by which one has all the members that were written.
    fn variant(
        &self,
        literal: Spanned<&Literal>,
        schema: usize,
        variants: &[(proc_macro2::Ident, crate::model::Docs, Struct)],
        name: &str,
    ) -> Option<Sample> {
        let Literal::Map(entries) = literal.value else {
            return self.resolver.refuse(say::value_mismatch(literal.span, &format!("a map: the fields of `{name}`")));
        };
        let sends = |constant: &Constant| {
            let written = entries.0.iter().find(|(key, _)| key.value == constant.wire).and_then(|(_, slot)| slot.get());
            written.and_then(json).is_some_and(|value| value == constant.value)
        };
        let fits = |object: &Struct| {
            let known = |key: &str| {
                object.rest.is_some()
                    || object.fields.iter().any(|field| field.wire == key)
                    || object.constants.iter().any(|constant| constant.wire == key)
            };
            object.constants.iter().all(sends) && entries.0.iter().all(|(key, _)| known(&key.value))
        };
        match variants.iter().position(|(_, _, object)| fits(object)) {
            Some(at) => self.object(literal, schema, Some(at), &variants[at].2, name, &Bindings::new()),
            None => self.resolver.refuse(say::no_variant_fits(
                literal.span,
                name,
                &variants.iter().map(|(ident, ..)| ident.to_string()).collect::<Vec<_>>(),
            )),
        }
    }

    fn member(&self, literal: Spanned<&Literal>, schema: usize, union: &Union) -> Option<Sample> {
        let Some(name) = &union.discriminator else {
            let Some(member) = super::unions::member_of(literal.value, union) else {
                let known: Vec<&str> = union.members.iter().map(|member| member.tag.as_str()).collect();
                return self.resolver.refuse(say::no_member_fits(literal.span, &known));
            };
            let value = self.read(literal, &union.members[member].ty, &Bindings::new())?;
            return Some(Sample::Member { schema, member, value: Box::new(value) });
        };
        let Literal::Map(entries) = literal.value else {
            return self.resolver.refuse(say::value_mismatch(literal.span, &format!("a map with `{name}`")));
        };
        let tag = entries.0.iter().find(|(key, _)| key.value == *name).and_then(|(_, slot)| match slot {
            Slot::Given(Literal::Text(text), span) => Some(Spanned::new(text.clone(), *span)),
            _ => None,
        });
        let Some(tag) = tag else { return self.resolver.refuse(say::missing_member(literal.span, name, "a union")) };
        let Some(member) = union.members.iter().position(|member| member.tag == tag.value) else {
            let near = self.resolver.nearest(&tag.value, union.members.iter().map(|member| member.tag.as_str()));
            let known: Vec<&str> = union.members.iter().map(|member| member.tag.as_str()).collect();
            return self.resolver.refuse(say::unknown_value(tag.span, &tag.value, "the union", near, &known));
        };
        let rest = Literal::Map(Entries(entries.0.iter().filter(|(key, _)| key.value != *name).cloned().collect()));
        let value = self.read(Spanned::new(&rest, literal.span), &union.members[member].ty, &Bindings::new())?;
        Some(Sample::Member { schema, member, value: Box::new(value) })
    }

    fn rules(&self, value: &Sample, rules: &[Rule], span: Span) -> Option<()> {
        (self.way == Way::Received || self.resolver.obeys(value, rules, span)).then_some(())
    }
}

/// Whether a value is as a rule wants it; the runtime checks the same before it sends.
fn holds(rule: &Rule, value: &Sample) -> bool {
    match (rule, value) {
        (rule, Sample::Named { value, .. }) => holds(rule, value),
        (rule, Sample::List(items)) => items.iter().all(|item| holds(rule, item)),
        (Rule::Length(min, max), Sample::Text(text)) => (*min..=*max).contains(&text.chars().count()),
        (Rule::Pattern(pattern), Sample::Text(text)) => {
            regex_lite::Regex::new(pattern).is_ok_and(|regex| regex.is_match(text))
        }
        (Rule::Integer(min, max), Sample::Integer(number)) => (*min..=*max).contains(number),
        (Rule::Number(min, max), Sample::Number(number)) => (*min..=*max).contains(number),
        (Rule::Format(Format::Uuid), Sample::Text(text)) => is_uuid(text),
        (Rule::Format(Format::Date), Sample::Text(text)) => text.len() == 10 && matches_shape(text, "dddd-dd-dd"),
        (Rule::Format(Format::DateTime), Sample::Text(text)) => {
            text.get(..19).is_some_and(|head| matches_shape(head, "dddd-dd-ddTdd:dd:dd")) && text.len() > 19
        }
        (Rule::Format(Format::Url), Sample::Text(text)) => text.contains("://"),
        (Rule::Format(Format::Duration), Sample::Text(text)) => text.trim_start_matches('-').starts_with('P'),
        (Rule::Format(Format::Decimal), Sample::Text(text)) => text.parse::<f64>().is_ok(),
        _ => true,
    }
}

fn describe(rule: &Rule) -> String {
    match rule {
        Rule::Length(min, usize::MAX) => format!("at least {min} characters"),
        Rule::Length(min, max) => format!("{min} to {max} characters"),
        Rule::Pattern(pattern) => format!("text that matches `{pattern}`"),
        Rule::Integer(min, max) => format!("a whole number from {min} to {max}"),
        Rule::Number(min, max) => format!("a number from {min} to {max}"),
        Rule::Format(Format::Uuid) => "a UUID".to_owned(),
        Rule::Format(Format::Date) => "a date like `2026-11-22`".to_owned(),
        Rule::Format(Format::DateTime) => "a time like `2026-11-22T09:00:00Z`".to_owned(),
        Rule::Format(Format::Url) => "a URL".to_owned(),
        Rule::Format(Format::Duration) => "a duration like `PT30M`".to_owned(),
        Rule::Format(Format::Decimal) => "a decimal number".to_owned(),
    }
}

fn is_uuid(text: &str) -> bool {
    matches_shape(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")
}

fn matches_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.chars().zip(shape.chars()).all(|(c, wanted)| match wanted {
            'd' => c.is_ascii_digit(),
            'x' => c.is_ascii_hexdigit(),
            'T' => matches!(c, 'T' | 't'),
            other => c == other,
        })
}

/// A value whose type says nothing about it.
pub(super) fn json(literal: &Literal) -> Option<Sample> {
    Some(match literal {
        Literal::Null => Sample::Null,
        Literal::Boolean(value) => Sample::Boolean(*value),
        Literal::Integer(value) => Sample::Integer(*value),
        Literal::Number(value) => Sample::Number(*value),
        Literal::Text(text) => Sample::Text(text.clone()),
        Literal::List(items) => Sample::List(items.iter().map(|slot| json(slot.get()?)).collect::<Option<_>>()?),
        Literal::Map(entries) => {
            let member = |(key, slot): &(Spanned<String>, Slot<Literal>)| Some((key.value.clone(), json(slot.get()?)?));
            Sample::Map(entries.0.iter().map(member).collect::<Option<_>>()?)
        }
    })
}

/// A value of a type, for docs: the author's example where there is one. None where it would be too large to be read.
pub(super) fn synthesize(ty: &Type, rules: &[Rule], schemas: &Schemas) -> Option<Sample> {
    let synthesis = Synthesis { schemas, left: Cell::new(LARGEST_SAMPLE) };
    let sample = synthesis.of_type(ty, rules, 0);
    (synthesis.left.get() > 0).then_some(sample)
}

/// In values. Objects that each hold two of the next kind double with every kind.
const LARGEST_SAMPLE: usize = 300;

/// Levels of objects in objects.
const DEEPEST_SAMPLE: usize = 16;

struct Synthesis<'s> {
    schemas: &'s Schemas,
    /// How many more values there may be.
    left: Cell<usize>,
}

impl Synthesis<'_> {
    fn of_type(&self, ty: &Type, rules: &[Rule], depth: usize) -> Sample {
        self.left.set(if depth < DEEPEST_SAMPLE { self.left.get().saturating_sub(1) } else { 0 });
        if self.left.get() == 0 {
            return Sample::Null;
        }
        match ty {
            Type::Scalar(scalar) => synthesize_scalar(*scalar, rules),
            Type::List(item) | Type::Set(item) if depth < 4 => Sample::List(vec![self.of_type(item, rules, depth + 1)]),
            Type::List(_) | Type::Set(_) => Sample::List(Vec::new()),
            Type::Map(_) => Sample::Map(Vec::new()),
            Type::Nullable(_) | Type::Generic(_) => Sample::Null,
            Type::Schema(name, arguments) => match self.schemas.get(name.index) {
                Some(Some(schema)) => self.of_schema(schema, arguments, rules, depth),
                _ => Sample::Null,
            },
        }
    }

    fn of_schema(&self, schema: &Schema, arguments: &[Type], rules: &[Rule], depth: usize) -> Sample {
        let index = schema.name.index;
        match &schema.kind {
            SchemaKind::Alias(ty) => self.of_type(&ty.with(&schema.generics, arguments), rules, depth + 1),
            SchemaKind::Named(named) => {
                let value = named.example.clone().unwrap_or_else(|| synthesize_scalar(named.scalar, &named.rules));
                Sample::Named { schema: index, value: Box::new(value) }
            }
            SchemaKind::Enum(_) => Sample::Enum { schema: index, value: 0 },
            SchemaKind::Struct(object) => self.of_object(schema, None, object, arguments, depth),
            SchemaKind::Variants(variants) => match variants.first() {
                Some((_, _, object)) => self.of_object(schema, Some(0), object, arguments, depth),
                None => Sample::Null,
            },
            SchemaKind::Union(union) => match union.members.first() {
                Some(member) => Sample::Member {
                    schema: index,
                    member: 0,
                    value: Box::new(self.of_type(&member.ty, &[], depth + 1)),
                },
                None => Sample::Null,
            },
        }
    }

    fn of_object(
        &self,
        schema: &Schema,
        variant: Option<usize>,
        object: &Struct,
        arguments: &[Type],
        depth: usize,
    ) -> Sample {
        let needed =
            object.fields.iter().enumerate().filter(|(_, field)| {
                matches!(field.presence, Presence::Required | Presence::Nullable) && !field.read_only
            });
        let value = |field: &Field| match (&field.example, field.presence) {
            (Some(example), _) => example.clone(),
            (None, Presence::Nullable) => Sample::Null,
            (None, _) => self.of_type(&field.ty.with(&schema.generics, arguments), &field.rules, depth + 1),
        };
        let fields = needed.take_while(|_| self.left.get() > 0).map(|(at, field)| (at, value(field))).collect();
        Sample::Struct { schema: schema.name.index, variant, fields, rest: Vec::new() }
    }
}

fn synthesize_scalar(scalar: Scalar, rules: &[Rule]) -> Sample {
    let text = |text: &str| Sample::Text(text.to_owned());
    let format = Format::of(rules).or_else(|| scalar.format());
    let lowest =
        rules.iter().find_map(|rule| if let Rule::Integer(min, max) = rule { Some(1.clamp(*min, *max)) } else { None });
    match scalar {
        Scalar::Bool => Sample::Boolean(true),
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => Sample::Integer(lowest.unwrap_or(1)),
        Scalar::F32 | Scalar::F64 => Sample::Number(
            rules
                .iter()
                .find_map(|rule| if let Rule::Number(min, max) = rule { Some(1f64.clamp(*min, *max)) } else { None })
                .unwrap_or(1.0),
        ),
        Scalar::Json => Sample::Null,
        Scalar::Bytes => text("AAEC"),
        _ => text(format.map_or("example", Format::example)),
    }
}
