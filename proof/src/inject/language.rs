//! The places that the language has for text, from the JSON Schema of spec files, which is made from the types that
//! parse them: no text field is left out.

use std::fs;
use std::io;
use std::ops::Range;

use serde_json::{Map, Value};

use crate::corpus;
use crate::yaml::{Kind, Node};

/// The JSON Schema of spec files.
pub(super) struct Language(Value);

/// A place for text: its name, `Server.url`, or `File.servers~` for keys, and where a spec has it.
pub(super) type Named = (String, Range<usize>);

impl Language {
    /// # Errors
    /// If the schema cannot be read.
    pub(super) fn read() -> io::Result<Self> {
        let text = fs::read_to_string(corpus::root().join("docs/spec.schema.json"))?;
        Ok(Language(serde_json::from_str(&text)?))
    }

    /// The places for text that a file has.
    pub(super) fn places_of(&self, root: &Node) -> Vec<Named> {
        let mut found = Vec::new();
        self.walk(&self.0, "File", root, &mut found);
        found
    }

    /// The definition that a schema refers to and its name, or the schema itself.
    fn resolve<'a>(&'a self, schema: &'a Value, name: &str) -> (&'a Value, String) {
        let target = schema["$ref"].as_str().and_then(|target| target.strip_prefix("#/$defs/"));
        match target {
            Some(target) => (&self.0["$defs"][target], self.of_object(target, name)),
            None => (schema, name.to_owned()),
        }
    }

    /// Objects have names of their own; texts are named after where they stand.
    fn of_object(&self, target: &str, name: &str) -> String {
        let definition = &self.0["$defs"][target];
        let is_object = definition["properties"].is_object() || definition["additionalProperties"].is_object();
        if is_object { target.to_owned() } else { name.to_owned() }
    }

    /// What may stand there: the schema, or each of its alternatives.
    fn alternatives<'a>(&'a self, schema: &'a Value, name: &str) -> Vec<(&'a Value, String)> {
        let (schema, name) = self.resolve(schema, name);
        match schema["anyOf"].as_array().filter(|all| all.iter().all(|one| one.get("required").is_none())) {
            Some(all) => all.iter().flat_map(|one| self.alternatives(one, &name)).collect(),
            None => vec![(schema, name)],
        }
    }

    fn walk(&self, schema: &Value, name: &str, node: &Node, found: &mut Vec<Named>) {
        for (schema, name) in self.alternatives(schema, name) {
            match &node.kind {
                Kind::Scalar(_) if takes_text(schema) => found.push((name, node.span.clone())),
                Kind::Scalar(_) => {}
                Kind::List(items) => {
                    items.iter().for_each(|item| self.walk(&schema["items"], &format!("{name}[]"), item, found));
                }
                Kind::Map(entries) => {
                    for (key, value) in entries {
                        let Kind::Scalar(text) = &key.kind else { continue };
                        if let Some((text, inner)) = properties(schema).find(|(known, _)| known == text) {
                            self.walk(inner, &format!("{name}.{text}"), value, found);
                        } else if schema["additionalProperties"].is_object() {
                            found.push((format!("{name}~"), key.span.clone()));
                            self.walk(&schema["additionalProperties"], &format!("{name}.*"), value, found);
                        }
                    }
                }
            }
        }
    }
}

fn properties(schema: &Value) -> impl Iterator<Item = (String, &Value)> {
    let members = |key: &str| schema[key].as_object().into_iter().flat_map(Map::iter);
    members("properties").map(|(key, inner)| (key.clone(), inner))
}

/// Whether a text may stand there: what says no type takes anything.
fn takes_text(schema: &Value) -> bool {
    let types = &schema["type"];
    let is_any = types.is_null() && schema.get("const").is_none() && schema["anyOf"].is_null();
    let is_text = |one: &Value| one == "string";
    let objects = schema["properties"].is_object() || schema["additionalProperties"].is_object();
    (is_any && !objects) || is_text(types) || types.as_array().is_some_and(|types| types.iter().any(is_text))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::yaml;

    /// Places that no spec can have: the schema, which sees one place at a time, does not say so.
    const UNREACHABLE: &[&str] = &[
        // A parameter that is always given is required on every server already.
        "GivenParameter.required_on[]",
    ];

    #[test]
    fn every_text_field_of_the_language_is_in_a_spec() {
        let language = Language::read().unwrap_or_else(|error| panic!("{error}"));
        let (mut all, mut covered) = (BTreeSet::new(), BTreeSet::new());
        language.places(&language.0, "File", &mut all, 0);
        for spec in corpus::full().unwrap_or_else(|error| panic!("{error}")) {
            for (name, bytes) in &spec.files {
                let root = yaml::read(&String::from_utf8_lossy(bytes)).unwrap_or_else(|| panic!("{name} is no YAML"));
                covered.extend(language.places_of(&root).into_iter().map(|(place, _)| place));
            }
        }
        covered.extend(UNREACHABLE.iter().map(|place| (*place).to_owned()));
        let missing: Vec<&String> = all.difference(&covered).collect();
        assert!(all.len() > 100, "the fields of the language were not found: {all:?}");
        assert!(missing.is_empty(), "no spec in proof/specs has {missing:#?}");
    }

    impl Language {
        /// The names of all places for text: `Server.url`, `File.servers~` for its keys.
        fn places(&self, schema: &Value, name: &str, found: &mut BTreeSet<String>, depth: usize) {
            // Only lists and maps of what is known already are deeper.
            if depth > 12 {
                return;
            }
            for (schema, name) in self.alternatives(schema, name) {
                if takes_text(schema) {
                    found.insert(name.clone());
                }
                for (key, inner) in properties(schema) {
                    self.places(inner, &format!("{name}.{key}"), found, depth + 1);
                }
                if schema["additionalProperties"].is_object() {
                    found.insert(format!("{name}~"));
                    self.places(&schema["additionalProperties"], &format!("{name}.*"), found, depth + 1);
                }
                if schema["items"].is_object() {
                    self.places(&schema["items"], &format!("{name}[]"), found, depth + 1);
                }
            }
        }
    }
}
