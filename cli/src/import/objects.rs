//! Objects, their fields, and maps.

use super::schemas::{Read, Typed};
use super::tree::{Kind, Node};
use super::value::{Map, Value};
use super::{Importer, Way, names, scalars};
use heck::ToPascalCase;

impl Importer<'_> {
    pub(super) fn object(&mut self, node: &Node, hint: &str, way: Way, nullable: bool) -> Read {
        let further = node.get("additionalProperties").filter(|further| further.kind != Kind::Boolean(false));
        let properties = node.get("properties").map(Node::entries).unwrap_or_default();
        if properties.is_empty() && !(self.exact && node.get("properties").is_some()) {
            return Read::Type(match further {
                Some(of) if of.is_map() && !of.entries().is_empty() => {
                    let item = self.type_of(of, &format!("{hint}Value"), way);
                    self.lose_facets("additionalProperties", &item, of);
                    let name = format!("map<{}>", item.item());
                    Typed { name, nullable, facets: Map::default() }
                }
                // An object that says nothing about its members may have any.
                _ => Typed { name: "map<json>".to_owned(), nullable, facets: Map::default() },
            });
        }
        let mut keys = Map::default();
        keys.set("fields", self.fields(node, hint, way));
        if let Some(of) = further {
            keys.set("rest", self.rest(of, hint, way, properties));
        }
        Read::Schema { keys, nullable }
    }

    /// The members of an object.
    pub(super) fn fields(&mut self, node: &Node, hint: &str, way: Way) -> Map {
        let properties = node.get("properties").map(Node::entries).unwrap_or_default();
        let required: Vec<&str> =
            node.get("required").map(Node::items).unwrap_or_default().iter().filter_map(Node::text).collect();
        let rust_names = names::rust_names(properties.iter().map(|(wire, _)| wire.as_str()), false);
        let mut fields = Map::default();
        for ((wire, property), rust_name) in properties.iter().zip(rust_names) {
            let hint = format!("{hint}{}", wire.to_pascal_case());
            let mut keys = self.field(property, &hint, required.contains(&wire.as_str()), way);
            keys.set_some("rust_name", rust_name.filter(|_| !self.exact));
            self.carry(property, &mut keys);
            fields.set(wire.clone(), short(keys));
        }
        fields
    }

    /// What the object holds beside its members: anything, where nothing is said of it.
    pub(super) fn rest(&mut self, of: &Node, hint: &str, way: Way, properties: &[(String, Node)]) -> Value {
        let mut keys = Map::default();
        if of.is_map() && !of.entries().is_empty() {
            let item = self.type_of(of, &format!("{hint}Value"), way);
            self.lose_facets("additionalProperties", &item, of);
            keys.set("type", item.item());
        } else {
            keys.set("type", "json");
        }
        let wires = properties.iter().map(|(wire, _)| wire.as_str());
        let rust_name = names::rust_names(wires.chain(["rest"]), false).pop().flatten();
        keys.set_some("rust_name", rust_name.filter(|_| !self.exact));
        self.carry(of, &mut keys);
        short(keys)
    }

    fn field(&mut self, node: &Node, hint: &str, required: bool, way: Way) -> Map {
        let mut keys = Map::default();
        if let Some(value) = node.get("const").filter(|_| self.exact) {
            keys.set("const", scalars::value(value));
            super::schemas::describe(node, &mut keys);
            return keys;
        }
        let mut typed = self.type_of(node, hint, way);
        let root = self.root;
        let target = super::reference::follow(root, node).map_or(node, |(target, _)| target);
        let (read_only, write_only) = (node.says("readOnly") || target.says("readOnly"), node.says("writeOnly"));
        // Who only reads has no use for the difference between absent and null.
        let kept_apart = matches!(way, Way::Sent) && !read_only;
        if self.exact {
            // As it is written.
        } else if typed.name == "json" || (!required && !kept_apart) {
            typed.nullable = false;
        }
        let null = if typed.nullable { " | null" } else { "" };
        let absent = if required { "" } else { "?" };
        keys.set("type", format!("{}{null}{absent}", typed.name));
        super::schemas::describe(node, &mut keys);
        if node.get("$ref").is_some() {
            keys.remove("documentation");
        }
        typed.facets.0.into_iter().for_each(|(key, value)| keys.set(key, value));
        if read_only != write_only {
            keys.set(if read_only { "read_only" } else { "write_only" }, true);
        }
        keys.remove("documentation");
        if self.exact {
            keys.set_some("default", node.get("default").map(scalars::value));
            keys.set_some("example", node.get("examples").and_then(|all| all.items().first()).map(scalars::value));
        } else if scalars::is_scalar(&typed.name) && typed.name != "json" {
            let simple = |node: &Node| matches!(node.kind, Kind::Boolean(_) | Kind::Number(_) | Kind::Text(_));
            let default = node.get("default").filter(|default| simple(default) && !required);
            keys.set_some("default", default.map(scalars::value));
            let example = node.get("example").or_else(|| node.get("examples").and_then(|all| all.items().first()));
            keys.set_some("example", example.filter(|example| simple(example)).map(scalars::value));
        }
        keys
    }
}

/// A map that says nothing but the type is the type.
pub(super) fn short(keys: Map) -> Value {
    short_for("type", keys)
}

/// A map that says nothing but one thing is that.
pub(super) fn short_for(wanted: &str, keys: Map) -> Value {
    match keys.0.as_slice() {
        [(key, value)] if key == wanted => value.clone(),
        _ => Value::Map(keys),
    }
}
