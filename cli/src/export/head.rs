//! What the document says of the API as a whole.

use super::Exporter;
use super::extensions::copy;
use crate::import::scalars;
use crate::import::tree::Node;
use crate::import::value::{Map, Value};

/// Keys of a file that have a place of their own in the document.
const SAID: [&str; 12] = [
    "apiloom",
    "name",
    "version",
    "description",
    "documentation",
    "servers",
    "credentials",
    "security",
    "every_operation",
    "parameters",
    "operations",
    "schemas",
];

impl Exporter<'_> {
    pub(super) fn head(&mut self) -> Map {
        let mut document = Map::default();
        document.set("openapi", "3.1.0");
        let Some(main) = self.spec.main() else { return document };
        let mut info = Map::default();
        copy(&main.root, "name", "title", &mut info);
        copy(&main.root, "description", "description", &mut info);
        // It has to be there.
        info.set("version", main.root.text_of("version").unwrap_or_default());
        document.set("info", info);
        if let Some(page) = main.root.get("documentation") {
            document.set("externalDocs", Map(vec![("url".to_owned(), scalars::value(page))]));
        }
        document.set("servers", Value::List(self.servers()));
        if let Some(security) = main.root.get("security") {
            let requirements = self.requirements(security, &[]);
            document.set_some("security", Some(requirements).filter(|all| !all.is_empty()).map(Value::List));
        }
        copy(&main.root, "apiloom", "x-apiloom", &mut document);
        if main.stem != "api" {
            self.extension("file", main.stem.as_str(), &mut document);
        }
        self.rest(&main.root, &SAID, &mut document);
        if let Some(every) = main.root.get("every_operation") {
            let kept = |(key, _): &&(String, Node)| !["headers", "query", "errors"].contains(&key.as_str());
            let kept = every.entries().iter().filter(kept);
            let kept = Map(kept.map(|(key, value)| (key.clone(), scalars::value(value))).collect());
            if !kept.is_empty() {
                self.extension("every_operation", kept, &mut document);
            }
        }
        document
    }

    /// A tag for each file that has operations, in the order of files.
    pub(super) fn tags(&mut self, paths: &Map) -> Value {
        let spec = self.spec;
        let main = spec.main().map(|file| file.stem.as_str());
        let mut tags = Vec::new();
        for file in &spec.files {
            let operations = file.root.get("operations").filter(|operations| !operations.entries().is_empty());
            let Some(operations) = operations else {
                if file.root.get("description").is_some() && file.root.get("apiloom").is_none() {
                    let note = format!("{}: its description is left out, for it has no operations", file.stem);
                    self.notes.push(note);
                }
                continue;
            };
            let mut tag = Map::default();
            tag.set("name", file.stem.as_str());
            if main != Some(&file.stem) {
                copy(&file.root, "description", "description", &mut tag);
                self.rest(&file.root, &SAID, &mut tag);
            }
            // Paths put operations together that may stand apart in their file.
            let written: Vec<&str> = operations.entries().iter().map(|(id, _)| id.as_str()).collect();
            if in_paths(paths, &file.stem) != written {
                let written = written.into_iter().map(Value::from).collect();
                self.extension("operations", Value::List(written), &mut tag);
            }
            tags.push(Value::Map(tag));
        }
        Value::List(tags)
    }
}

/// The operations of a tag, in the order of paths.
fn in_paths<'p>(paths: &'p Map, tag: &str) -> Vec<&'p str> {
    let items = paths.0.iter().filter_map(|(_, item)| if let Value::Map(item) = item { Some(item) } else { None });
    let operations = items.flat_map(|item| &item.0);
    let operations =
        operations.filter_map(|(_, value)| if let Value::Map(operation) = value { Some(operation) } else { None });
    let is_its =
        |operation: &&Map| matches!(operation.get("tags"), Some(Value::List(tags)) if tags.contains(&Value::from(tag)));
    let id = |operation: &'p Map| match operation.get("operationId") {
        Some(Value::Text(id)) => Some(id.as_str()),
        _ => None,
    };
    operations.filter(is_its).filter_map(id).collect()
}
