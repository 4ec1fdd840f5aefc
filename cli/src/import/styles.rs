//! How parameters are written: OpenAPI's styles in the language's words.

use super::Importer;
use super::scalars;
use super::schemas::Typed;
use super::tree::Node;
use super::value::{Map, Value};

/// What a type is to a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shape {
    Text,
    List(Box<Shape>),
    /// An object or a map, of these.
    Object(Vec<Shape>),
    Union(Vec<Shape>),
    Other,
}

impl Importer<'_> {
    /// `style`, `content` or `separator` of a parameter; none where the language has no word for how it is written.
    pub(super) fn written(&self, node: &Node, location: &str, typed: &Typed) -> Option<Map> {
        let shape = self.shape(&typed.name, 0);
        let mut keys = Map::default();
        if let Some(content) = node.get("content") {
            let is_json = |media: &str| media == "application/json" || media.ends_with("+json");
            let fits = location != "cookie" && content.entries().first().is_some_and(|(media, _)| is_json(media));
            return fits.then(|| Map(vec![("content".to_owned(), Value::from("json"))]));
        }
        let is_deep = location == "query" && node.text_of("style") == Some("deepObject");
        let is_form = location == "query" && matches!(node.text_of("style"), None | Some("form"));
        let explodes = node.get("explode").is_none() || node.says("explode");
        match &shape {
            Shape::Text => {}
            _ if is_deep => keys.set("style", "deep"),
            Shape::List(item) if **item == Shape::Text => keys.set_some("separator", separator(node, location)),
            Shape::Object(fields) if is_form && explodes && fields.iter().all(is_flat) => keys.set("style", "flat"),
            // Each of them is written as a form writes it: with its name alone.
            Shape::Union(members) if is_form && members.iter().all(|member| *member == Shape::Text) => {
                keys.set("style", "deep");
            }
            _ => return None,
        }
        Some(keys)
    }

    fn shape(&self, name: &str, depth: usize) -> Shape {
        const DEEPEST: usize = 16;
        let name = name.trim_end_matches('?').trim_end_matches(" | null").trim();
        let inside = |container: &str| name.strip_prefix(container)?.strip_suffix('>');
        if depth > DEEPEST {
            return Shape::Other;
        }
        if let Some(item) = inside("list<").or_else(|| inside("set<")) {
            return Shape::List(Box::new(self.shape(item, depth + 1)));
        }
        if let Some(item) = inside("map<") {
            return Shape::Object(vec![self.shape(item, depth + 1)]);
        }
        if scalars::is_scalar(name) {
            return if matches!(name, "json" | "bytes") { Shape::Other } else { Shape::Text };
        }
        let each = |types: &Map| -> Vec<Shape> {
            let types = types.0.iter().filter_map(|(_, value)| type_of(value));
            types.map(|ty| self.shape(ty, depth + 1)).collect()
        };
        match self.schemas.get(name) {
            Some(Value::Map(keys)) if keys.get("enum").is_some() => Shape::Text,
            Some(Value::Map(keys)) => match (keys.get("fields"), keys.get("union")) {
                (Some(Value::Map(fields)), _) => Shape::Object(each(fields)),
                (_, Some(Value::Map(members))) => Shape::Union(each(members)),
                _ => type_of(&Value::Map(keys.clone())).map_or(Shape::Other, |ty| self.shape(ty, depth + 1)),
            },
            Some(Value::Text(ty)) => self.shape(ty, depth + 1),
            _ => Shape::Other,
        }
    }
}

fn separator(node: &Node, location: &str) -> Option<&'static str> {
    let style = node.text_of("style").unwrap_or(if location == "query" { "form" } else { "simple" });
    let explode = node.get("explode").map_or(style == "form", |_| node.says("explode"));
    match (location, style) {
        ("query", "form") if explode => None,
        ("query", "spaceDelimited") => Some(" "),
        ("query", "pipeDelimited") => Some("|"),
        _ => Some(","),
    }
}

/// A text, or a list of texts.
fn is_flat(shape: &Shape) -> bool {
    match shape {
        Shape::Text => true,
        Shape::List(item) => **item == Shape::Text,
        _ => false,
    }
}

fn type_of(value: &Value) -> Option<&str> {
    match value {
        Value::Text(ty) => Some(ty),
        Value::Map(keys) => match keys.get("type") {
            Some(Value::Text(ty)) => Some(ty),
            _ => None,
        },
        _ => None,
    }
}
