//! A value against its type: everything that is wrong with it, each with its place.

use std::collections::BTreeSet;

use apiloom_codegen::model::{Api, Enum, JsonKind, Member, Rule, Sample, Schema, SchemaKind, Sign, Type, Union};
use apiloom_codegen::nearest;

use super::objects::misfits;
use super::scalars::{broken_rule, scalar_problem};
use crate::mock::json::Json;

/// Something that is wrong inside a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mismatch {
    /// A JSON Pointer (RFC 6901) from the value that was checked.
    pub(crate) pointer: String,
    pub(crate) detail: String,
    pub(crate) near: Option<String>,
}

/// Everything that is wrong with a value that was sent to these servers.
pub(crate) fn mismatches(value: &Json, ty: &Type, rules: &[Rule], api: &Api, servers: &[&str]) -> Vec<Mismatch> {
    let mut checker = Checker { api, servers, place: Vec::new(), found: Vec::new() };
    checker.value(value, ty, rules);
    checker.found
}

/// Nobody reads more of them, and a body can have millions.
const MOST: usize = 100;

pub(super) struct Checker<'c> {
    pub(super) api: &'c Api,
    pub(super) servers: &'c [&'c str],
    place: Vec<String>,
    found: Vec<Mismatch>,
}

impl Checker<'_> {
    pub(super) fn value(&mut self, value: &Json, ty: &Type, rules: &[Rule]) {
        match (ty, value) {
            (Type::Nullable(_), Json::Null) | (Type::Generic(_), _) => {}
            (Type::Nullable(inner), _) => self.value(value, inner, rules),
            (Type::Scalar(scalar), _) => {
                let problem = scalar_problem(value, *scalar).or_else(|| broken_rule(value, rules));
                if let Some(detail) = problem {
                    self.report(detail, None);
                }
            }
            (Type::List(item), Json::List(items)) => self.items(items, item, rules),
            (Type::Set(item), Json::List(items)) => {
                self.items(items, item, rules);
                let mut seen = BTreeSet::new();
                let twice = items.iter().position(|item| !seen.insert(serde_json::to_string(item).unwrap_or_default()));
                if let Some(at) = twice {
                    self.at(at.to_string(), |checker| checker.say("is there twice"));
                }
            }
            (Type::List(_) | Type::Set(_), _) => self.say("must be a list"),
            (Type::Map(item), Json::Object(members)) => {
                self.repeated(members);
                members.iter().for_each(|(name, value)| {
                    self.at(name.clone(), |checker| checker.value(value, item, rules));
                });
            }
            (Type::Map(_), _) => self.say("must be an object"),
            (Type::Schema(name, arguments), _) => {
                if let Some(schema) = self.api.schemas.get(name.index) {
                    self.schema(value, schema, arguments, rules);
                }
            }
        }
    }

    fn items(&mut self, items: &[Json], item: &Type, rules: &[Rule]) {
        for (at, value) in items.iter().enumerate() {
            self.at(at.to_string(), |checker| checker.value(value, item, rules));
        }
    }

    fn schema(&mut self, value: &Json, schema: &Schema, arguments: &[Type], rules: &[Rule]) {
        match &schema.kind {
            SchemaKind::Alias(target) => self.value(value, &target.with(&schema.generics, arguments), rules),
            SchemaKind::Named(named) => {
                let all: Vec<Rule> = named.rules.iter().chain(rules).cloned().collect();
                self.value(value, &Type::Scalar(named.scalar), &all);
            }
            SchemaKind::Enum(kind) => self.one_of_enum(value, kind),
            SchemaKind::Union(union) => self.union(value, union),
            SchemaKind::Struct(object) => self.object(value, object, schema, arguments),
            SchemaKind::Variants(variants) => {
                let meant = variants.iter().min_by_key(|(_, _, object)| misfits(value, object, self.api));
                let Some((ident, _, object)) = meant else { return };
                let known = self.found.len();
                self.object(value, object, schema, arguments);
                for mismatch in self.found.iter_mut().skip(known) {
                    mismatch.detail = format!("{} (as `{ident}`)", mismatch.detail);
                }
            }
        }
    }

    fn one_of_enum(&mut self, value: &Json, kind: &Enum) {
        let Json::Text(text) = value else { return self.say("must be text: one of the values of an enum") };
        if kind.values.iter().any(|value| value.wire == *text) {
            return;
        }
        let known = || kind.values.iter().map(|value| value.wire.as_str());
        let detail = match kind.values.len() {
            0..=8 => {
                format!("must be one of {}", known().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
            }
            count => format!("must be one of {count} values"),
        };
        self.report(detail, nearest(text, known()));
    }

    fn union(&mut self, value: &Json, union: &Union) {
        let Some(name) = &union.discriminator else { return self.alternative(value, union) };
        let Json::Object(members) = value else { return self.say("must be an object") };
        let Some(tag) = value.member(name) else {
            return self.at(name.clone(), |checker| checker.say("is missing"));
        };
        let Json::Text(tag) = tag else { return self.at(name.clone(), |checker| checker.say("must be text")) };
        let known = || union.members.iter().map(|member| member.tag.as_str());
        match union.members.iter().find(|member| member.tag == *tag) {
            Some(member) => {
                let rest = members.iter().filter(|(known, _)| known != name).cloned().collect();
                self.value(&Json::Object(rest), &member.ty, &[]);
            }
            None => self.at(name.clone(), |checker| {
                checker.report("must name a member of the union".to_owned(), nearest(tag, known()));
            }),
        }
    }

    /// A member of a union is known by its kind, or by the sign that it has.
    fn alternative(&mut self, value: &Json, union: &Union) {
        let names = |names: &[String]| names.iter().find_map(|name| value.member(name));
        let has_sign = |member: &&Member| match &member.sign {
            Sign::Tag => false,
            Sign::Kinds(kinds) => kind_of(value).is_some_and(|kind| kinds.contains(&kind)),
            Sign::Field(field) => names(field).is_some_and(|value| *value != Json::Null),
            Sign::Values(field, values) => {
                let known = |sample: &Sample| names(field) == Some(&Json::of_sample(sample, self.api));
                values.iter().any(known)
            }
        };
        match union.members.iter().find(has_sign) {
            Some(member) => self.value(value, &member.ty, &[]),
            None => self.say("must be one of the members of a union"),
        }
    }

    pub(super) fn at(&mut self, step: String, check: impl FnOnce(&mut Self)) {
        self.place.push(step);
        check(self);
        self.place.pop();
    }

    pub(super) fn say(&mut self, detail: &str) {
        self.report(detail.to_owned(), None);
    }

    pub(super) fn report(&mut self, detail: String, near: Option<&str>) {
        if self.found.len() < MOST {
            let steps = self.place.iter().map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1")));
            self.found.push(Mismatch { pointer: steps.collect(), detail, near: near.map(str::to_owned) });
        }
    }
}
fn kind_of(value: &Json) -> Option<JsonKind> {
    Some(match value {
        Json::Null => return None,
        Json::Boolean(_) => JsonKind::Boolean,
        Json::Number(_) => JsonKind::Number,
        Json::Text(_) => JsonKind::Text,
        Json::List(_) => JsonKind::List,
        Json::Object(_) => JsonKind::Object,
    })
}
