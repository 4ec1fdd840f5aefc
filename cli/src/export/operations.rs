//! Paths and operations.

use super::Exporter;
use super::extensions::copy;
use super::parameters::LOCATIONS;
use super::spec::File;
use crate::import::parameters::placeholders;
use crate::import::scalars;
use crate::import::tree::Node;
use crate::import::value::{Map, Value};

impl<'s> Exporter<'s> {
    pub(super) fn paths(&mut self) -> Map {
        let spec = self.spec;
        let mut paths = Map::default();
        for file in &spec.files {
            self.unused_parameters(file);
            for (id, node) in file.root.get("operations").map(Node::entries).unwrap_or_default() {
                let request = node.text_of("request").unwrap_or_default();
                let (method, path) = request.split_once(' ').unwrap_or((request, "/"));
                let operation = self.operation(id, node, path.trim(), file);
                let mut item = match paths.get(path.trim()) {
                    Some(Value::Map(item)) => item.clone(),
                    _ => Map::default(),
                };
                item.set(method.to_ascii_lowercase(), operation);
                paths.set(path.trim(), item);
            }
        }
        paths
    }

    fn operation(&mut self, id: &str, node: &'s Node, path: &str, file: &'s File) -> Map {
        let mut keys = Map::default();
        keys.set("operationId", id);
        keys.set("tags", Value::List(vec![Value::from(file.stem.as_str())]));
        copy(node, "summary", "summary", &mut keys);
        self.docs(node, &mut keys);
        let parameters = self.parameters(node, &placeholders(path), &file.root);
        keys.set_some("parameters", Some(parameters).filter(|all| !all.is_empty()).map(Value::List));
        if let Some(body) = node.get("body") {
            keys.set("requestBody", self.body(body));
        }
        keys.set("responses", self.responses(node));
        self.security_of(node, &mut keys);
        if let Some(servers) = node.get("servers") {
            keys.set("servers", Value::List(self.own_servers(servers.items())));
        }
        if let Some(examples) = node.get("examples") {
            self.examples(examples, &mut keys);
        }
        let sections = LOCATIONS.map(|(section, _)| section);
        let said = ["summary", "description", "documentation", "deprecated", "request", "body", "examples"];
        let others = ["returns", "responses", "errors", "security", "scopes", "servers"];
        self.rest(node, &[said.as_slice(), &others, &sections].concat(), &mut keys);
        keys
    }

    /// What callers have to prove here, where it is not as everywhere, or where a token has to be good for something.
    fn security_of(&mut self, node: &Node, keys: &mut Map) {
        let scopes: Vec<Value> =
            node.get("scopes").map(Node::items).unwrap_or_default().iter().map(scalars::value).collect();
        let own = node.get("security");
        let Some(security) = own.or_else(|| self.spec.api("security").filter(|_| !scopes.is_empty())) else {
            if !scopes.is_empty() {
                self.extension("scopes", Value::List(scopes), keys);
            }
            return;
        };
        let requirements = self.requirements(security, &scopes);
        let names = |value: &Value| matches!(value, Value::Map(names) if !names.is_empty());
        let is_said = requirements.iter().any(names);
        if own.is_some() || is_said {
            keys.set("security", Value::List(requirements));
        }
        if own.is_none() && is_said {
            self.extension("inherited_security", true, keys);
        }
        if !scopes.is_empty() && !is_said {
            self.extension("scopes", Value::List(scopes), keys);
        }
    }

    /// Path parameters for no placeholder have no place.
    fn unused_parameters(&mut self, file: &File) {
        let is_main = file.root.get("apiloom").is_some();
        let files = self.spec.files.iter().filter(|other| is_main || other.stem == file.stem);
        let operations = files.filter_map(|file| file.root.get("operations")).flat_map(Node::entries);
        let used: Vec<&str> =
            operations.filter_map(|(_, node)| node.text_of("request")).flat_map(placeholders).collect();
        let parameters = file.root.get("parameters").map(Node::entries).unwrap_or_default().iter();
        let unused = parameters.filter(|(name, _)| !used.contains(&name.as_str()));
        let notes =
            unused.map(|(name, _)| format!("{}: the parameter `{name}` is left out: no path has it", file.stem));
        let notes: Vec<String> = notes.collect();
        self.notes.extend(notes);
    }
}
