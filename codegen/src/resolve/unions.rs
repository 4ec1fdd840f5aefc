//! Unions: their members, and how a received value is known to be one of them.

use std::collections::BTreeSet;

use super::schemas::{expand, written_schemas};
use super::{Resolver, Schemas, Taken, names};
use crate::document::{self, Document};
use crate::messages as say;
use crate::model::{JsonKind, Member, Presence, Sample, Scalar, Schema, SchemaKind, Sign, Struct, Type, Union, Value};
use crate::parse::{Entries, Slot};
use crate::span::Spanned;

impl Resolver<'_> {
    /// The members by name; what tells them apart is known once every schema is.
    pub(super) fn union(&self, written: &Entries<String>, schema: &document::Schema) -> Option<Union> {
        let discriminator = match &schema.discriminator {
            Slot::Given(name, _) => Some(name.clone()),
            Slot::Broken(_) => return None,
            Slot::Absent => None,
        };
        let mut taken = Taken::new(self);
        let mut members = Vec::new();
        for (tag, target) in written.iter() {
            let ident = self.name(names::variant(&tag.value), &tag.value, tag.span);
            let target = Spanned::new(target.value.clone(), target.span);
            let (Some(ident), Some(ty)) = (ident, self.whole_type(&target, &[])) else { continue };
            if discriminator.is_some() && !matches!(ty, Type::Schema(..)) {
                self.report(say::union_of_no_object(target.span, &target.value));
            } else if taken.take(&ident, &tag.value, tag.span) {
                members.push(Member { ident, tag: tag.value.clone(), ty, boxed: true, sign: Sign::Tag });
            }
        }
        (members.len() == written.0.len()).then_some(Union { discriminator, members })
    }

    /// Decides how members are told apart; a union of which that cannot be said is refused.
    pub(super) fn check_unions(&self, document: &Document, schemas: &mut [Option<Schema>]) {
        let mut decided = Vec::new();
        for (index, (_, written)) in written_schemas(document).enumerate() {
            let Some(Some(Schema { kind: SchemaKind::Union(union), .. })) = schemas.get(index) else { continue };
            let Some(targets) = written.value.union.get() else { continue };
            let targets: Vec<(Spanned<String>, Spanned<String>)> =
                targets.iter().map(|(name, ty)| (name.clone(), Spanned::new(ty.value.clone(), ty.span))).collect();
            let fits = match &union.discriminator {
                Some(discriminator) => self.check_tagged(discriminator, union, &targets, schemas).then(Vec::new),
                None => self.signs(union, &targets, schemas),
            };
            decided.push((index, fits));
        }
        for (index, fits) in decided {
            let Some(schema) = schemas.get_mut(index) else { continue };
            match (fits, schema.as_mut().map(|schema| &mut schema.kind)) {
                (Some(signs), Some(SchemaKind::Union(union))) => {
                    for (member, (sign, boxed)) in union.members.iter_mut().zip(signs) {
                        (member.sign, member.boxed) = (sign, boxed);
                    }
                }
                _ => *schema = None,
            }
        }
    }

    /// Members beside a discriminator are objects, which do not have it.
    fn check_tagged(
        &self,
        discriminator: &str,
        union: &Union,
        targets: &[(Spanned<String>, Spanned<String>)],
        schemas: &Schemas,
    ) -> bool {
        let mut fits = true;
        for (member, (_, target)) in union.members.iter().zip(targets) {
            let Type::Schema(name, _) = expand(&member.ty, schemas) else { continue };
            let Some(Some(schema)) = schemas.get(name.index) else { continue };
            let SchemaKind::Struct(object) = &schema.kind else {
                self.report(say::union_of_no_object(target.span, &target.value));
                fits = false;
                continue;
            };
            if object.fields.iter().any(|field| field.wire == *discriminator) {
                self.report(say::discriminator_is_field(target.span, &target.value, discriminator));
                fits = false;
            }
        }
        fits
    }

    /// For each member what only its values look like, and whether it is kept in a box.
    fn signs(
        &self,
        union: &Union,
        targets: &[(Spanned<String>, Spanned<String>)],
        schemas: &Schemas,
    ) -> Option<Vec<(Sign, bool)>> {
        let mut kinds = Vec::new();
        let mut fits = true;
        for (member, (_, target)) in union.members.iter().zip(targets) {
            let found = kinds_of(&member.ty, schemas, &mut BTreeSet::new());
            if found == Kinds::Anything {
                fits = false;
                self.report(say::union_of_anything(target.span, &target.value));
            }
            kinds.push(found);
        }
        // What a refused schema is, nobody knows.
        let kinds: Vec<Vec<JsonKind>> = kinds.into_iter().filter_map(Kinds::known).collect();
        if !fits || kinds.len() != union.members.len() {
            return None;
        }
        let mut signs = Vec::new();
        for (at, member) in union.members.iter().enumerate() {
            let is_alike = |other: usize| other != at && kinds[other].iter().any(|kind| kinds[at].contains(kind));
            let alike: Vec<usize> = (0..kinds.len()).filter(|other| is_alike(*other)).collect();
            let rivals: Vec<&Struct> =
                alike.iter().filter_map(|other| object(&union.members[*other].ty, schemas)).collect();
            let own = object(&member.ty, schemas).filter(|_| rivals.len() == alike.len());
            let sign = match own {
                _ if alike.is_empty() => Ok(Sign::Kinds(kinds[at].clone())),
                Some(own) => self.sign(own, &rivals, schemas),
                None => Err(0),
            };
            match sign {
                Ok(sign) => signs.push((sign, is_boxed(&member.ty, schemas))),
                Err(rival) => {
                    let other = alike.get(rival).copied().unwrap_or_default();
                    let (first, second) = (&targets[at.min(other)].0, &targets[at.max(other)].0);
                    let objects = [at, other].iter().all(|at| object(&union.members[*at].ty, schemas).is_some());
                    return self.refuse(say::union_members_alike(first, second, objects));
                }
            }
        }
        Some(signs)
    }

    /// What an object has that none of the others can have; or the other that is in the way.
    fn sign(&self, own: &Struct, rivals: &[&Struct], schemas: &Schemas) -> Result<Sign, usize> {
        let mut in_the_way = None;
        let mut is_free = |blocks: &dyn Fn(&Struct) -> bool| {
            let rival = rivals.iter().position(|rival| blocks(rival));
            in_the_way = in_the_way.or(rival);
            rival.is_none()
        };
        for (names, values) in fixed(own, schemas) {
            let is_alike = |rival: &Struct| {
                let theirs = fixed(rival, schemas).into_iter().find(|(theirs, _)| self.share(theirs, &names));
                match theirs {
                    Some((_, theirs)) => values.iter().any(|value| theirs.iter().any(|their| self.equal(value, their))),
                    None => self.has(rival, &names),
                }
            };
            if is_free(&is_alike) {
                return Ok(Sign::Values(names, values));
            }
        }
        for field in own.fields.iter().filter(|field| field.presence == Presence::Required && !field.write_only) {
            let names: Vec<String> = std::iter::once(&field.wire).chain(&field.accept).cloned().collect();
            if is_free(&|rival| self.has(rival, &names)) {
                return Ok(Sign::Field(names));
            }
        }
        Err(in_the_way.unwrap_or_default())
    }

    /// Whether some value of an object has one of these names.
    fn has(&self, object: &Struct, names: &[String]) -> bool {
        if object.rest.is_some() {
            return true;
        }
        let constants = object.constants.iter().map(|constant| &constant.wire);
        let fields = object.fields.iter().flat_map(|field| std::iter::once(&field.wire).chain(&field.accept));
        constants.chain(fields).any(|name| names.iter().any(|wanted| self.is_same(name, wanted)))
    }

    fn share(&self, left: &[String], right: &[String]) -> bool {
        left.iter().any(|name| right.iter().any(|other| self.is_same(name, other)))
    }

    /// Whether two constants are one to a client that reads them.
    fn equal(&self, left: &Sample, right: &Sample) -> bool {
        match (left, right) {
            (Sample::Text(left), Sample::Text(right)) => self.is_same(left, right),
            #[expect(clippy::cast_precision_loss, reason = "two that a float cannot tell apart are alike")]
            (Sample::Integer(whole), Sample::Number(number)) | (Sample::Number(number), Sample::Integer(whole)) => {
                (*whole as f64 - number).abs() < f64::EPSILON
            }
            (left, right) => left == right,
        }
    }

    fn is_same(&self, left: &str, right: &str) -> bool {
        left == right || (self.any_case && left.trim().eq_ignore_ascii_case(right.trim()))
    }
}

