//! What `apiloom export` wrote into a document: keys of the language as extensions, and what else it takes to get the
//! same spec back. A document of somebody else may have such extensions, too.

use super::schemas::{Read, Typed};
use super::tree::{Kind, Node};
use super::value::{Map, Value};
use super::{Importer, Way, scalars};

const PREFIX: &str = "x-apiloom-";

/// Extensions that are no keys of the language, or are read where they stand.
const READ_ELSEWHERE: [&str; 13] = [
    "credentials",
    "deprecated_values",
    "every_operation",
    "examples",
    "file",
    "inherited_security",
    "name",
    "one_of",
    "operations",
    "set",
    "type",
    "variant",
    "version",
];

/// What an extension says.
pub(super) fn extension<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    node.entries().iter().find(|(known, _)| known.strip_prefix(PREFIX) == Some(key)).map(|(_, value)| value)
}

/// Keys of the language that stand there as extensions.
fn carried(node: &Node) -> impl Iterator<Item = (String, &Node)> {
    let keys = node.entries().iter().filter_map(|(key, value)| Some((key.strip_prefix(PREFIX)?, value)));
    keys.map(|(key, value)| (key.replace('-', "_"), value)).filter(|(key, _)| !READ_ELSEWHERE.contains(&key.as_str()))
}

/// The name of a file that can be no other file.
pub(super) fn file_name(node: &Node) -> Option<&str> {
    let name = node.text()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let begins = name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    (begins && name.len() <= 60 && name.chars().all(plain)).then_some(name)
}

/// Whether each of them has an extension, and there are some.
pub(super) fn all_have(members: &[Node], key: &str) -> bool {
    !members.is_empty() && members.iter().all(|member| extension(member, key).is_some())
}

