//! Parameters in paths, queries, header fields and cookies.

use heck::ToPascalCase;

use super::objects::short;
use super::schemas::Typed;
use super::tree::Node;
use super::value::{Map, Value};
use super::{Importer, Way, names, reference, scalars};

/// Header fields that the protocol, the body or the credentials decide (OpenAPI 3.1, Parameter Object).
const NOT_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

impl Importer<'_> {
    pub(super) fn parameters(&mut self, path: &str, item: &Node, node: &Node, hint: &str, keys: &mut Map) {
        let all = self.declared(item, node);
        let wanted: Vec<&str> = placeholders(path);
        for (location, key) in [("path", "path"), ("query", "query"), ("header", "headers"), ("cookie", "cookies")] {
            let here: Vec<&Node> = all.iter().copied().filter(|node| node.text_of("in") == Some(location)).collect();
            let mut map = Map::default();
            let rust_names = names::rust_names(here.iter().filter_map(|node| node.text_of("name")), false);
            for (parameter, rust_name) in here.iter().zip(rust_names) {
                let Some(name) = parameter.text_of("name") else { continue };
                if location == "path" && !wanted.contains(&name) {
                    self.note("parameter", "the path has no such placeholder: left out", parameter.place);
                    continue;
                }
                if location == "header" && NOT_PARAMETERS.contains(&name.to_ascii_lowercase().as_str()) {
                    continue;
                }
                let hint = format!("{hint}{}", name.to_pascal_case());
                let mut entry = self.parameter(parameter, location, &hint);
                entry.set_some("rust_name", rust_name);
                self.origins.insert(format!("operations/{}/{key}/{name}", self.of), parameter.place);
                map.set(name, short(entry));
            }
            if location == "path" {
                for name in wanted.iter().filter(|name| map.get(name).is_none()).copied().collect::<Vec<_>>() {
                    self.note("path", "a placeholder without a parameter: taken as a text", node.place);
                    map.set(name, "string");
                }
            }
            if !map.is_empty() {
                keys.set(key, map);
            }
        }
    }

    /// Those of the operation, and those of its path that it does not say again.
    fn declared<'n>(&mut self, item: &'n Node, node: &'n Node) -> Vec<&'n Node>
    where
        Self: 'n,
    {
        let of = |node: &'n Node| node.get("parameters").map(Node::items).unwrap_or_default();
        let mut all: Vec<&'n Node> = Vec::new();
        for written in of(node).iter().chain(of(item)) {
            let Ok((target, _)) = reference::follow(self.root_of(), written) else {
                self.note("$ref", "leads nowhere in this document: left out", written.place);
                continue;
            };
            let key = |node: &Node| (node.text_of("in").map(str::to_owned), node.text_of("name").map(str::to_owned));
            if !all.iter().any(|known| key(known) == key(target)) {
                all.push(target);
            }
        }
        all
    }

    fn parameter(&mut self, node: &Node, location: &str, hint: &str) -> Map {
        let content = node.get("content").and_then(|content| content.entries().first());
        let schema = node.get("schema").or_else(|| content.and_then(|(_, media)| media.get("schema")));
        let default = Node::default();
        let schema = schema.unwrap_or(&default);
        let mut typed = self.type_of(schema, hint, Way::Sent);
        let required = location == "path" || node.says("required");
        let mut keys = Map::default();
        if let Some(kept) = self.in_a_parameter(&typed.name, node) {
            typed = Typed::of(kept);
        }
        keys.set("type", format!("{}{}", typed.name, if required { "" } else { "?" }));
        if typed.name.starts_with("list<") {
            keys.set_some("separator", self.separator(node, location));
        }
        let text = node.text_of("description").map(super::prose::prose).filter(|text| !text.is_empty());
        keys.set_some("description", text.or_else(|| schema.text_of("description").map(super::prose::prose)));
        typed.facets.0.into_iter().for_each(|(key, value)| keys.set(key, value));
        let root = self.root;
        let target = reference::follow(root, schema).map_or(schema, |(target, _)| target);
        if typed.name.starts_with("list<") {
            return keys;
        }
        let default = target.get("default").filter(|default| !required && default.items().is_empty());
        let simple = |value: &Value| matches!(value, Value::Text(_) | Value::Plain(_));
        let default = default.map(scalars::value).filter(simple).filter(|value| *value != Value::Plain("null".into()));
        keys.set_some("default", default);
        let named = node.get("examples").and_then(|all| all.entries().first()).and_then(|(_, one)| one.get("value"));
        let example = node.get("example").or(named).or_else(|| target.get("example"));
        keys.set_some(
            "example",
            example.map(scalars::value).filter(simple).filter(|value| *value != Value::Plain("null".into())),
        );
        if node.says("deprecated") {
            keys.set("deprecated", "the API's description says so");
        }
        keys
    }

    /// A parameter is a scalar, an enum or a list of those; another type than that where it is neither.
    fn in_a_parameter(&mut self, name: &str, node: &Node) -> Option<&'static str> {
        let item = name.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>')).unwrap_or(name);
        let item = item.trim_end_matches(" | null");
        if scalars::is_scalar(item) && item != "json" && item != "bytes" {
            return None;
        }
        if let Some(schema) = self.schemas.get(item) {
            let is_simple = match schema {
                Value::Map(keys) if keys.get("enum").is_some() => true,
                Value::Map(keys) => keys.get("type").is_some_and(is_scalar_value),
                value => is_scalar_value(value),
            };
            if is_simple {
                return None;
            }
        } else if self.named.values().any(|known| known == item) {
            // Not read yet: what it is shows when it is.
            return None;
        }
        self.note(
            "parameter",
            "neither a scalar nor a list of scalars: given as text, encoded by the caller",
            node.place,
        );
        Some(if name.starts_with("list<") { "list<string>" } else { "string" })
    }

    fn separator(&mut self, node: &Node, location: &str) -> Option<&'static str> {
        let style = node.text_of("style").unwrap_or(if location == "query" { "form" } else { "simple" });
        let explode = node.get("explode").map_or(style == "form", |_| node.says("explode"));
        match (location, style) {
            ("query", "form") if explode => None,
            ("query", "spaceDelimited") => Some(" "),
            ("query", "pipeDelimited") => Some("|"),
            ("query", "deepObject") => {
                self.note("style: deepObject", "of a list: its parameter is repeated", node.place);
                None
            }
            _ => Some(","),
        }
    }
}

fn is_scalar_value(value: &Value) -> bool {
    matches!(value, Value::Text(name) if scalars::is_scalar(name) && name != "json" && name != "bytes")
}

pub(crate) fn placeholders(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}