/// Names and values of what an object has one of these values in, always: constants, and fields of enums.
fn fixed(object: &Struct, schemas: &Schemas) -> Vec<(Vec<String>, Vec<Sample>)> {
    let constants = object.constants.iter().map(|constant| (vec![constant.wire.clone()], vec![constant.value.clone()]));
    let fields = object.fields.iter().filter(|field| field.presence == Presence::Required && !field.write_only);
    let enums = fields.filter_map(|field| {
        let Type::Schema(name, _) = expand(&field.ty, schemas) else { return None };
        let SchemaKind::Enum(kind) = &schemas.get(name.index)?.as_ref()?.kind else { return None };
        let sample = |value: &Value| match value.number {
            Some(number) => Sample::Integer(number.into()),
            None => Sample::Text(value.wire.clone()),
        };
        let values = kind.values.iter().map(sample).collect();
        Some((std::iter::once(&field.wire).chain(&field.accept).cloned().collect(), values))
    });
    constants.chain(enums).collect()
}

/// What JSON a type is.
#[derive(Debug, PartialEq)]
enum Kinds {
    Known(Vec<JsonKind>),
    /// Any of it, or a request's variants: those are never received.
    Anything,
    /// It refers to what was refused.
    Refused,
}

impl Kinds {
    fn known(self) -> Option<Vec<JsonKind>> {
        if let Kinds::Known(kinds) = self { Some(kinds) } else { None }
    }
}

