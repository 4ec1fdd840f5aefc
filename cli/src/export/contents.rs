//! What a body or an answer is written in: one way, or several that have names.

use super::Exporter;
use super::expression::Type;
use super::spec::type_of;
use super::types::Scope;
use crate::import::contents::is_json;
use crate::import::tree::Node;
use crate::import::value::{Map, Value};

/// Words for content that a way may be called by.
const WORDS: [&str; 5] = ["json", "form", "multipart", "text", "bytes"];

/// One way to write a body or an answer.
pub(super) struct Way<'n> {
    /// Its name, where it is one of several.
    pub(super) name: Option<&'n str>,
    pub(super) node: &'n Node,
}

/// All of them; the only one is what stands there itself.
pub(super) fn ways(node: &Node) -> Vec<Way<'_>> {
    match node.get("one of") {
        Some(several) => several.entries().iter().map(|(name, node)| Way { name: Some(name), node }).collect(),
        None => vec![Way { name: None, node }],
    }
}

impl<'n> Way<'n> {
    /// The type as it is written.
    pub(super) fn written(&self) -> &'n str {
        type_of(self.node).unwrap_or_default().trim()
    }

    /// The content: a name may be the word for it.
    pub(super) fn word(&self) -> &'n str {
        let of_name = || self.name.filter(|name| WORDS.contains(name)).unwrap_or("json");
        self.node.text_of("content").unwrap_or_else(of_name)
    }
}

impl Exporter<'_> {
    /// The media type of a body or an answer, and what is said of it.
    pub(super) fn media(&mut self, word: &str, ty: &Type) -> (String, Map) {
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

    /// Which of several ways a media type is, and what else is said of that.
    pub(super) fn way_name(&mut self, way: &Way<'_>, said: &[&str], content: &mut Map) {
        if let Some(name) = way.name {
            self.extension("name", name, content);
            self.rest(way.node, &[&["type", "content"], said].concat(), content);
        }
    }
}

/// Whether the importer has a word for a media type, or would write it in another way.
fn is_usual(media: &str) -> bool {
    const WORDS: [&str; 4] =
        ["application/json", "application/x-www-form-urlencoded", "text/plain", "application/octet-stream"];
    let is_other = media.chars().any(|c| c.is_ascii_uppercase()) || media.starts_with("multipart/");
    is_other || WORDS.contains(&media)
}
