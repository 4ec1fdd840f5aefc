//! `docs/spec.md` cannot rot: its blocks are specs, and every key of the language is in one of them. What they yield is
//! compiled with the golden clients.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use apiloom_codegen::{SourceSet, Style, check, render};
use serde_yaml::Value;

use crate::spec_blocks;

#[test]
fn every_block_is_a_spec() {
    for (name, sources) in specs() {
        if let Err(found) = check(&sources) {
            panic!("{name}:\n{}", render(&found, &sources, Style::Plain));
        }
    }
}

#[test]
fn every_key_of_the_language_has_an_example() {
    let language = Language::new();
    let mut shown = BTreeSet::new();
    let blocks = spec_blocks::blocks(&read("docs/spec.md"));
    for block in &blocks {
        for (_, text) in block.files(&spec_blocks::base(&blocks)) {
            let value: Value =
                serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("line {}: {error}", block.line));
            language.walk("File", &value, &mut shown);
        }
    }
    let missing: Vec<String> = language.keys().into_iter().filter(|key| !shown.contains(key)).collect();
    assert!(missing.is_empty(), "docs/spec.md shows no example of {missing:#?}");
    assert!(shown.len() > 100, "the keys of the language were not found: {shown:?}");
}

#[test]
fn every_key_of_the_language_is_described() {
    let text = read("docs/spec.md");
    let prose: String = text.split("```").step_by(2).collect();
    for key in Language::new().keys() {
        let (_, key) = key.split_once('.').unwrap_or_default();
        assert!(prose.contains(&format!("`{key}")), "docs/spec.md does not say what `{key}` is");
    }
}

/// What each block describes: a spec, named after the line of the reference that it stands on.
pub(super) fn specs() -> Vec<(String, SourceSet)> {
    spec_blocks::specs(&read("docs/spec.md"))
}

/// The keys of each struct of `document.rs` and its modules, with the type of what stands there.
struct Language {
    structs: BTreeMap<String, BTreeMap<String, String>>,
}

impl Language {
    fn new() -> Self {
        Self::of_source(&["codegen/src/document.rs", "codegen/src/document/flows.rs"].map(read).concat())
    }

    fn of_source(source: &str) -> Self {
        let mut structs: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let (mut read, mut skipped, mut renamed) = (None, false, None);
        let mut deserialized = false;
        for line in source.lines().map(str::trim) {
            if line.starts_with("#[derive(") {
                deserialized = line.contains("Deserialize");
            } else if let Some(rest) = line.strip_prefix("pub(crate) struct ") {
                let name = rest.split([' ', '(']).next().unwrap_or_default();
                read = (deserialized && rest.ends_with('{')).then(|| name.to_owned());
            } else if line == "}" {
                read = None;
            } else if line == "#[serde(skip)]" {
                skipped = true;
            } else if let Some(rest) = line.strip_prefix("#[serde(rename = \"").filter(|_| read.is_some()) {
                renamed = rest.split('"').next().map(str::to_owned);
            } else if let (Some(name), Some(field)) = (&read, line.strip_prefix("pub(crate) ")) {
                let (key, ty) = field.trim_end_matches(',').split_once(": ").unwrap_or_default();
                let key = renamed.take().unwrap_or_else(|| key.trim_start_matches("r#").to_owned());
                if !std::mem::take(&mut skipped) {
                    let keys = structs.entry(name.clone()).or_default();
                    keys.insert(key, ty.to_owned());
                }
            }
        }
        // Two read their maps by hand: any key is a name, `one of` is not.
        structs.insert("Query".to_owned(), [("one of".to_owned(), "Entries<Parameter>".to_owned())].into());
        Language { structs }
    }

    fn keys(&self) -> Vec<String> {
        let of = |(name, keys): (&String, &BTreeMap<String, String>)| {
            keys.keys().map(|key| format!("{name}.{key}")).collect::<Vec<_>>()
        };
        self.structs.iter().flat_map(of).collect()
    }

    /// Notes every key of a value of a type.
    fn walk(&self, ty: &str, value: &Value, shown: &mut BTreeSet<String>) {
        let inner = |wrapper: &str| ty.strip_prefix(wrapper)?.strip_prefix('<')?.strip_suffix('>');
        if let Some(ty) = inner("Slot").or_else(|| inner("Form")) {
            return self.walk(ty, value, shown);
        }
        let Value::Mapping(entries) = value else { return };
        let entries = entries.iter().map(|(key, value)| (key.as_str().unwrap_or_default(), value));
        match (inner("Entries"), self.structs.get(ty)) {
            (Some(ty), _) => {
                entries.for_each(|(_, value)| self.walk(ty.trim_end_matches(", StatusList"), value, shown));
            }
            (None, Some(keys)) => {
                for (key, value) in entries {
                    match keys.get(key) {
                        Some(inner) => {
                            shown.insert(format!("{ty}.{key}"));
                            self.walk(inner, value, shown);
                        }
                        None if ty == "Query" => self.walk("Parameter", value, shown),
                        None => {}
                    }
                }
            }
            _ if ty == "EnumValues" => entries.for_each(|(_, value)| self.walk("EnumValue", value, shown)),
            _ => {}
        }
    }
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
