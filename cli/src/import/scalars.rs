//! Texts, numbers, true and false, and what is said about them.

use super::Importer;
use super::schemas::Typed;
use super::tree::{Kind, Node};
use super::value::{Map, Value};

const SCALARS: [&str; 16] = [
    "string",
    "bool",
    "i32",
    "i64",
    "u32",
    "u64",
    "f32",
    "f64",
    "decimal",
    "uuid",
    "date",
    "date-time",
    "duration",
    "url",
    "bytes",
    "json",
];

/// Whether a type is one of the language's own.
pub(crate) fn is_scalar(name: &str) -> bool {
    SCALARS.contains(&name)
}

impl Importer<'_> {
    pub(super) fn scalar(&mut self, node: &Node) -> Typed {
        if self.exact {
            return super::exported::exact_scalar(node);
        }
        let format = node.text_of("format").unwrap_or_default();
        match super::tree::Node::text_of(node, "type").unwrap_or_else(|| first_kind(node)) {
            "boolean" => Typed::of("bool"),
            "integer" => self.whole_number(node, format),
            "number" => self.number(node, format),
            _ => self.string(node, format),
        }
    }

    fn whole_number(&mut self, node: &Node, format: &str) -> Typed {
        let name = match format {
            "int32" | "int8" | "int16" | "uint8" | "uint16" => "i32",
            "uint32" => "u32",
            "uint64" | "uint" => "u64",
            "int64" | "" => "i64",
            _ => {
                self.note(&format!("format: {format}"), "a whole number like any other", node.place);
                "i64"
            }
        };
        let (lowest, highest) = limits(name);
        let bound = |key: &str, exclusive: &str, step: i128| {
            let own = node.get(key).and_then(whole);
            let strict = node.get(exclusive).and_then(|bound| match &bound.kind {
                Kind::Boolean(true) => own.map(|own| own + step),
                _ => whole(bound).map(|bound| bound + step),
            });
            strict.or(own)
        };
        let min = bound("minimum", "exclusiveMinimum", 1).filter(|min| *min > lowest);
        let max = bound("maximum", "exclusiveMaximum", -1).filter(|max| *max < highest);
        let mut typed = Typed::of(name);
        typed.facets.set_some("range", range(min.map(|min| min.to_string()), max.map(|max| max.to_string())));
        self.multiple_of(node);
        typed
    }

    fn number(&mut self, node: &Node, format: &str) -> Typed {
        let mut typed = Typed::of(match format {
            "float" => "f32",
            "decimal" => return Typed::of("decimal"),
            _ => "f64",
        });
        let bound = |key: &str| node.get(key).and_then(number).map(|bound| format!("{bound}"));
        typed.facets.set_some("range", range(bound("minimum"), bound("maximum")));
        for key in ["exclusiveMinimum", "exclusiveMaximum"] {
            if let Some(bound) = node.get(key).filter(|bound| bound.kind != Kind::Boolean(false)) {
                self.note(key, "the bound itself is allowed", bound.place);
            }
        }
        self.multiple_of(node);
        typed
    }

    fn multiple_of(&mut self, node: &Node) {
        if let Some(step) = node.get("multipleOf") {
            self.note("multipleOf", "not checked", step.place);
        }
    }

    fn string(&mut self, node: &Node, format: &str) -> Typed {
        let mut typed = Typed::of(match format {
            "date" => "date",
            "date-time" => "date-time",
            "uuid" => "uuid",
            "uri" | "url" => "url",
            "byte" | "binary" => "bytes",
            "decimal" => "decimal",
            "duration" => "duration",
            _ => "string",
        });
        if format == "password" {
            typed.facets.set("secret", true);
        } else if typed.name == "string" && !format.is_empty() {
            self.note(&format!("format: {format}"), "a text like any other", node.place);
        }
        if typed.name != "string" {
            return typed;
        }
        if let Some(pattern) = node.text_of("pattern") {
            typed.facets.set("pattern", pattern);
        }
        let length = |key: &str| node.get(key).and_then(whole).filter(|length| (0..=4_000_000_000).contains(length));
        let (min, max) = (length("minLength").filter(|min| *min > 0), length("maxLength"));
        typed.facets.set_some("length", range(min.map(|min| min.to_string()), max.map(|max| max.to_string())));
        typed
    }
}

fn first_kind(node: &Node) -> &str {
    let kinds = node.get("type").map(Node::items).unwrap_or_default();
    kinds.iter().filter_map(Node::text).find(|kind| *kind != "null").unwrap_or("string")
}

/// `1..`, `..=9`, `1..=9`.
pub(super) fn range(min: Option<String>, max: Option<String>) -> Option<String> {
    match (min, max) {
        (None, None) => None,
        (min, None) => min.map(|min| format!("{min}..")),
        (min, Some(max)) => Some(format!("{}..={max}", min.unwrap_or_default())),
    }
}

fn limits(name: &str) -> (i128, i128) {
    match name {
        "i32" => (i32::MIN.into(), i32::MAX.into()),
        "u32" => (0, u32::MAX.into()),
        "u64" => (0, u64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    }
}

/// A number that a document gives as one: `4`, `4.0`, `4e3`.
pub(super) fn whole(node: &Node) -> Option<i128> {
    let Kind::Number(text) = &node.kind else { return None };
    text.parse().ok().or_else(|| {
        let number: f64 = text.parse().ok()?;
        #[expect(clippy::cast_possible_truncation, reason = "its fraction is zero, and it is far from the largest")]
        let whole = (number.fract() == 0.0 && number.abs() < 1e30).then_some(number as i128);
        whole
    })
}

pub(super) fn number(node: &Node) -> Option<f64> {
    let Kind::Number(text) = &node.kind else { return None };
    text.parse().ok()
}

/// A value of the document as one of a spec: for examples and defaults.
pub(crate) fn value(node: &Node) -> Value {
    match &node.kind {
        Kind::Null => Value::Plain("null".to_owned()),
        Kind::Boolean(value) => Value::Plain(value.to_string()),
        Kind::Number(text) => Value::Plain(json_number(text)),
        Kind::Text(text) => Value::Text(text.clone()),
        Kind::List(items) => Value::List(items.iter().map(value).collect()),
        Kind::Map(entries) => Value::Map(Map(entries.iter().map(|(key, node)| (key.clone(), value(node))).collect())),
    }
}

/// `1.` and `+1` are numbers of YAML, and not of JSON.
fn json_number(text: &str) -> String {
    let text = text.strip_prefix('+').unwrap_or(text);
    let is_json = !text.ends_with('.') && !text.starts_with('.') && !text.starts_with("-.");
    match (is_json, text.parse::<f64>()) {
        (false, Ok(number)) => format!("{number}"),
        _ => text.to_owned(),
    }
}
