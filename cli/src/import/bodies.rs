//! Bodies of requests and of answers.

use super::schemas::Typed;
use super::tree::{Kind, Node};
use super::value::{Map, Value};
use super::{Importer, Way, reference};

pub(super) const EVENTS: &str = "text/event-stream";

/// How a media type is written in the language.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kinds {
    Json,
    Form,
    Multipart,
    Text,
    Bytes,
}

fn kind(media: &str) -> Kinds {
    let essence = media.split(';').next().unwrap_or(media).trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/x-www-form-urlencoded" => Kinds::Form,
        essence if essence.starts_with("multipart/") => Kinds::Multipart,
        "*/*" | "application/*" => Kinds::Json,
        essence if essence.ends_with("/json") || essence.ends_with("+json") => Kinds::Json,
        essence if essence.starts_with("text/") || essence.ends_with("xml") || essence.ends_with("yaml") => Kinds::Text,
        _ => Kinds::Bytes,
    }
}

impl Importer<'_> {
    pub(super) fn body(&mut self, node: &Node, method: &str, hint: &str, keys: &mut Map) {
        let root = self.root;
        let node = reference::follow(root, node).map_or(node, |(target, _)| target);
        if matches!(method, "get" | "head") {
            self.note("requestBody", "of a GET or HEAD: has no meaning (RFC 9110 section 9.3.1), left out", node.place);
            return;
        }
        let content = node.get("content").map(Node::entries).unwrap_or_default();
        let optional = if node.says("required") { "" } else { "?" };
        if let Some(mut body) = self.exact_content(content, optional, &format!("{hint}Body"), Way::Sent) {
            self.carry(node, &mut body);
            keys.set("body", super::objects::short(body));
            return;
        }
        let description = node.text_of("description").map(super::prose::prose).filter(|text| !text.is_empty());
        let offered = content;
        let ways = self.ways(offered, "requestBody");
        let ways = ways.into_iter().filter_map(|(media, schema)| {
            let (ty, content) = self.body_way(media, &schema, hint)?;
            let mut body = Map::default();
            body.set("type", format!("{ty}{optional}"));
            let is_deep = content.as_deref() == Some("form") && has_brackets(offered, media);
            body.set_some("content", content);
            body.set_some("style", is_deep.then_some("deep"));
            Some((media, body))
        });
        let Some(mut body) = one_of(ways.collect()) else { return };
        body.set_some("description", description);
        self.carry(node, &mut body);
        keys.set("body", super::objects::short(body));
    }

    /// A type and how it is written; a form has to be made from an object.
    fn body_way(&mut self, media: &str, schema: &Node, hint: &str) -> Option<(String, Option<String>)> {
        Some(match kind(media) {
            Kinds::Json if is_binary(schema) => ("bytes".to_owned(), Some("bytes".to_owned())),
            Kinds::Json => {
                let ty = self.body_type(schema, &format!("{hint}Body"));
                let content = json_content(&ty, media);
                (ty, content)
            }
            kind @ (Kinds::Form | Kinds::Multipart) => {
                let typed = self.type_of(schema, &format!("{hint}Body"), Way::Sent);
                if !self.is_object(&typed.name) {
                    self.note("requestBody", "a form that is no object with members: left out", schema.place);
                    return None;
                }
                let word = if kind == Kinds::Form { "form" } else { "multipart" };
                (typed.name, Some(word.to_owned()))
            }
            Kinds::Text => ("string".to_owned(), Some(plain_media(media, "text/plain", "text"))),
            Kinds::Bytes => ("bytes".to_owned(), Some(plain_media(media, "application/octet-stream", "bytes"))),
        })
    }

    fn body_type(&mut self, schema: &Node, hint: &str) -> String {
        let typed = self.type_of(schema, hint, Way::Sent);
        self.lose_facets("a body", &typed, schema);
        if typed.nullable {
            self.note("null as a body", "not sent", schema.place);
        }
        typed.name
    }

    fn is_object(&self, name: &str) -> bool {
        match self.schemas.get(name) {
            Some(Value::Map(keys)) => keys.get("fields").is_some(),
            Some(_) => false,
            // Not read yet.
            None => self.named.values().any(|known| known == name),
        }
    }

    /// The media types that say something of their own, with their schemas, the best first. What is the same in another
    /// notation is noted.
    fn ways<'n>(&mut self, content: &'n [(String, Node)], what: &str) -> Vec<(&'n str, Node)> {
        let rank = |media: &str| match kind(media) {
            Kinds::Json if media.eq_ignore_ascii_case("application/json") => 0,
            Kinds::Json => 1,
            Kinds::Form => 2,
            Kinds::Multipart => 3,
            Kinds::Text => 4,
            Kinds::Bytes => 5,
        };
        let mut sorted: Vec<&(String, Node)> = content.iter().collect();
        sorted.sort_by_key(|(media, _)| rank(media));
        let mut ways: Vec<(&str, Node)> = Vec::new();
        for (media, node) in sorted {
            let schema = if essence(media) == EVENTS && what == "answer" {
                self.event_data(node)
            } else {
                node.get("schema").cloned().unwrap_or_default()
            };
            let is_form = matches!(kind(media), Kinds::Form | Kinds::Multipart) && what == "requestBody";
            let is_same = |(known, other): &&(&str, Node)| {
                let is_body = !is_form && essence(media) != EVENTS;
                let notation = is_body && kind(known) == Kinds::Json && *other == schema && !is_text(&schema);
                notation || essence(known) == essence(media) || media.contains('*')
            };
            match ways.iter().find(is_same) {
                Some((known, _)) => self.note(&format!("{what} as {media}"), &format!("{known} is taken"), node.place),
                None => ways.push((media, schema)),
            }
        }
        ways
    }

    /// The shape of an answer: what stands under `returns` or under a status.
    pub(super) fn answer(&mut self, node: &Node, hint: &str, of_error: bool) -> Value {
        let root = self.root;
        let node = reference::follow(root, node).map_or(node, |(target, _)| target);
        let mut keys = Map::default();
        let content = node.get("content").map(Node::entries).unwrap_or_default();
        // An answer to HEAD has no body (RFC 9110 section 9.3.2), whatever is declared.
        let content = if self.is_head { &[] } else { content };
        let mut ways = self.ways(content, "answer");
        if of_error {
            for (media, schema) in ways.split_off(ways.len().min(1)) {
                self.note(
                    &format!("answer as {media}"),
                    "errors have one kind of content: the first is taken",
                    schema.place,
                );
            }
        }
        let ways = ways.into_iter().map(|(media, schema)| {
            let (ty, content) = self.answer_type(media, &schema, hint, of_error);
            let mut way = Map::default();
            way.set("type", ty);
            way.set_some("content", content);
            (media, way)
        });
        match one_of(ways.collect()) {
            None => keys.set("type", "empty"),
            Some(ways) => keys.0.extend(ways.0),
        }
        if !of_error {
            self.response_headers(node, hint, &mut keys);
        }
        for (_, link) in node.get("links").map(Node::entries).unwrap_or_default() {
            self.note("links", "left out", link.place);
        }
        let text = node.text_of("description").map(super::prose::prose).filter(|text| !text.is_empty());
        let says_more = text.as_ref().is_some_and(|text| text.split_whitespace().count() > 4);
        keys.set_some("description", text.filter(|_| says_more && !of_error));
        super::objects::short(keys)
    }

    fn answer_type(&mut self, media: &str, schema: &Node, hint: &str, of_error: bool) -> (String, Option<String>) {
        match kind(media) {
            Kinds::Json if is_binary(schema) => ("bytes".to_owned(), Some("bytes".to_owned())),
            Kinds::Json | Kinds::Form | Kinds::Multipart => {
                let hint = format!("{hint}{}", if of_error { "Error" } else { "Response" });
                let typed = self.type_of(schema, &hint, Way::Received);
                if typed.nullable && typed.name != "json" {
                    self.note("null as an answer", "an error", schema.place);
                }
                let content = json_content(&typed.name, media);
                (typed.name, content)
            }
            Kinds::Text if essence(media) == EVENTS && !of_error => {
                let typed = self.type_of(schema, &format!("{hint}Event"), Way::Received);
                (format!("events {}", if schema.entries().is_empty() { "string" } else { &typed.name }), None)
            }
            Kinds::Text => ("string".to_owned(), Some(plain_media(media, "text/plain", "text"))),
            Kinds::Bytes => ("bytes".to_owned(), Some(plain_media(media, "application/octet-stream", "bytes"))),
        }
    }

    /// What the data of events is: OpenAPI 3.2 says it in the schema of an event, and documents of older versions where the
    /// type of a body stands.
    fn event_data(&self, media: &Node) -> Node {
        let follow = |node: &Node| reference::follow(self.root, node).map_or(node, |(target, _)| target).clone();
        let Some(item) = media.get("itemSchema") else {
            let schema = media.get("schema").cloned().unwrap_or_default();
            let is_list = schema.text_of("type") == Some("array");
            return schema.get("items").filter(|_| is_list).cloned().unwrap_or(schema);
        };
        match follow(item).get("properties").and_then(|properties| properties.get("data")) {
            Some(data) => follow(data).get("contentSchema").cloned().unwrap_or_default(),
            None => item.clone(),
        }
    }

    fn response_headers(&mut self, node: &Node, hint: &str, keys: &mut Map) {
        let root = self.root;
        let mut headers = Map::default();
        for (name, header) in node.get("headers").map(Node::entries).unwrap_or_default() {
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let header = reference::follow(root, header).map_or(header, |(target, _)| target);
            let default = Node::default();
            let schema = header.get("schema").unwrap_or(&default);
            let typed = self.type_of(schema, &format!("{hint}Header"), Way::Received);
            let simple =
                matches!(typed.name.as_str(), "string" | "bool" | "i32" | "i64" | "u64" | "f64" | "date-time" | "uuid");
            let typed = if simple { typed } else { Typed::of("string") };
            let mut entry = Map::default();
            entry.set("type", format!("{}?", typed.name));
            entry.set_some(
                "description",
                header.text_of("description").map(super::prose::prose).filter(|text| !text.is_empty()),
            );
            headers.set(name.clone(), super::objects::short(entry));
        }
        if !headers.is_empty() {
            keys.set("headers", headers);
        }
    }
}

