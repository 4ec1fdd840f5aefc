//! Fields, and what constrains values.

use super::Exporter;
use super::expression::{self, Type, Written};
use super::extensions::copy;
use super::spec::type_of;
use super::types::Scope;
use crate::import::scalars;
use crate::import::tree::Node;
use crate::import::value::{Map, Value};

impl Exporter<'_> {
    /// `properties` and `required` of fields.
    pub(super) fn members(&mut self, fields: &Node, scope: &Scope, schema: &mut Map) {
        let mut properties = Map::default();
        let mut required = Vec::new();
        for (wire, field) in fields.entries() {
            let (property, is_required) = self.field(field, scope);
            properties.set(wire.clone(), property);
            if is_required {
                required.push(Value::from(wire.as_str()));
            }
        }
        schema.set("properties", properties);
        schema.set_some("required", Some(required).filter(|required| !required.is_empty()).map(Value::List));
    }

    fn field(&mut self, field: &Node, scope: &Scope) -> (Map, bool) {
        let mut keys = Map::default();
        copy(field, "const", "const", &mut keys);
        let written = type_of(field).map(expression::read);
        if let Some(Written { ty, .. }) = &written {
            keys = self.type_schema(ty, scope);
            constraints(field, ty, &mut keys);
            self.secret(field, ty, &mut keys);
        }
        self.docs(field, &mut keys);
        copy(field, "default", "default", &mut keys);
        keys.set_some("examples", field.get("example").map(|example| Value::List(vec![scalars::value(example)])));
        for (key, name) in [("read_only", "readOnly"), ("write_only", "writeOnly")] {
            copy(field, key, name, &mut keys);
        }
        let said = ["type", "const", "description", "deprecated", "default", "example", "read_only", "write_only"];
        self.rest(field, &[&said, CONSTRAINTS.as_slice(), &["secret"]].concat(), &mut keys);
        (keys, written.is_none_or(|written| !written.optional))
    }

    /// What an object holds beside its fields.
    pub(super) fn further(&mut self, rest: &Node, scope: &Scope) -> Map {
        let ty = expression::read(type_of(rest).unwrap_or_default()).ty;
        let mut keys = self.type_schema(&ty, scope);
        copy(rest, "description", "description", &mut keys);
        self.rest(rest, &["type", "description"], &mut keys);
        keys
    }

    /// What must not be shown.
    pub(super) fn secret(&mut self, node: &Node, ty: &Type, keys: &mut Map) {
        let Some(secret) = node.get("secret") else { return };
        let is_text = matches!(ty, Type::Named(name, _) if name == "string");
        if is_text && node.says("secret") && keys.get("format").is_none() {
            keys.set("format", "password");
        }
        self.extension("secret", scalars::value(secret), keys);
    }
}

/// Keys that `constraints` writes.
pub(super) const CONSTRAINTS: [&str; 3] = ["pattern", "length", "range"];

/// `pattern`, `length` and `range`, in JSON Schema's words.
pub(super) fn constraints(node: &Node, ty: &Type, keys: &mut Map) {
    copy(node, "pattern", "pattern", keys);
    let bounds = [("length", "minLength", "maxLength"), ("range", "minimum", "maximum")];
    for (key, min, max) in bounds {
        let Some((low, high)) = node.text_of(key).and_then(|text| text.split_once("..")) else { continue };
        keys.set_some(min, number(low, ty));
        keys.set_some(max, number(high.trim_start_matches('='), ty));
    }
}

/// A bound as JSON has it.
fn number(bound: &str, ty: &Type) -> Option<Value> {
    let bound = bound.trim();
    let is_float = matches!(ty, Type::Named(name, _) if name == "f32" || name == "f64");
    let number = bound.parse::<f64>().ok().filter(|_| !bound.is_empty())?;
    let is_json = |text: &str| serde_json::from_str::<serde_json::Number>(text).is_ok();
    let text = match (is_json(bound), is_float) {
        (true, _) => bound.to_owned(),
        (false, true) => format!("{number}"),
        // `+1`, `007`: Rust reads them, JSON does not.
        (false, false) => bound.parse::<i128>().ok()?.to_string(),
    };
    Some(Value::Plain(text))
}
