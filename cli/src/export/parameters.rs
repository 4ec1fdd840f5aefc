//! Parameters, and header fields of answers, which are written alike.

use super::Exporter;
use super::expression::{self, Type};
use super::extensions::copy;
use super::objects::{CONSTRAINTS, constraints};
use super::spec::type_of;
use super::types::{Scope, reference};
use crate::import::scalars;
use crate::import::tree::Node;
use crate::import::value::{Map, Value};

/// A parameter of every operation: where it goes, its name, and that of its component.
pub(super) type Shared = (&'static str, String, String);

/// Sections of parameters, and where OpenAPI says that they are.
pub(super) const LOCATIONS: [(&str, &str); 4] =
    [("path", "path"), ("query", "query"), ("headers", "header"), ("cookies", "cookie")];

impl<'s> Exporter<'s> {
    /// The parameters of every operation, as components.
    pub(super) fn every_parameter(&mut self) -> Map {
        let mut components = Map::default();
        let Some(every) = self.spec.api("every_operation") else { return components };
        for (section, location) in LOCATIONS {
            let Some(written) = every.get(section) else { continue };
            for parameter in self.section(written, location) {
                let name = match parameter.get("name") {
                    Some(Value::Text(name)) => name.clone(),
                    _ => continue,
                };
                let words: String = name.chars().map(|c| if is_key(c) { c } else { '.' }).collect();
                let numbered = (2..).map(|number| format!("{words}.{number}"));
                let key = std::iter::once(words.clone()).chain(numbered).find(|key| components.get(key).is_none());
                let key = key.unwrap_or(words);
                let mut parameter = parameter;
                self.extension("every_operation", true, &mut parameter);
                components.set(key.clone(), parameter);
                self.shared.push((location, name, key));
            }
        }
        components
    }

    /// The parameters of an operation, those of every operation last.
    pub(super) fn parameters(&mut self, operation: &'s Node, placeholders: &[&str], file: &'s Node) -> Vec<Value> {
        let mut all: Vec<Map> = Vec::new();
        let main = self.spec.main().map(|main| &main.root);
        let own = operation.get("path");
        let shared = [Some(file), main].into_iter().flatten().filter_map(|root| root.get("parameters"));
        let sources: Vec<&Node> = own.into_iter().chain(shared).collect();
        for name in placeholders {
            let found = sources.iter().find_map(|source| source.get(name));
            all.extend(found.map(|node| self.parameter(name, node, "path")));
        }
        for (section, location) in LOCATIONS.into_iter().filter(|(section, _)| *section != "path") {
            if let Some(written) = operation.get(section) {
                all.extend(self.section(written, location));
            }
        }
        let is_own = |(location, name, _): &&Shared| {
            all.iter().any(|parameter| {
                parameter.get("in") == Some(&Value::from(*location))
                    && matches!(parameter.get("name"), Some(Value::Text(own)) if own.eq_ignore_ascii_case(name))
            })
        };
        let shared = self.shared.iter().filter(|shared| !is_own(shared));
        let shared: Vec<Value> = shared
            .map(|(_, _, key)| Value::Map(Map(vec![("$ref".to_owned(), Value::from(reference("parameters", key)))])))
            .collect();
        all.into_iter().map(Value::Map).chain(shared).collect()
    }

    /// What stands under `query`, `headers` or `cookies`.
    fn section(&mut self, written: &Node, location: &'static str) -> Vec<Map> {
        let mut all = Vec::new();
        for (name, node) in written.entries() {
            if location == "query" && name == "one of" {
                for (name, node) in node.entries() {
                    let mut parameter = self.parameter(name, node, location);
                    parameter.remove("required");
                    self.extension("one_of", true, &mut parameter);
                    all.push(parameter);
                }
                continue;
            }
            all.push(self.parameter(name, node, location));
        }
        all
    }

    fn parameter(&mut self, name: &str, node: &Node, location: &str) -> Map {
        let mut keys = Map::default();
        keys.set("name", name);
        keys.set("in", location);
        self.described(node, location, &mut keys);
        keys
    }

    /// A parameter without its name: a header field of an answer is one, too.
    pub(super) fn described(&mut self, node: &Node, location: &str, keys: &mut Map) {
        copy(node, "description", "description", keys);
        let written = type_of(node).map(expression::read);
        if written.as_ref().is_none_or(|written| !written.optional) {
            keys.set("required", true);
        }
        self.deprecation(node, keys);
        let ty = written.map(|written| written.ty);
        let mut schema = match &ty {
            Some(ty) => self.type_schema(ty, &Scope::default()),
            // `const` and `generate`: a text.
            None => Map(vec![("type".to_owned(), Value::from("string"))]),
        };
        if let Some(ty) = &ty {
            constraints(node, ty, &mut schema);
            self.style(node, ty, location, &mut schema, keys);
            self.secret(node, ty, keys);
            if let Some(format) = keys.remove("format") {
                schema.set("format", format);
            }
        }
        copy(node, "const", "const", &mut schema);
        if node.get("generate").is_some() {
            copy(node, "generate", "format", &mut schema);
        }
        copy(node, "default", "default", &mut schema);
        schema.set_some("examples", node.get("example").map(|example| Value::List(vec![scalars::value(example)])));
        if node.text_of("content") == Some("json") {
            let media = Map(vec![("schema".to_owned(), Value::Map(schema))]);
            keys.set("content", Map(vec![("application/json".to_owned(), Value::Map(media))]));
        } else {
            keys.set("schema", schema);
        }
        let said =
            ["type", "const", "description", "deprecated", "default", "example", "separator", "style", "content"];
        self.rest(node, &[said.as_slice(), &CONSTRAINTS, &["secret"]].concat(), keys);
    }

    /// How lists and objects are written.
    fn style(&mut self, node: &Node, ty: &Type, location: &str, schema: &mut Map, keys: &mut Map) {
        match node.text_of("style") {
            Some("deep") => {
                keys.set("style", "deepObject");
                keys.set("explode", true);
            }
            Some("flat") => {
                keys.set("style", "form");
                keys.set("explode", true);
            }
            _ => {}
        }
        let Some(separator) = node.text_of("separator") else { return };
        match (location, separator) {
            ("query", " " | "|") => {
                keys.set("style", if separator == " " { "spaceDelimited" } else { "pipeDelimited" });
                keys.set("explode", false);
            }
            ("query" | "cookie", ",") => keys.set("explode", false),
            (_, ",") => {}
            _ => {
                // A list that is written otherwise is a text to those who do not know how.
                *schema = Map(vec![("type".to_owned(), Value::from("string"))]);
                self.extension("type", ty.to_string(), schema);
                self.extension("separator", separator, keys);
            }
        }
    }
}

/// What the name of a component may hold.
fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')
}
