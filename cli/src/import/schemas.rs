//! Schemas to types of the language: what has a structure of its own gets a name, the rest is written where it is used.

use super::flatten::Flat;
use super::reference;
use super::tree::{Kind, Node, Place};
use super::value::{Map, Value};
use super::{Importer, Way};

/// A type where it is used.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// Without `?` and `| null`.
    pub(super) name: String,
    pub(super) nullable: bool,
    /// Constraints and other keys that go beside `type`.
    pub(super) facets: Map,
}

impl Typed {
    pub(super) fn of(name: &str) -> Typed {
        Typed { name: name.to_owned(), ..Typed::default() }
    }

    /// As an item of a list or map.
    pub(super) fn item(&self) -> String {
        if self.nullable && self.name != "json" { format!("{} | null", self.name) } else { self.name.clone() }
    }
}

/// A schema, read: a type, or the keys of a schema that needs a name.
pub(super) enum Read {
    Type(Typed),
    Schema { keys: Map, nullable: bool },
}

impl Importer<'_> {
    /// The schemas of the document that have names.
    pub(super) fn components(&mut self) {
        let root = self.root;
        let Some(components) = reference::at(root, "#/components/schemas") else { return };
        let used = super::sent::used(root);
        let mut read = Vec::new();
        for (name, node) in components.entries() {
            let pointer = format!("#/components/schemas/{}", name.replace('~', "~0").replace('/', "~1"));
            if let Some(typed) = super::exported::told(node) {
                // No schema of its own, but one with arguments, or a member with its tag.
                self.named.insert(pointer, typed.item());
                continue;
            }
            if !used.contains(&pointer) && !self.exact {
                name.clone_into(&mut self.of);
                self.note("schema", "no operation uses it: left out", node.place);
                continue;
            }
            let made = self.schema_name(name, node);
            self.named.insert(pointer.clone(), made.clone());
            read.push((made, pointer, node));
        }
        for (made, pointer, node) in read {
            if let Some(file) = super::exported::extension(node, "file").and_then(super::exported::file_name) {
                self.schema_files.insert(made.clone(), file.to_owned());
            }
            let way = if self.sent.contains(&pointer) { Way::Sent } else { Way::Received };
            self.component(&made, node, way);
        }
    }

    /// The name of a component: in an exported document it is one already.
    fn schema_name(&mut self, name: &str, node: &Node) -> String {
        let exact = super::exported::extension(node, "name").and_then(Node::text).unwrap_or(name);
        let is_free = self.exact && !self.named.values().any(|known| known == exact);
        let made = self.names.schema(name);
        if is_free { exact.to_owned() } else { made }
    }

    /// Values of an exported schema; those of others need not fit.
    fn component_examples(&self, node: &Node, keys: &mut Map) {
        if self.exact {
            keys.set_some("examples", node.get("examples").map(super::scalars::value));
        }
    }

    fn component(&mut self, name: &str, node: &Node, way: Way) {
        let before = std::mem::replace(&mut self.of, name.to_owned());
        self.origins.insert(format!("schemas/{name}"), node.place);
        let mut keys = match self.read(node, name, way) {
            Read::Schema { keys, .. } => keys,
            Read::Type(typed) => {
                let mut keys = Map::default();
                let is_type = self.exact || typed.name != "json" && !super::scalars::is_scalar(&typed.name);
                let nullable = typed.nullable && is_type;
                keys.set("type", if nullable { typed.item() } else { typed.name });
                typed.facets.0.into_iter().for_each(|(key, value)| keys.set(key, value));
                keys
            }
        };
        describe(node, &mut keys);
        self.component_examples(node, &mut keys);
        self.carry(node, &mut keys);
        let value = match keys.0.as_slice() {
            [(key, value)] if key == "type" => value.clone(),
            _ => Value::Map(keys),
        };
        self.schemas.set(name, value);
        self.of = before;
    }

    /// The type of a schema, wherever it is used; what needs a name gets one like `hint`.
    pub(super) fn type_of(&mut self, node: &Node, hint: &str, way: Way) -> Typed {
        if let Some(pointer) = node.text_of("$ref") {
            return self.referred(pointer, node, hint, way);
        }
        match self.read(node, hint, way) {
            Read::Type(typed) => typed,
            Read::Schema { mut keys, nullable } => {
                describe(node, &mut keys);
                Typed { name: self.give_name(hint, keys, node), nullable, facets: Map::default() }
            }
        }
    }

    /// An inline schema: one that was written the same elsewhere, or a new one.
    fn give_name(&mut self, hint: &str, keys: Map, node: &Node) -> String {
        let value = Value::Map(keys);
        // What `allOf` repeats is the same place of the document each time.
        let is_known = |(name, place, known): &&(String, Place, Value)| {
            *known == value && (alike(name, hint) || *place == node.place)
        };
        if let Some((name, ..)) = self.inline.iter().find(is_known) {
            return name.clone();
        }
        let name = self.names.schema(hint);
        self.origins.insert(format!("schemas/{name}"), node.place);
        self.inline.push((name.clone(), node.place, value.clone()));
        self.schemas.set(name.clone(), value);
        name
    }

    fn referred(&mut self, pointer: &str, node: &Node, hint: &str, way: Way) -> Typed {
        if let Some(name) = self.named.get(pointer).cloned() {
            let root = self.root;
            let nullable = reference::at(root, pointer).is_some_and(|target| self.is_nullable(target, 0));
            return Typed { name, nullable, facets: Map::default() };
        }
        let root = self.root;
        let Some(target) = reference::at(root, pointer) else {
            let outcome = "a reference that leads nowhere in this document: taken as `json`";
            self.note("$ref", outcome, node.place);
            return Typed::of("json");
        };
        if self.depth > 40 {
            self.note("$ref", "nested without an end: taken as `json`", node.place);
            return Typed::of("json");
        }
        // A schema inside of something else: named after where it is used first, and shared from then on.
        self.depth += 1;
        let typed = self.type_of(target, hint, way);
        self.depth -= 1;
        if self.schemas.get(&typed.name).is_some() {
            self.named.insert(pointer.to_owned(), typed.name.clone());
        }
        typed
    }

    /// Whether null is a value of it.
    pub(super) fn is_nullable(&self, node: &Node, depth: usize) -> bool {
        if depth > 16 {
            return false;
        }
        let root = self.root;
        let null = |node: &Node| node.text_of("type") == Some("null");
        let of_one = |key: &str| {
            node.get(key).is_some_and(|members| {
                members.items().iter().any(|member| {
                    let target = reference::follow(root, member).map_or(member, |(target, _)| target);
                    null(member) || self.is_nullable(target, depth + 1)
                })
            })
        };
        let of_all = node.get("allOf").is_some_and(|members| {
            let items = members.items();
            let nullable = |member: &Node| {
                let target = reference::follow(root, member).map_or(member, |(target, _)| target);
                self.is_nullable(target, depth + 1)
            };
            items.len() == 1 && items.iter().all(nullable)
        });
        node.says("nullable")
            || node.get("type").is_some_and(|ty| ty.items().iter().any(|ty| ty.text() == Some("null")))
            || node.get("enum").is_some_and(|values| values.items().iter().any(|value| value.kind == Kind::Null))
            || null(node)
            || of_one("oneOf")
            || of_one("anyOf")
            || of_all
    }

    /// What a schema is, whatever it is called.
    fn read(&mut self, node: &Node, hint: &str, way: Way) -> Read {
        if self.depth > 60 {
            self.note("schema", "nested deeper than 60 levels: taken as `json`", node.place);
            return Read::Type(Typed::of("json"));
        }
        self.depth += 1;
        let read = self.read_flat(node, hint, way);
        self.depth -= 1;
        read
    }

    fn read_flat(&mut self, node: &Node, hint: &str, way: Way) -> Read {
        if let Some(typed) = super::exported::told(node) {
            return Read::Type(typed);
        }
        if let Some(read) = self.variants(node, hint, way) {
            return read;
        }
        match self.flatten(node) {
            Flat::Reference(pointer, nullable) => {
                let mut typed = self.referred(&pointer, node, hint, way);
                typed.nullable |= nullable;
                Read::Type(typed)
            }
            Flat::Union(members, nullable) => self.union(node, &members, hint, way, nullable),
            Flat::Single(node) => self.single(&node, hint, way),
        }
    }

    /// A schema without `allOf`, `oneOf` or `anyOf`.
    fn single(&mut self, node: &Node, hint: &str, way: Way) -> Read {
        let nullable = self.is_nullable(node, 0);
        if let Some(values) = node.get("enum").filter(|values| !values.items().is_empty()) {
            return self.enumeration(node, values.items(), nullable);
        }
        if let Some(value) = node.get("const").filter(|value| !matches!(value.kind, Kind::Null)) {
            return self.enumeration(node, std::slice::from_ref(value), nullable);
        }
        let kinds = kinds(node);
        let typed = |typed: Typed| Read::Type(Typed { nullable: typed.nullable || nullable, ..typed });
        match kinds.as_slice() {
            ["object"] => self.object(node, hint, way, nullable),
            ["array"] => typed(self.list(node, hint, way)),
            ["string" | "integer" | "number" | "boolean"] => typed(self.scalar(node)),
            ["string", "number"] | ["number", "string"] if node.text_of("format") == Some("decimal") => {
                typed(Typed::of("decimal"))
            }
            ["integer", "number"] | ["number", "integer"] => typed(Typed::of("f64")),
            [] if node.get("properties").is_some() || node.get("additionalProperties").is_some_and(Node::is_map) => {
                self.object(node, hint, way, nullable)
            }
            [] if node.get("items").is_some() => typed(self.list(node, hint, way)),
            [] | ["null"] => Read::Type(Typed::of("json")),
            several => {
                let members = several.iter().map(|kind| {
                    let kind = node.here(Kind::Text((*kind).to_owned()));
                    node.clone().without("nullable").with("type", kind)
                });
                let members: Vec<Node> = members.collect();
                self.union(node, &members, hint, way, nullable)
            }
        }
    }

    fn list(&mut self, node: &Node, hint: &str, way: Way) -> Typed {
        let singular = hint.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let ends_in_s = hint.ends_with('s') && !hint.ends_with("ss") && !hint.ends_with("us");
        let singular = singular.or_else(|| ends_in_s.then(|| hint.strip_suffix('s').map(str::to_owned)).flatten());
        let item_hint = singular.unwrap_or_else(|| format!("{hint}Item"));
        let item = node.get("items").map_or_else(|| Typed::of("json"), |items| self.type_of(items, &item_hint, way));
        self.lose_facets("items", &item, node);
        for key in ["minItems", "maxItems"] {
            if let Some(bound) = node.get(key) {
                self.note(key, "not checked", bound.place);
            }
        }
        let container = if node.says("x-apiloom-set") { "set" } else { "list" };
        Typed::of(&format!("{container}<{}>", item.item()))
    }

    /// Constraints of what is inside of something else have no place.
    pub(super) fn lose_facets(&mut self, what: &str, typed: &Typed, node: &Node) {
        for (facet, _) in &typed.facets.0 {
            self.note(&format!("{facet} of {what}"), "not checked", node.place);
        }
    }
}

/// What a schema's docs say.
pub(super) fn describe(node: &Node, keys: &mut Map) {
    let text = node.text_of("description").or_else(|| node.text_of("title")).map(super::prose::prose);
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        // What it is stands before what it is made of, but behind the type of a field.
        let at = usize::from(keys.get("type").is_some()).min(keys.0.len());
        keys.remove("description");
        keys.0.insert(at, ("description".to_owned(), Value::Text(text)));
    }
    let page = node.get("externalDocs").and_then(|docs| docs.text_of("url"));
    keys.set_some("documentation", page.filter(|page| page.starts_with("https://")));
    if node.says("deprecated") {
        keys.set("deprecated", "the API's description says so");
    }
}

/// Whether two names differ in a number at the end alone.
fn alike(name: &str, hint: &str) -> bool {
    name.trim_end_matches(|c: char| c.is_ascii_digit()) == hint
}

/// What `type` names, null left out.
fn kinds(node: &Node) -> Vec<&str> {
    let ty = node.get("type");
    let several = ty.map(Node::items).unwrap_or_default().iter().filter_map(Node::text);
    ty.and_then(Node::text).into_iter().chain(several).filter(|kind| *kind != "null").collect()
}
