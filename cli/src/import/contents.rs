//! What a body or an answer is written in, as it was exported.

use super::bodies::EVENTS;
use super::exported::{carried, extension};
use super::objects::short;
use super::schemas::Typed;
use super::tree::Node;
use super::value::{Map, Value};
use super::{Importer, Way, scalars};

impl Importer<'_> {
    /// The only media type there is, or several that have names. What follows each type is its `ending`.
    pub(super) fn exact_content(
        &mut self,
        content: &[(String, Node)],
        ending: &str,
        hint: &str,
        way: Way,
    ) -> Option<Map> {
        if !self.exact || content.is_empty() {
            return None;
        }
        if let [(media, node)] = content {
            return self.exact_way(media, node, ending, hint, way);
        }
        let mut choices = Map::default();
        for (media, node) in content {
            let name = extension(node, "name").and_then(Node::text)?;
            let mut choice = self.exact_way(media, node, ending, hint, way)?;
            let word = choice.remove("content");
            let word = if media == EVENTS { word } else { word.or_else(|| Some(Value::from("json"))) };
            // A name that is a word for content says it.
            choice.set_some("content", word.filter(|word| *word != Value::from(name)));
            choices.set(name, short(choice));
        }
        let is_whole = choices.0.len() == content.len();
        is_whole.then(|| Map(vec![("one of".to_owned(), Value::Map(choices))]))
    }

    /// A media type, where one word of the language says which it is.
    fn exact_way(&mut self, media: &str, node: &Node, ending: &str, hint: &str, way: Way) -> Option<Map> {
        let default = Node::default();
        let schema = node.get("schema").unwrap_or(&default);
        let is_binary = schema.text_of("format") == Some("binary");
        let typed = if is_binary { Typed::of("bytes") } else { self.type_of(schema, hint, way) };
        let wrapped = extension(node, "type").and_then(Node::text);
        let word = match (media, typed.name.as_str()) {
            (EVENTS, _) if wrapped.is_some() => None,
            ("application/json", "string" | "bytes") => Some("json"),
            ("application/json", _) => None,
            ("application/x-www-form-urlencoded", _) => Some("form"),
            ("multipart/form-data", _) => Some("multipart"),
            ("text/plain", "string") => Some("text"),
            ("application/octet-stream", "bytes") => Some("bytes"),
            (media, _) if is_json(media) => Some(media),
            (media, "string" | "bytes") => Some(media),
            _ => return None,
        };
        let mut keys = Map::default();
        keys.set("type", format!("{}{ending}", wrapped.map_or_else(|| typed.item(), str::to_owned)));
        keys.set_some("content", word);
        carried(node).for_each(|(key, value)| keys.set(key, scalars::value(value)));
        Some(keys)
    }
}

/// Whether values of a media type are JSON, however it is spelt.
pub(crate) fn is_json(media: &str) -> bool {
    let media = media.to_ascii_lowercase();
    media.ends_with("/json") || media.ends_with("+json")
}