impl Importer<'_> {
    /// The keys that a thing has as extensions; in an exported document its description, too, as it is written.
    pub(super) fn carry(&self, node: &Node, keys: &mut Map) {
        if self.exact {
            keys.set_some("description", node.get("description").map(scalars::value));
        }
        for (key, value) in carried(node) {
            keys.set(key, scalars::value(value));
        }
    }

    /// A request that is made in one of several ways.
    pub(super) fn variants(&mut self, node: &Node, hint: &str, way: Way) -> Option<Read> {
        let members = node.get("anyOf").filter(|members| all_have(members.items(), "variant"))?;
        let mut keys = Map::default();
        keys.set("fields", self.fields(node, hint, way));
        let mut variants = Map::default();
        for member in members.items() {
            let name = extension(member, "variant").and_then(Node::text)?;
            variants.set(name, self.fields(member, hint, way));
        }
        keys.set("variants", variants);
        Some(Read::Schema { keys, nullable: false })
    }

    /// Alternatives that have names: members of a union.
    pub(super) fn named_members(&mut self, node: &Node, members: &[Node], hint: &str, way: Way) -> Option<Map> {
        if !all_have(members, "name") {
            return None;
        }
        let mut union = Map::default();
        for member in members {
            let name = extension(member, "name").and_then(Node::text)?;
            let typed = self.type_of(member, hint, way);
            union.set(name, typed.item());
        }
        let mut keys = Map::default();
        keys.set("union", union);
        let field = node.get("discriminator").and_then(|discriminator| discriminator.text_of("propertyName"));
        keys.set_some("discriminator", field);
        Some(keys)
    }

    /// A body or an answer, where one word of the language says what it is written in.
    pub(super) fn exact_media(&mut self, content: &[(String, Node)], hint: &str, way: Way) -> Option<Map> {
        let [(media, node)] = content else { return None };
        if !self.exact {
            return None;
        }
        let default = Node::default();
        let schema = node.get("schema").unwrap_or(&default);
        let is_binary = schema.text_of("format") == Some("binary");
        let typed = if is_binary { Typed::of("bytes") } else { self.type_of(schema, hint, way) };
        let is_json = media.to_ascii_lowercase().ends_with("/json") || media.to_ascii_lowercase().ends_with("+json");
        let wrapped = extension(node, "type").and_then(Node::text);
        let word = match (media.as_str(), typed.name.as_str()) {
            ("text/event-stream", _) if wrapped.is_some() => None,
            ("application/json", "string" | "bytes") => Some("json"),
            ("application/json", _) => None,
            ("application/x-www-form-urlencoded", _) => Some("form"),
            ("multipart/form-data", _) => Some("multipart"),
            ("text/plain", "string") => Some("text"),
            ("application/octet-stream", "bytes") => Some("bytes"),
            (media, _) if is_json => Some(media),
            (media, "string" | "bytes") => Some(media),
            _ => return None,
        };
        let mut keys = Map::default();
        keys.set("type", wrapped.map_or_else(|| typed.item(), str::to_owned));
        keys.set_some("content", word);
        carried(node).for_each(|(key, value)| keys.set(key, scalars::value(value)));
        Some(keys)
    }

    /// What every operation has.
    pub(super) fn every_operation(&mut self) -> Map {
        let root = self.root;
        let mut every = match extension(root, "every-operation").map(scalars::value) {
            Some(Value::Map(every)) => every,
            _ => Map::default(),
        };
        let shared = |section: &str| {
            let all = super::reference::at(root, &format!("#/components/{section}")).map(Node::entries);
            let all = all.unwrap_or_default().iter().map(|(_, node)| node);
            all.filter_map(|node| Some((node, extension(node, "every-operation")?))).collect::<Vec<_>>()
        };
        for (node, _) in shared("parameters") {
            let section = match node.text_of("in") {
                Some("query") => "query",
                _ => "headers",
            };
            let mut all = match every.remove(section) {
                Some(Value::Map(all)) => all,
                _ => Map::default(),
            };
            self.exact_parameter(node, "Every", &mut all);
            every.set(section, all);
        }
        let mut errors = Map::default();
        for (node, statuses) in shared("responses") {
            let statuses = statuses.text().unwrap_or_default();
            errors.set(statuses, self.exact_answer(node, statuses, "Every"));
        }
        every.set_some("errors", Some(errors).filter(|errors| !errors.is_empty()));
        every
    }

    /// A parameter among its like: one of which exactly one is given stands with the others.
    pub(super) fn exact_parameter(&mut self, node: &Node, hint: &str, all: &mut Map) {
        let Some(name) = node.text_of("name") else { return };
        let location = node.text_of("in").unwrap_or("query");
        let mut keys = self.parameter(node, location, hint);
        if !node.says("x-apiloom-one-of") {
            all.set(name, super::objects::short(keys));
            return;
        }
        if let Some(Value::Text(ty)) = keys.get_mut("type") {
            ty.truncate(ty.trim_end_matches('?').len());
        }
        let mut choice = match all.get("one of") {
            Some(Value::Map(choice)) => choice.clone(),
            _ => Map::default(),
        };
        choice.set(name, super::objects::short(keys));
        all.set("one of", choice);
    }

    /// An answer as it was exported.
    pub(super) fn exact_answer(&mut self, node: &Node, status: &str, hint: &str) -> Value {
        let root = self.root;
        let node = super::reference::follow(root, node).map_or(node, |(target, _)| target);
        let content = node.get("content").map(Node::entries).unwrap_or_default();
        if !content.is_empty() && content.len() != 1 {
            return self.answer(node, hint, false);
        }
        let mut keys = match self.exact_media(content, hint, Way::Received) {
            Some(keys) => keys,
            None if content.is_empty() => Map(vec![("type".to_owned(), Value::from("empty"))]),
            None => return self.answer(node, hint, false),
        };
        let mut headers = Map::default();
        for (name, header) in node.get("headers").map(Node::entries).unwrap_or_default() {
            headers.set(name.as_str(), super::objects::short(self.parameter(header, "header", hint)));
        }
        keys.set_some("headers", Some(headers).filter(|headers| !headers.is_empty()));
        let said = node.text_of("description").filter(|text| *text != super::answers::phrase(status));
        keys.set_some("description", said);
        carried(node).for_each(|(key, value)| keys.set(key, scalars::value(value)));
        super::objects::short(keys)
    }
}

