//! Enums and unions.

use heck::ToPascalCase;

use super::reference;
use super::schemas::{Read, Typed};
use super::tree::{Kind, Node};
use super::value::{Map, Value};
use super::{Importer, Way, names};

impl Importer<'_> {
    pub(super) fn enumeration(&mut self, node: &Node, values: &[Node], nullable: bool) -> Read {
        let values: Vec<&Node> = values.iter().filter(|value| value.kind != Kind::Null).collect();
        if let Some(keys) = super::enums::numbers(node, &values) {
            return Read::Schema { keys, nullable };
        }
        let mut texts: Vec<&str> = Vec::new();
        for value in &values {
            match &value.kind {
                Kind::Text(text) if !texts.contains(&text.as_str()) => texts.push(text),
                _ => {}
            }
        }
        if texts.is_empty() {
            let kind = match values.first().map(|value| &value.kind) {
                Some(Kind::Boolean(_)) => "bool",
                Some(Kind::Number(_)) => "f64",
                _ => "json",
            };
            return Read::Type(Typed { name: kind.to_owned(), nullable, facets: Map::default() });
        }
        // A value of another kind beside texts is nothing that a server sends.
        for other in values.iter().filter(|value| value.text().is_none()) {
            self.note("enum", "a value that is no text, beside texts: left out", other.place);
        }
        let mut keys = Map::default();
        keys.set("enum", self.texts(node, &texts));
        Read::Schema { keys, nullable }
    }

    pub(super) fn union(&mut self, node: &Node, members: &[Node], hint: &str, way: Way, nullable: bool) -> Read {
        if let Some(keys) = self.named_members(node, members, hint, way) {
            return Read::Schema { keys, nullable };
        }
        if let Some(read) = self.choice_of_texts(members, nullable) {
            return read;
        }
        if let Some(typed) = self.one_kind(members, nullable) {
            return Read::Type(typed);
        }
        if let Some(keys) = self.tagged(node, members, hint, way) {
            return Read::Schema { keys, nullable };
        }
        Read::Schema { keys: self.shapes(members, hint, way), nullable }
    }

    /// Alternatives that are told apart by what they look like: whether they can be is the checker's to say.
    fn shapes(&mut self, members: &[Node], hint: &str, way: Way) -> Map {
        let mut union = Map::default();
        let mut names = names::Names::default();
        for member in members {
            let typed = self.type_of(member, &format!("{hint}{}", member_hint(member)), way);
            self.lose_facets("an alternative", &typed, member);
            let wanted = match typed.name.as_str() {
                "string" => "text",
                "bool" => "flag",
                "i32" | "i64" | "u32" | "u64" | "f32" | "f64" => "number",
                name if name.starts_with("list<") => "list",
                name if name.starts_with("map<") => "map",
                name => name,
            };
            if !union.0.iter().any(|(_, known)| *known == Value::from(typed.name.as_str())) {
                union.set(names.snake(wanted, "other"), typed.name);
            }
        }
        let mut keys = Map::default();
        keys.set("union", union);
        keys
    }

    /// Texts of which some are named: an open enum is just that.
    fn choice_of_texts(&mut self, members: &[Node], nullable: bool) -> Option<Read> {
        let root = self.root;
        let targets: Vec<&Node> =
            members.iter().map(|member| reference::follow(root, member).map_or(member, |(target, _)| target)).collect();
        let values = |node: &Node| -> Vec<String> {
            let of_enum = node.get("enum").map(Node::items).unwrap_or_default().iter().chain(node.get("const"));
            of_enum.filter_map(|value| value.text().map(str::to_owned)).collect()
        };
        let is_text = |node: &&Node| {
            node.text_of("type") == Some("string") && node.text_of("format").is_none() || !values(node).is_empty()
        };
        let named: Vec<String> = targets.iter().flat_map(|target| values(target)).collect();
        if named.is_empty() || !targets.iter().all(is_text) {
            return None;
        }
        let mut texts: Vec<&str> = Vec::new();
        named.iter().for_each(|text| {
            if !texts.contains(&text.as_str()) {
                texts.push(text);
            }
        });
        let mut keys = Map::default();
        keys.set("enum", self.texts(&Node::default(), &texts));
        Some(Read::Schema { keys, nullable })
    }

    /// Alternatives that are the same to the language: two formats of a text, two widths of a number.
    fn one_kind(&mut self, members: &[Node], nullable: bool) -> Option<Typed> {
        let root = self.root;
        let kind = |member: &Node| {
            let target = reference::follow(root, member).map_or(member, |(target, _)| target);
            let plain = target.get("enum").is_none() && target.get("allOf").is_none();
            target.text_of("type").filter(|_| plain).map(str::to_owned)
        };
        let kinds: Option<Vec<String>> = members.iter().map(kind).collect();
        let kinds = kinds?;
        let all = |wanted: &[&str]| kinds.iter().all(|kind| wanted.contains(&kind.as_str()));
        let name = if all(&["string"]) {
            "string"
        } else if all(&["integer"]) {
            "i64"
        } else if all(&["integer", "number"]) {
            "f64"
        } else if all(&["boolean"]) {
            "bool"
        } else {
            return None;
        };
        Some(Typed { name: name.to_owned(), nullable, facets: Map::default() })
    }

    /// Objects that a field tells apart: `discriminator`.
    fn tagged(&mut self, node: &Node, members: &[Node], hint: &str, way: Way) -> Option<Map> {
        let discriminator = node.get("discriminator")?;
        let field = discriminator.text_of("propertyName")?;
        let mapping = discriminator.get("mapping").map(Node::entries).unwrap_or_default();
        let mut union = Map::default();
        for member in members {
            let pointer = member.text_of("$ref")?;
            let own = pointer.rsplit('/').next().map(reference::unescaped)?;
            let leads_here = |node: &Node| node.text().is_some_and(|text| text == pointer || text == own);
            let tags: Vec<&str> =
                mapping.iter().filter(|(_, node)| leads_here(node)).map(|(tag, _)| tag.as_str()).collect();
            let name = self.member(pointer, &own, field, hint, way)?;
            let tags = if tags.is_empty() { vec![own.as_str()] } else { tags };
            tags.into_iter().for_each(|tag| union.set(tag, name.as_str()));
        }
        let mut keys = Map::default();
        keys.set("union", union);
        keys.set("discriminator", field);
        Some(keys)
    }

    /// A member of a union is what it is without the field that tells it apart.
    fn member(&mut self, pointer: &str, own: &str, field: &str, hint: &str, way: Way) -> Option<String> {
        let key = format!("{pointer} without {field}");
        if let Some(name) = self.named.get(&key) {
            return Some(name.clone());
        }
        let root = self.root;
        let target = reference::at(root, pointer)?;
        let super::flatten::Flat::Single(flat) = self.flatten(target) else { return None };
        let properties = flat.get("properties")?.clone();
        if properties.get(field).is_none() {
            return self.named.get(pointer).cloned();
        }
        let place = flat.get("required").map_or(&flat, |node| node).here(Kind::List(
            flat.get("required")
                .map(Node::items)
                .unwrap_or_default()
                .iter()
                .filter(|name| name.text() != Some(field))
                .cloned()
                .collect(),
        ));
        let bare = flat.with("properties", properties.without(field)).with("required", place);
        let name = self.names.schema(&format!("{}{}", own.to_pascal_case(), hint.to_pascal_case()));
        self.named.insert(key, name.clone());
        self.origins.insert(format!("schemas/{name}"), target.place);
        let bare = if bare.get("properties").is_some_and(|all| all.entries().is_empty()) { None } else { Some(bare) };
        let mut keys = match bare.map(|bare| self.object(&bare, &name, way, false)) {
            Some(Read::Schema { keys, .. }) => keys,
            // Nothing is left of it but its tag.
            _ => Map(vec![("fields".to_owned(), Value::Map(Map::default()))]),
        };
        super::schemas::describe(target, &mut keys);
        self.schemas.set(name.clone(), keys);
        Some(name)
    }
}

/// What an alternative without a name is called by.
fn member_hint(member: &Node) -> String {
    let kind = member.text_of("title").or_else(|| member.text_of("type")).unwrap_or_default();
    let kind = kind.to_pascal_case();
    if kind.is_ascii() { kind.chars().take(30).collect() } else { String::new() }
}
