//! Types as JSON Schema.

use super::Exporter;
use super::expression::Type;
use crate::import::value::{Map, Value};

/// What type parameters stand for.
#[derive(Clone, Default)]
pub(super) struct Scope {
    /// Those that stand for anything: the schema is written as it is declared.
    pub(super) letters: Vec<String>,
    /// Those that stand for a type.
    pub(super) arguments: Vec<(String, Type)>,
}

/// `type` and `format` of what the language has and JSON Schema knows.
const SCALARS: [(&str, &str, &str); 15] = [
    ("string", "string", ""),
    ("bool", "boolean", ""),
    ("i32", "integer", "int32"),
    ("i64", "integer", "int64"),
    ("u32", "integer", "uint32"),
    ("u64", "integer", "uint64"),
    ("f32", "number", "float"),
    ("f64", "number", "double"),
    // Text or a number, so that no digit is lost.
    ("decimal", "", "decimal"),
    ("uuid", "string", "uuid"),
    ("date", "string", "date"),
    ("date-time", "string", "date-time"),
    ("duration", "string", "duration"),
    ("url", "string", "uri"),
    ("bytes", "string", "byte"),
];

/// The format of a named text, in JSON Schema's words.
pub(super) fn format(word: &str) -> &str {
    if word == "url" { "uri" } else { word }
}

impl Exporter<'_> {
    pub(super) fn type_schema(&mut self, ty: &Type, scope: &Scope) -> Map {
        let ty = &ty.with(&scope.arguments);
        match ty {
            Type::Nullable(inner) => {
                let schema = self.type_schema(inner, scope);
                or_null(schema, ty)
            }
            Type::Named(name, arguments) => self.named(name, arguments, ty, scope),
        }
    }

    fn named(&mut self, name: &str, arguments: &[Type], ty: &Type, scope: &Scope) -> Map {
        let mut schema = Map::default();
        match (name, arguments) {
            ("list" | "set", [item]) => {
                schema.set("type", "array");
                schema.set("items", self.type_schema(item, scope));
                if name == "set" {
                    schema.set("uniqueItems", true);
                    self.extension("set", true, &mut schema);
                }
            }
            ("map", [value]) => {
                schema.set("type", "object");
                schema.set("additionalProperties", self.type_schema(value, scope));
            }
            ("json", []) => {}
            (name, []) if SCALARS.iter().any(|(known, ..)| *known == name) => schema = scalar(name),
            (_, []) if scope.letters.iter().any(|letter| letter == name) => self.any_of_type(ty, &mut schema),
            (name, []) => schema.set("$ref", reference("schemas", name)),
            _ if ty.mentions(&scope.letters) => self.any_of_type(ty, &mut schema),
            _ => match self.instance(name, arguments, ty) {
                Some(name) => schema.set("$ref", reference("schemas", &name)),
                None => self.any_of_type(ty, &mut schema),
            },
        }
        schema
    }

    /// JSON Schema has no type parameters: anything, and what it really is for those who know.
    fn any_of_type(&mut self, ty: &Type, schema: &mut Map) {
        self.extension("type", ty.to_string(), schema);
    }

    /// The component of a generic schema with arguments; none where it would hold ever larger ones of its kind.
    fn instance(&mut self, name: &str, arguments: &[Type], ty: &Type) -> Option<String> {
        const LONGEST: usize = 400;
        let text = ty.to_string();
        if let Some(name) = self.names.get(&text) {
            return Some(name.clone());
        }
        let declared = self.spec.schema(name).filter(|_| text.len() <= LONGEST)?;
        let words: Vec<&str> = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).collect();
        let key = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(".");
        let key = self.free(key);
        self.names.insert(text.clone(), key.clone());
        let arguments = declared.letters().into_iter().zip(arguments.iter().cloned()).collect();
        let mut schema = self.declared(declared, &Scope { letters: Vec::new(), arguments });
        self.extension("type", text, &mut schema);
        self.made.set(key.clone(), schema);
        Some(key)
    }

    /// A name that no component has.
    pub(super) fn free(&self, wanted: String) -> String {
        let is_taken = |name: &str| {
            self.spec.schema(name).is_some()
                || self.names.values().any(|known| known == name)
                || self.made.get(name).is_some()
        };
        let numbered = (2..).map(|number| format!("{wanted}.{number}"));
        let found = std::iter::once(wanted.clone()).chain(numbered).find(|name| !is_taken(name));
        found.unwrap_or(wanted)
    }
}

pub(super) fn reference(section: &str, name: &str) -> String {
    format!("#/components/{section}/{name}")
}

fn scalar(name: &str) -> Map {
    let mut schema = Map::default();
    let Some((_, kind, format)) = SCALARS.iter().find(|(known, ..)| *known == name) else { return schema };
    match *kind {
        "" => schema.set("type", Value::List(vec![Value::from("string"), Value::from("number")])),
        kind => schema.set("type", kind),
    }
    schema.set_some("format", Some(*format).filter(|format| !format.is_empty()));
    if name == "bytes" {
        schema.set("contentEncoding", "base64");
    }
    schema
}

/// The same, or null.
fn or_null(mut schema: Map, ty: &Type) -> Map {
    let null = || Value::from("null");
    if schema.get("$ref").is_some() {
        let choice = vec![Value::Map(schema), Value::Map(Map(vec![("type".to_owned(), null())]))];
        return Map(vec![("anyOf".to_owned(), Value::List(choice))]);
    }
    match schema.get_mut("type") {
        Some(Value::List(kinds)) => kinds.push(null()),
        Some(kind) => *kind = Value::List(vec![kind.clone(), null()]),
        // It may be anything, and so null.
        None => schema.set("x-apiloom-type", ty.to_string()),
    }
    schema
}
