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
                if super::exported::extension(parameter, "every-operation").is_some() {
                    continue;
                }
                if self.exact {
                    let hint = format!("{hint}{}", name.to_pascal_case());
                    self.exact_parameter(parameter, &hint, &mut map);
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

    pub(super) fn parameter(&mut self, node: &Node, location: &str, hint: &str) -> Map {
        let content = node.get("content").and_then(|content| content.entries().first());
        let schema = node.get("schema").or_else(|| content.and_then(|(_, media)| media.get("schema")));
        let default = Node::default();
        let schema = schema.unwrap_or(&default);
        let required = location == "path" || node.says("required");
        let mut keys = Map::default();
        if self.exact && (schema.get("const").is_some() || super::exported::extension(node, "generate").is_some()) {
            keys.set_some("const", schema.text_of("const"));
            self.carry(node, &mut keys);
            return keys;
        }
        let mut typed = self.type_of(schema, hint, Way::Sent);
        let written = self.written(node, location, &typed);
        if written.is_none() && !self.exact {
            let what = "written in a way that the language has no word for: given as text, encoded by the caller";
            self.note("parameter", what, node.place);
            let is_list = typed.name.starts_with("list<") && node.get("content").is_none();
            typed = Typed::of(if is_list { "list<string>" } else { "string" });
        }
        let written = written.or_else(|| self.written(node, location, &typed)).unwrap_or_default();
        // A parameter has no null.
        let ty = if self.exact { typed.item() } else { typed.name.clone() };
        keys.set("type", format!("{ty}{}", if required { "" } else { "?" }));
        written.0.into_iter().for_each(|(key, value)| keys.set(key, value));
        let text = node.text_of("description").map(super::prose::prose).filter(|text| !text.is_empty());
        keys.set_some("description", text.or_else(|| schema.text_of("description").map(super::prose::prose)));
        typed.facets.0.into_iter().for_each(|(key, value)| keys.set(key, value));
        if node.says("deprecated") {
            keys.set("deprecated", "the API's description says so");
        }
        if self.exact {
            keys.set_some("default", schema.get("default").map(scalars::value));
            keys.set_some("example", schema.get("examples").and_then(|all| all.items().first()).map(scalars::value));
            self.carry(node, &mut keys);
            return keys;
        }
        let root = self.root;
        let target = reference::follow(root, schema).map_or(schema, |(target, _)| target);
        if typed.name.starts_with("list<") {
            self.carry(node, &mut keys);
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
        self.carry(node, &mut keys);
        keys
    }
}

pub(crate) fn placeholders(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}
