//! What OpenAPI has no word for: extensions named after the keys of the language.

use super::Exporter;
use crate::import::scalars;
use crate::import::tree::Node;
use crate::import::value::{Map, Value};

impl Exporter<'_> {
    /// Every key that was not written in OpenAPI's words.
    pub(super) fn rest(&mut self, node: &Node, said: &[&str], keys: &mut Map) {
        for (key, value) in node.entries().iter().filter(|(key, _)| !said.contains(&key.as_str())) {
            self.extension(key, scalars::value(value), keys);
        }
    }

    /// A key of the language, or a word for what only an exported document needs.
    pub(super) fn extension(&mut self, key: &str, value: impl Into<Value>, keys: &mut Map) {
        let key = format!("x-apiloom-{}", key.replace('_', "-"));
        *self.extensions.entry(key.clone()).or_default() += 1;
        keys.set(key, value);
    }

    /// `description`, `documentation` and `deprecated`, where OpenAPI calls them so.
    pub(super) fn docs(&mut self, node: &Node, keys: &mut Map) {
        copy(node, "description", "description", keys);
        if let Some(page) = node.get("documentation") {
            keys.set("externalDocs", Map(vec![("url".to_owned(), scalars::value(page))]));
        }
        self.deprecation(node, keys);
    }

    /// OpenAPI has no reason why not to use something.
    pub(super) fn deprecation(&mut self, node: &Node, keys: &mut Map) {
        if let Some(why) = node.get("deprecated") {
            keys.set("deprecated", true);
            self.extension("deprecated", scalars::value(why), keys);
        }
    }
}

/// What is the same in both, by another name.
pub(super) fn copy(node: &Node, key: &str, name: &str, keys: &mut Map) {
    keys.set_some(name, node.get(key).map(scalars::value));
}