fn kinds_of(ty: &Type, schemas: &Schemas, seen: &mut BTreeSet<usize>) -> Kinds {
    let only = |kind: JsonKind| Kinds::Known(vec![kind]);
    match expand(ty, schemas) {
        Type::Scalar(scalar) => kinds_of_scalar(*scalar),
        Type::List(_) | Type::Set(_) => only(JsonKind::List),
        Type::Map(_) => only(JsonKind::Object),
        Type::Nullable(_) | Type::Generic(_) => Kinds::Anything,
        Type::Schema(name, _) => match schemas.get(name.index).and_then(Option::as_ref).map(|schema| &schema.kind) {
            Some(SchemaKind::Struct(_)) => only(JsonKind::Object),
            Some(SchemaKind::Named(named)) => kinds_of_scalar(named.scalar),
            Some(SchemaKind::Enum(kind)) => only(if kind.is_whole() { JsonKind::Number } else { JsonKind::Text }),
            Some(SchemaKind::Union(union)) if union.discriminator.is_some() => only(JsonKind::Object),
            Some(SchemaKind::Union(_)) if !seen.insert(name.index) => Kinds::Anything,
            Some(SchemaKind::Union(union)) => {
                let mut all = Vec::new();
                for member in &union.members {
                    match kinds_of(&member.ty, schemas, seen) {
                        Kinds::Known(kinds) => all.extend(kinds),
                        other => return other,
                    }
                }
                all.sort_unstable();
                all.dedup();
                Kinds::Known(all)
            }
            Some(SchemaKind::Variants(_) | SchemaKind::Alias(_)) => Kinds::Anything,
            None => Kinds::Refused,
        },
    }
}

fn kinds_of_scalar(scalar: Scalar) -> Kinds {
    Kinds::Known(match scalar {
        Scalar::Json => return Kinds::Anything,
        Scalar::Bool => vec![JsonKind::Boolean],
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F32 | Scalar::F64 => vec![JsonKind::Number],
        Scalar::Decimal => vec![JsonKind::Text, JsonKind::Number],
        _ => vec![JsonKind::Text],
    })
}

fn object<'s>(ty: &Type, schemas: &'s Schemas) -> Option<&'s Struct> {
    let Type::Schema(name, _) = expand(ty, schemas) else { return None };
    match &schemas.get(name.index)?.as_ref()?.kind {
        SchemaKind::Struct(object) => Some(object),
        _ => None,
    }
}

/// Objects are large, and may hold the union again; anything else is neither.
fn is_boxed(ty: &Type, schemas: &Schemas) -> bool {
    let Type::Schema(name, _) = expand(ty, schemas) else { return false };
    let kind = schemas.get(name.index).and_then(Option::as_ref).map(|schema| &schema.kind);
    matches!(kind, Some(SchemaKind::Struct(_) | SchemaKind::Union(_)))
}

/// The member that a literal is, by the rules that the client reads by: none if it is none, or several.
pub(super) fn member_of(literal: &document::Literal, union: &Union) -> Option<usize> {
    use document::Literal;
    let kind = match literal {
        Literal::Text(_) => JsonKind::Text,
        Literal::Boolean(_) => JsonKind::Boolean,
        Literal::Integer(_) | Literal::Number(_) => JsonKind::Number,
        Literal::List(_) => JsonKind::List,
        Literal::Map(_) => JsonKind::Object,
        Literal::Null => return None,
    };
    let empty = Entries::default();
    let entries = if let Literal::Map(entries) = literal { entries } else { &empty };
    let value = |names: &[String]| {
        let found = entries.0.iter().find(|(key, _)| names.contains(&key.value));
        found.and_then(|(_, slot)| super::literals::json(slot.get()?))
    };
    let is_it = |member: &Member| match &member.sign {
        Sign::Tag => false,
        Sign::Kinds(kinds) => kinds.contains(&kind),
        Sign::Field(names) => value(names).is_some_and(|value| value != Sample::Null),
        Sign::Values(names, wanted) => value(names).is_some_and(|value| wanted.contains(&value)),
    };
    let mut found = union.members.iter().enumerate().filter(|(_, member)| is_it(member)).map(|(at, _)| at);
    found.next().filter(|_| found.next().is_none())
}
