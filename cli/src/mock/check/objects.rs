//! Objects against their fields and constants.

use apiloom_codegen::model::{Api, Field, Presence, Schema, Struct, Type};
use apiloom_codegen::nearest;

use super::values::Checker;
use crate::mock::json::Json;

impl Checker<'_> {
    pub(super) fn object(&mut self, value: &Json, object: &Struct, schema: &Schema, arguments: &[Type]) {
        let Json::Object(members) = value else { return self.say("must be an object") };
        self.repeated(members);
        for (name, value) in members {
            let constant = object.constants.iter().find(|constant| constant.wire == *name);
            let field = object.fields.iter().find(|field| field.wire == *name);
            let rest = object.rest.as_ref().filter(|rest| !rest.others.contains(name));
            self.at(name.clone(), |checker| match (constant, field, rest) {
                (Some(constant), ..) => {
                    let wanted = Json::of_sample(&constant.value, checker.api);
                    if *value != wanted {
                        checker.report(format!("must be {}", serde_json::to_string(&wanted).unwrap_or_default()), None);
                    }
                }
                (None, Some(field), _) if field.read_only => checker.say("is never sent, only received"),
                (None, Some(field), _) => checker.field(value, field, schema, arguments),
                (None, None, Some(rest)) => {
                    checker.value(value, &rest.item.with(&schema.generics, arguments), &[]);
                }
                (None, None, None) => {
                    let fields = object.fields.iter().filter(|field| !field.read_only).map(|field| field.wire.as_str());
                    let constants = object.constants.iter().map(|constant| constant.wire.as_str());
                    checker.report("is not known".to_owned(), nearest(name, fields.chain(constants)));
                }
            });
        }
        let is_given = |wire: &str| members.iter().any(|(name, _)| name == wire);
        for constant in object.constants.iter().filter(|constant| !is_given(&constant.wire)) {
            self.at(constant.wire.clone(), |checker| checker.say("is missing"));
        }
        for field in object.fields.iter().filter(|field| !field.read_only && !is_given(&field.wire)) {
            self.absent(field);
        }
    }

    fn field(&mut self, value: &Json, field: &Field, schema: &Schema, arguments: &[Type]) {
        match (value, field.presence) {
            // A null is read as absent.
            (Json::Null, Presence::Optional) => self.absent_here(field),
            (Json::Null, Presence::Nullable | Presence::OptionalNullable) => {}
            _ => self.value(value, &field.ty.with(&schema.generics, arguments), &field.rules),
        }
    }

    fn absent(&mut self, field: &Field) {
        self.at(field.wire.clone(), |checker| checker.absent_here(field));
    }

    fn absent_here(&mut self, field: &Field) {
        if matches!(field.presence, Presence::Required | Presence::Nullable) {
            self.say("is missing");
        } else if is_required_on(&field.required_on, self.servers) {
            self.report(format!("is missing, and required on {}", field.required_on.join(", ")), None);
        }
    }

    pub(super) fn repeated(&mut self, members: &[(String, Json)]) {
        let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        let twice = names
            .windows(2)
            .find_map(|pair| if let [one, other] = pair { (one == other).then_some(one) } else { None });
        if let Some(name) = twice {
            self.at((*name).to_owned(), |checker| checker.say("is there twice"));
        }
    }
}

/// How much of an object is not of this variant, at a glance: what is deeper does not tell which one is meant.
pub(super) fn misfits(value: &Json, object: &Struct, api: &Api) -> usize {
    let Json::Object(members) = value else { return 0 };
    let constant = |name: &str| object.constants.iter().find(|constant| constant.wire == name);
    let is_other = |(name, value): &&(String, Json)| match constant(name) {
        Some(constant) => *value != Json::of_sample(&constant.value, api),
        None => object.rest.is_none() && !object.fields.iter().any(|field| field.wire == *name),
    };
    let fields = object.fields.iter().filter(|field| field.needed && !field.read_only).map(|field| &field.wire);
    let needed = fields.chain(object.constants.iter().map(|constant| &constant.wire));
    let missing = needed.filter(|wire| !members.iter().any(|(name, _)| name == *wire));
    members.iter().filter(is_other).count() + missing.count()
}

/// Whether every server that was asked refuses what lacks this.
pub(super) fn is_required_on(required_on: &[String], servers: &[&str]) -> bool {
    !servers.is_empty() && servers.iter().all(|server| required_on.iter().any(|known| known == server))
}
