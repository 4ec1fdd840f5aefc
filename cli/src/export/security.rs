//! Credentials, and who wants which.

use super::Exporter;
use crate::import::scalars;
use crate::import::tree::{Kind, Node};
use crate::import::value::{Map, Value};

impl Exporter<'_> {
    pub(super) fn schemes(&mut self) -> Map {
        let mut schemes = Map::default();
        if let Some(credentials) = self.spec.api("credentials") {
            for (name, node) in credentials.entries() {
                let mut scheme = scheme(node);
                self.extension("credentials", true, &mut scheme);
                schemes.set(name.as_str(), scheme);
            }
            return schemes;
        }
        let written = self.kinds();
        for (name, node) in written {
            schemes.set(name, scheme(node));
        }
        schemes
    }

    /// Alternatives, each by what is sent together: no credentials at all is one, too.
    pub(super) fn requirements(&self, security: &Node, scopes: &[Value]) -> Vec<Value> {
        let requirement = |names: Vec<String>| {
            let names = names.into_iter().map(|name| (name, Value::List(scopes.to_vec())));
            Value::Map(Map(names.collect()))
        };
        if self.spec.api("credentials").is_none() {
            let kinds = self.kinds();
            let kind = kinds.into_iter().find(|(_, kind)| *kind == security);
            return kind.map(|(name, _)| requirement(vec![name])).into_iter().collect();
        }
        let ways: Vec<&str> = match &security.kind {
            // Alone, it is not one of several ways.
            Kind::Text(way) if way.trim() == "none" => Vec::new(),
            Kind::Text(way) => vec![way],
            _ => security.items().iter().filter_map(Node::text).collect(),
        };
        let names = |way: &str| match way.trim() {
            "none" => Vec::new(),
            way => way.split('+').map(|name| name.trim().to_owned()).collect(),
        };
        ways.into_iter().map(|way| requirement(names(way))).collect()
    }

    /// The kinds of credentials that are not declared but used, with names for them.
    fn kinds(&self) -> Vec<(String, &Node)> {
        let operations = self.spec.files.iter().filter_map(|file| file.root.get("operations"));
        let operations = operations.flat_map(Node::entries).filter_map(|(_, operation)| operation.get("security"));
        let mut kinds: Vec<(String, &Node)> = Vec::new();
        for node in self.spec.api("security").into_iter().chain(operations) {
            if node.text() == Some("none") || kinds.iter().any(|(_, known)| *known == node) {
                continue;
            }
            let word = node.text().unwrap_or("key").to_owned();
            let count = kinds.iter().filter(|(_, known)| known.text().unwrap_or("key") == word).count();
            kinds.push((if count == 0 { word } else { format!("{word}{}", count + 1) }, node));
        }
        kinds
    }
}

fn scheme(node: &Node) -> Map {
    let mut scheme = Map::default();
    match node.text() {
        Some(kind) => {
            scheme.set("type", "http");
            scheme.set("scheme", kind);
        }
        None => {
            scheme.set("type", "apiKey");
            for (place, name) in node.entries() {
                scheme.set("in", place.as_str());
                scheme.set("name", scalars::value(name));
            }
        }
    }
    scheme
}
