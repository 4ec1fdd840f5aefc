//! Documents against the JSON Schema of OpenAPI 3.1, Schema Objects in its dialect included.

use std::sync::LazyLock;

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let schemas = [
        read(include_str!("../../tests/openapi/schema.json")),
        read(include_str!("../../tests/openapi/dialect.json")),
        read(include_str!("../../tests/openapi/meta.json")),
    ];
    let mut registry = Registry::new();
    for schema in schemas {
        let id = schema["$id"].as_str().unwrap().to_owned();
        registry = registry.add(id, schema).unwrap();
    }
    let registry = registry.prepare().unwrap();
    // As the OpenAPI Initiative's `schema-base` puts the parts together.
    let whole = json!({
        "$id": "https://example.com/openapi",
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": "https://spec.openapis.org/oas/3.1/schema/2022-10-07",
        "$defs": {
            "schema": { "$dynamicAnchor": "meta", "$ref": "https://spec.openapis.org/oas/3.1/dialect/base" },
        },
    });
    jsonschema::options().with_registry(&registry).build(&whole).unwrap()
});

/// Panics where a document is none of OpenAPI 3.1.
pub(super) fn check(name: &str, document: &str) {
    let value: Value = serde_json::from_str(document).unwrap();
    let problems: Vec<String> =
        SCHEMA.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(problems.is_empty(), "{name}: {problems:#?}\n{document}");
    references(name, &value, &value);
}

/// Every reference leads somewhere, and every component has a name that OpenAPI allows.
fn references(name: &str, root: &Value, value: &Value) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(pointer)) = members.get("$ref") {
                let target = pointer.strip_prefix('#').and_then(|pointer| root.pointer(pointer));
                assert!(target.is_some(), "{name}: {pointer} leads nowhere");
            }
            members.values().for_each(|value| references(name, root, value));
        }
        Value::Array(items) => items.iter().for_each(|value| references(name, root, value)),
        _ => {}
    }
}

#[test]
fn what_is_no_openapi_is_found() {
    let broken = [
        json!({ "openapi": "3.1.0", "info": { "title": "a" }, "paths": {} }),
        json!({ "openapi": "3.1.0", "info": { "title": "a", "version": "" }, "paths": { "/a": { "get": { "pages": 1 } } } }),
        json!({ "openapi": "3.1.0", "info": { "title": "a", "version": "" },
            "components": { "schemas": { "A": { "type": "text" } } } }),
        json!({ "openapi": "3.1.0", "info": { "title": "a", "version": "" },
            "components": { "schemas": { "A": { "discriminator": {} } } } }),
    ];
    for document in broken {
        assert!(!SCHEMA.is_valid(&document), "{document}");
    }
}