/// Examples of an operation, put together again by their names.
pub(super) fn examples(node: &Node, keys: &mut Map) {
    let order = extension(node, "examples");
    if let Some(whole) = order.filter(|whole| whole.is_map()) {
        keys.set("examples", scalars::value(whole));
        return;
    }
    let names = order.map(Node::items).unwrap_or_default().iter().filter_map(Node::text);
    let mut examples: Vec<(String, Map)> = names.map(|name| (name.to_owned(), Map::default())).collect();
    for parameter in node.get("parameters").map(Node::items).unwrap_or_default() {
        for (name, value) in shown(parameter) {
            let mut all = match part_of(&mut examples, name).get("parameters") {
                Some(Value::Map(all)) => all.clone(),
                _ => Map::default(),
            };
            all.set(parameter.text_of("name").unwrap_or_default(), scalars::value(value));
            part_of(&mut examples, name).set("parameters", all);
        }
    }
    for (name, value) in node.get("requestBody").map(shown).unwrap_or_default() {
        part_of(&mut examples, name).set("body", scalars::value(value));
    }
    for (status, answer) in node.get("responses").map(Node::entries).unwrap_or_default() {
        for (name, value) in shown(answer) {
            let (name, status) = name.split_once('.').unwrap_or((name, status));
            part_of(&mut examples, name).set(status, scalars::value(value));
        }
    }
    let examples = examples.into_iter().map(|(name, example)| (name, Value::Map(example)));
    keys.set_some("examples", Some(Map(examples.collect())).filter(|examples| !examples.is_empty()));
}

/// A type that JSON Schema has no words for, or that is told by the extension alone.
pub(super) fn told(node: &Node) -> Option<Typed> {
    let text = extension(node, "type")?.text()?;
    let (name, nullable) = match text.rsplit_once('|') {
        Some((name, null)) if null.trim() == "null" => (name.trim(), true),
        _ => (text.trim(), false),
    };
    // Whatever may be anything may be null: a type says so only where it is written.
    let (name, nullable) = if name == "json" { (text.trim(), false) } else { (name, nullable) };
    Some(Typed { name: name.to_owned(), nullable, facets: facets(node) })
}

/// A scalar as it was exported: no bound is left out, be it what it is anyway.
pub(super) fn exact_scalar(node: &Node) -> Typed {
    let kinds = node.get("type");
    let several = kinds.map(Node::items).unwrap_or_default().iter().filter_map(Node::text);
    let kind = kinds.and_then(Node::text).into_iter().chain(several).find(|kind| *kind != "null");
    let format = node.text_of("format").filter(|_| extension(node, "format").is_none()).unwrap_or_default();
    let name = match (kind.unwrap_or("string"), format) {
        ("boolean", _) => "bool",
        ("integer", "int32") => "i32",
        ("integer", "uint32") => "u32",
        ("integer", "uint64") => "u64",
        ("integer", _) => "i64",
        ("number", "float") => "f32",
        ("number", _) => "f64",
        (_, "uri" | "url") => "url",
        (_, "byte" | "binary") => "bytes",
        (_, format @ ("uuid" | "date" | "date-time" | "duration" | "decimal")) => format,
        _ => "string",
    };
    Typed { facets: facets(node), ..Typed::of(name) }
}

/// The example of a name, begun where there is none.
fn part_of<'m>(examples: &'m mut Vec<(String, Map)>, name: &str) -> &'m mut Map {
    let at = examples.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
        examples.push((name.to_owned(), Map::default()));
        examples.len() - 1
    });
    &mut examples[at].1
}

/// Named values of a parameter, or of what is written in its first media type.
fn shown(node: &Node) -> Vec<(&str, &Node)> {
    let media = node.get("content").and_then(|content| content.entries().first()).map(|(_, media)| media);
    let examples = media.unwrap_or(node).get("examples").map(Node::entries).unwrap_or_default();
    examples.iter().filter_map(|(name, example)| Some((name.as_str(), example.get("value")?))).collect()
}

/// Constraints, each bound as it stands.
fn facets(node: &Node) -> Map {
    let mut facets = Map::default();
    facets.set_some("pattern", node.text_of("pattern"));
    for (key, min, max) in [("length", "minLength", "maxLength"), ("range", "minimum", "maximum")] {
        let bound = |key: &str| {
            node.get(key).and_then(|bound| match &bound.kind {
                Kind::Number(text) => Some(text.clone()),
                _ => None,
            })
        };
        facets.set_some(key, scalars::range(bound(min), bound(max)));
    }
    facets
}
