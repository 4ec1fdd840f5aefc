//! Values for what the spec gives no example of.

use std::cell::{Cell, RefCell};

use apiloom_codegen::model::{Api, Field, Format, Presence, Rule, Sample, Scalar, Schema, SchemaKind, Struct, Type};

/// Which way a value goes: what is only received is not sent, and the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Sent,
    Received,
}

/// A value of a type with all that it may hold. None where it would be too large to be read.
pub(super) fn synthesize(api: &Api, ty: &Type, way: Way) -> Option<Sample> {
    let synthesis = Synthesis { api, way, left: Cell::new(LARGEST), inside: RefCell::default() };
    let sample = synthesis.of_type(ty, &[]);
    (synthesis.left.get() > 0).then_some(sample)
}

/// In values.
const LARGEST: usize = 200;

/// Levels of objects in objects.
const DEEPEST: usize = 12;

struct Synthesis<'a> {
    api: &'a Api,
    way: Way,
    /// How many more values there may be.
    left: Cell<usize>,
    /// The schemas around the value: an object goes without what would hold it again.
    inside: RefCell<Vec<usize>>,
}

impl Synthesis<'_> {
    fn of_type(&self, ty: &Type, rules: &[Rule]) -> Sample {
        self.left.set(self.left.get().saturating_sub(1));
        if self.left.get() == 0 {
            return Sample::Null;
        }
        match ty {
            Type::Scalar(scalar) => of_scalar(*scalar, rules),
            Type::List(item) | Type::Set(item) if self.holds_itself(item) => Sample::List(Vec::new()),
            Type::List(item) | Type::Set(item) => Sample::List(vec![self.of_type(item, rules)]),
            Type::Map(item) if self.holds_itself(item) => Sample::Map(Vec::new()),
            Type::Map(item) => Sample::Map(vec![("key".to_owned(), self.of_type(item, rules))]),
            Type::Nullable(inner) => self.of_type(inner, rules),
            Type::Generic(_) => Sample::Null,
            Type::Schema(name, arguments) => match self.api.schemas.get(name.index) {
                Some(schema) if self.inside.borrow().len() < DEEPEST => {
                    self.inside.borrow_mut().push(name.index);
                    let sample = self.of_schema(schema, arguments, rules);
                    self.inside.borrow_mut().pop();
                    sample
                }
                _ => Sample::Null,
            },
        }
    }

    fn of_schema(&self, schema: &Schema, arguments: &[Type], rules: &[Rule]) -> Sample {
        let index = schema.name.index;
        if let (Some(example), true) = (schema.examples.first(), schema.generics.is_empty()) {
            return example.clone();
        }
        match &schema.kind {
            SchemaKind::Alias(ty) => self.of_type(&ty.with(&schema.generics, arguments), rules),
            SchemaKind::Named(named) => {
                let value = named.example.clone().unwrap_or_else(|| of_scalar(named.scalar, &named.rules));
                Sample::Named { schema: index, value: Box::new(value) }
            }
            SchemaKind::Enum(_) => Sample::Enum { schema: index, value: 0 },
            SchemaKind::Struct(object) => self.of_object(schema, None, object, arguments),
            SchemaKind::Variants(variants) => match variants.first() {
                Some((_, _, object)) => self.of_object(schema, Some(0), object, arguments),
                None => Sample::Null,
            },
            SchemaKind::Union(union) => match union.members.first() {
                Some(member) => {
                    Sample::Member { schema: index, member: 0, value: Box::new(self.of_type(&member.ty, &[])) }
                }
                None => Sample::Null,
            },
        }
    }

    fn of_object(&self, schema: &Schema, variant: Option<usize>, object: &Struct, arguments: &[Type]) -> Sample {
        let wanted = |field: &Field| match self.way {
            Way::Sent => !field.read_only,
            Way::Received => !field.write_only,
        };
        let given = |field: &Field| {
            let may_be_absent = matches!(field.presence, Presence::Optional | Presence::OptionalNullable);
            let spared = field.deprecated.is_some() || self.holds_itself(&field.ty);
            wanted(field) && !(may_be_absent && spared)
        };
        let value = |field: &Field| {
            let ty = field.ty.with(&schema.generics, arguments);
            field.example.clone().unwrap_or_else(|| self.of_type(&ty, &field.rules))
        };
        let fields = object.fields.iter().enumerate().filter(|(_, field)| given(field));
        let fields = fields.take_while(|_| self.left.get() > 0).map(|(at, field)| (at, value(field))).collect();
        let rest = object.rest.as_ref().map(|rest| rest.item.with(&schema.generics, arguments));
        let rest =
            rest.filter(|item| !self.holds_itself(item)).map(|item| ("key".to_owned(), self.of_type(&item, &[])));
        let is_free = |(name, _): &(String, Sample)| {
            object.rest.as_ref().is_some_and(|rest| !rest.others.iter().any(|other| other.eq_ignore_ascii_case(name)))
        };
        let rest = rest.into_iter().filter(is_free).collect();
        Sample::Struct { schema: schema.name.index, variant, fields, rest }
    }

    /// Whether a value of the type would be inside of another one.
    fn holds_itself(&self, ty: &Type) -> bool {
        let mut found = false;
        super::users::each_schema(ty, &mut |index| found |= self.inside.borrow().contains(&index));
        found
    }
}

fn of_scalar(scalar: Scalar, rules: &[Rule]) -> Sample {
    let text = |text: &str| Sample::Text(text.to_owned());
    match scalar {
        Scalar::Bool => Sample::Boolean(true),
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => {
            let bounds =
                |rule: &Rule| if let Rule::Integer(min, max) = rule { Some(1.clamp(*min, *max)) } else { None };
            Sample::Integer(rules.iter().find_map(bounds).unwrap_or(1))
        }
        Scalar::F32 | Scalar::F64 => {
            let bounds =
                |rule: &Rule| if let Rule::Number(min, max) = rule { Some(1f64.clamp(*min, *max)) } else { None };
            Sample::Number(rules.iter().find_map(bounds).unwrap_or(1.5))
        }
        Scalar::Json => Sample::Map(Vec::new()),
        Scalar::Bytes => text("AAEC"),
        _ => text(scalar.format().or_else(|| Format::of(rules)).map_or("example", Format::example)),
    }
}
