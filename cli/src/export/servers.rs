//! Where an API is served.

use super::Exporter;
use super::extensions::copy;
use crate::import::scalars;
use crate::import::tree::Node;
use crate::import::value::{Map, Value};

impl Exporter<'_> {
    pub(super) fn servers(&mut self) -> Vec<Value> {
        let servers = self.spec.api("servers").map(Node::entries).unwrap_or_default();
        let server = |(name, node): &(String, Node)| {
            let mut keys = self.server(name, node);
            copy(node, "description", "description", &mut keys);
            self.rest(node, &["url", "variables", "description"], &mut keys);
            Value::Map(keys)
        };
        servers.iter().map(server).collect()
    }

    /// The servers that alone have an operation.
    pub(super) fn own_servers(&mut self, names: &[Node]) -> Vec<Value> {
        let servers = self.spec.api("servers").map(Node::entries).unwrap_or_default();
        let known = |name: &Node| servers.iter().find(|(known, _)| name.text() == Some(known));
        let named: Vec<&(String, Node)> = names.iter().filter_map(known).collect();
        named.into_iter().map(|(name, node)| Value::Map(self.server(name, node))).collect()
    }

    /// A server by its address.
    fn server(&mut self, name: &str, node: &Node) -> Map {
        let mut keys = Map::default();
        keys.set("url", node.text().or_else(|| node.text_of("url")).unwrap_or_default());
        let variables = node.get("variables").map(Node::entries).unwrap_or_default().iter();
        let variables: Vec<_> = variables.map(|(name, node)| (name.clone(), Value::Map(self.variable(node)))).collect();
        keys.set_some("variables", Some(Map(variables)).filter(|variables| !variables.is_empty()));
        self.extension("name", name, &mut keys);
        keys
    }

    /// A part of an address that callers choose: texts, whatever it is in the spec.
    fn variable(&mut self, node: &Node) -> Map {
        let mut keys = Map::default();
        keys.set("default", text(scalars::value(node.get("default").unwrap_or(node))));
        if let Some(values) = node.get("enum") {
            let mut schema = self.enumeration(values);
            schema.remove("type");
            if let Some(Value::List(wires)) = schema.get_mut("enum") {
                let are_texts = wires.iter().all(|wire| matches!(wire, Value::Text(_)));
                *wires = wires.drain(..).map(text).collect();
                if !are_texts {
                    self.extension("enum", scalars::value(values), &mut schema);
                }
            }
            keys.0.extend(schema.0);
        }
        copy(node, "description", "description", &mut keys);
        self.rest(node, &["default", "enum", "description"], &mut keys);
        keys
    }
}

/// The same, as a text.
fn text(value: Value) -> Value {
    match value {
        Value::Plain(text) => Value::Text(text),
        value => value,
    }
}
