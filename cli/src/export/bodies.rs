//! Request bodies.

use super::Exporter;
use super::expression::{self, Type};
use super::extensions::copy;
use super::spec::type_of;
use super::types::Scope;
use crate::import::scalars;
use crate::import::tree::Node;
use crate::import::value::{Map, Value};

impl Exporter<'_> {
    pub(super) fn body(&mut self, node: &Node) -> Map {
        let written = expression::read(type_of(node).unwrap_or_default());
        let mut keys = Map::default();
        copy(node, "description", "description", &mut keys);
        if !written.optional {
            keys.set("required", true);
        }
        let (media, mut content) = self.media(node, &written.ty);
        let encoding = match node.text_of("content") {
            Some("form") => self.form_encoding(node, &written.ty),
            Some("multipart") => self.parts(&written.ty),
            _ => Map::default(),
        };
        content.set_some("encoding", Some(encoding).filter(|encoding| !encoding.is_empty()));
        if let Some(style) = node.get("style") {
            self.extension("style", scalars::value(style), &mut content);
        }
        keys.set("content", Map(vec![(media, Value::Map(content))]));
        self.rest(node, &["type", "content", "style", "description"], &mut keys);
        keys
    }

    /// The media type of a body or an answer, and what is said of it.
    pub(super) fn media(&mut self, node: &Node, ty: &Type) -> (String, Map) {
        let word = node.text_of("content").unwrap_or("json");
        let is_bytes = matches!(ty, Type::Named(name, _) if name == "bytes");
        let media = match word {
            "json" => "application/json",
            "form" => "application/x-www-form-urlencoded",
            "multipart" => "multipart/form-data",
            "text" => "text/plain",
            "bytes" => "application/octet-stream",
            media => media,
        };
        let mut content = Map::default();
        if is_bytes && !is_json(media) {
            let binary = [("type", "string"), ("format", "binary")];
            let binary = binary.into_iter().map(|(key, value)| (key.to_owned(), Value::from(value)));
            content.set("schema", Map(binary.collect()));
        } else {
            content.set("schema", self.type_schema(ty, &Scope::default()));
        }
        if word.contains('/') && is_usual(word) {
            // As such it is not what the word for it stands for.
            self.extension("content", word, &mut content);
        }
        (media.to_owned(), content)
    }

    /// Objects and lists in a form, with brackets: OpenAPI says so for each member.
    fn form_encoding(&self, node: &Node, ty: &Type) -> Map {
        let deep = || {
            let mut keys = Map::default();
            keys.set("style", "deepObject");
            keys.set("explode", true);
            Value::Map(keys)
        };
        if node.text_of("style") != Some("deep") {
            return Map::default();
        }
        let fields = self.fields_of(ty).into_iter();
        let nested = fields.filter(|(_, ty)| !self.is_text(ty));
        Map(nested.map(|(name, _)| (name, deep())).collect())
    }

    /// Parts of a multipart body that are files, and those that are JSON.
    fn parts(&self, ty: &Type) -> Map {
        let part = |(name, ty): (String, Type)| {
            let item = match self.spec.expand(&ty) {
                Type::Named(container, items) if container == "list" || container == "set" => items.first().cloned()?,
                ty => ty,
            };
            let is_bytes = matches!(&item, Type::Named(name, _) if name == "bytes");
            let content = if is_bytes { "application/octet-stream" } else { "application/json" };
            let is_default = !is_bytes && self.is_text(&item);
            let keys = Map(vec![("contentType".to_owned(), Value::from(content))]);
            (!is_default).then_some((name, Value::Map(keys)))
        };
        Map(self.fields_of(ty).into_iter().filter_map(part).collect())
    }

    /// The fields of an object, and their types.
    fn fields_of(&self, ty: &Type) -> Vec<(String, Type)> {
        let Type::Named(name, _) = self.spec.expand(ty) else { return Vec::new() };
        let fields = self.spec.schema(&name).and_then(|declared| declared.node.get("fields"));
        let fields = fields.map(Node::entries).unwrap_or_default().iter();
        fields.filter_map(|(name, field)| Some((name.clone(), expression::read(type_of(field)?).ty))).collect()
    }

    /// Whether it is written as a text: a scalar, an enum.
    fn is_text(&self, ty: &Type) -> bool {
        let Type::Named(name, _) = self.spec.expand(ty) else { return false };
        let is_named = self.spec.schema(&name).is_some_and(|declared| {
            declared.node.get("enum").is_some() || type_of(declared.node).is_some_and(scalars::is_scalar)
        });
        is_named || (scalars::is_scalar(&name) && name != "json")
    }
}

fn is_json(media: &str) -> bool {
    let media = media.to_ascii_lowercase();
    media.ends_with("/json") || media.ends_with("+json")
}

/// Whether the importer has a word for a media type, or would write it in another way.
fn is_usual(media: &str) -> bool {
    const WORDS: [&str; 4] =
        ["application/json", "application/x-www-form-urlencoded", "text/plain", "application/octet-stream"];
    let is_other = media.chars().any(|c| c.is_ascii_uppercase()) || media.starts_with("multipart/");
    is_other || WORDS.contains(&media)
}