/// Whether a form writes objects and lists with brackets.
fn has_brackets(content: &[(String, Node)], media: &str) -> bool {
    let media = content.iter().find(|(known, _)| known == media).map(|(_, node)| node);
    let encoding = media.and_then(|media| media.get("encoding")).map(Node::entries).unwrap_or_default();
    encoding.iter().any(|(_, encoding)| encoding.text_of("style") == Some("deepObject"))
}

/// The only one as it is, several under their names.
fn one_of(mut ways: Vec<(&str, Map)>) -> Option<Map> {
    if ways.len() < 2 {
        return ways.pop().map(|(_, only)| only);
    }
    let mut names = super::names::Names::default();
    let mut choices = Map::default();
    for (media, mut way) in ways {
        let word = word(media);
        let name = names.snake(&word, "other");
        // The name says the content already.
        if way.get("content").is_some_and(|content| *content == Value::from(name.as_str())) {
            way.remove("content");
        }
        choices.set(name, super::objects::short(way));
    }
    let mut keys = Map::default();
    keys.set("one of", choices);
    Some(keys)
}

/// What people call a media type: the language's word for it, or its subtype without `x-` and `vnd.`.
fn word(media: &str) -> String {
    let essence = essence(media);
    let word = match essence.as_str() {
        "application/json" => "json",
        "application/x-www-form-urlencoded" => "form",
        "text/plain" => "text",
        EVENTS => "events",
        "application/octet-stream" => "bytes",
        essence if essence.starts_with("multipart/") => "multipart",
        essence => essence.split('/').nth(1).unwrap_or(essence),
    };
    word.trim_start_matches("vnd.").trim_start_matches("x-").to_owned()
}

fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or(media).trim().to_ascii_lowercase()
}

/// A text by itself is another thing in JSON than elsewhere.
fn is_text(schema: &Node) -> bool {
    schema.entries().is_empty() || schema.text_of("type") == Some("string")
}

fn is_binary(schema: &Node) -> bool {
    schema.text_of("format") == Some("binary")
        || schema.text_of("type") == Some("file")
        || schema.get("contentEncoding").is_some_and(|encoding| encoding.kind == Kind::Text("binary".to_owned()))
}

/// What is said of JSON: nothing, unless it could be something else too, or is called otherwise.
fn json_content(ty: &str, media: &str) -> Option<String> {
    let own = custom_json(media);
    if matches!(ty, "string" | "bytes") { own.or_else(|| Some("json".to_owned())) } else { own }
}

/// A media type of its own for JSON.
fn custom_json(media: &str) -> Option<String> {
    let essence = media.split(';').next().unwrap_or(media).trim().to_ascii_lowercase();
    (essence != "application/json" && !essence.contains('*')).then_some(essence)
}

fn plain_media(media: &str, usual: &str, word: &str) -> String {
    let essence = media.split(';').next().unwrap_or(media).trim().to_ascii_lowercase();
    if essence == usual || essence.contains('*') { word.to_owned() } else { essence }
}
