//! Schemas as components.

use heck::ToPascalCase;

use super::Exporter;
use super::expression::{self, Type};
use super::extensions::copy;
use super::objects::{CONSTRAINTS, constraints};
use super::spec::{Declared, type_of};
use super::types::{Scope, format, reference};
use crate::import::scalars;
use crate::import::tree::{Kind, Node};
use crate::import::value::{Map, Value};

impl<'s> Exporter<'s> {
    pub(super) fn schemas(&mut self) -> Map {
        let spec = self.spec;
        let main = spec.main().map(|file| file.stem.as_str());
        let mut schemas = Map::default();
        for declared in spec.schemas() {
            let letters = declared.letters();
            let is_generic = !letters.is_empty();
            let mut schema = self.declared(declared, &Scope { letters, arguments: Vec::new() });
            if is_generic {
                self.extension("name", declared.key, &mut schema);
            }
            if main != Some(declared.file) {
                self.extension("file", declared.file, &mut schema);
            }
            schemas.set(declared.name, schema);
        }
        schemas
    }

    /// A schema, whatever its kind.
    pub(super) fn declared(&mut self, declared: Declared<'s>, scope: &Scope) -> Map {
        let node = declared.node;
        let mut schema = if node.get("union").is_some() {
            self.union(declared)
        } else if let Some(values) = node.get("enum") {
            self.enumeration(values)
        } else if ["fields", "rest", "variants"].iter().any(|key| node.get(key).is_some()) {
            self.object(node, scope)
        } else {
            self.named_or_alias(node, scope)
        };
        if node.get("rest").is_some() {
            schema.set_some("patternProperties", self.tags_of(declared.name));
        }
        self.docs(node, &mut schema);
        copy(node, "examples", "examples", &mut schema);
        let said = ["description", "documentation", "deprecated", "examples", "type", "fields", "rest"];
        let others = ["variants", "enum", "union", "discriminator", "secret", "format"];
        self.rest(node, &[said.as_slice(), &others, &CONSTRAINTS].concat(), &mut schema);
        schema
    }

    fn named_or_alias(&mut self, node: &Node, scope: &Scope) -> Map {
        let ty = expression::read(type_of(node).unwrap_or_default()).ty;
        let mut schema = self.type_schema(&ty, scope);
        if let Some(word) = node.text_of("format") {
            schema.set("format", format(word));
            // A text that has a format is not the scalar of that name.
            self.extension("format", word, &mut schema);
        }
        constraints(node, &ty, &mut schema);
        self.secret(node, &ty, &mut schema);
        schema
    }

    fn object(&mut self, node: &Node, scope: &Scope) -> Map {
        let empty = Node::default();
        let mut schema = Map::default();
        schema.set("type", "object");
        self.members(node.get("fields").unwrap_or(&empty), scope, &mut schema);
        let variants = node.get("variants").map(Node::entries).unwrap_or_default().iter();
        let variants = variants.map(|(name, fields)| {
            let mut variant = Map::default();
            variant.set("title", name.as_str());
            self.members(fields, scope, &mut variant);
            self.extension("variant", name.as_str(), &mut variant);
            Value::Map(variant)
        });
        // Not `oneOf`: two variants whose fields are all optional have a value in common.
        let variants: Vec<Value> = variants.collect();
        // JSON Schema applies the first to what `anyOf` names, too.
        let key = if variants.is_empty() { "additionalProperties" } else { "unevaluatedProperties" };
        schema.set_some("anyOf", Some(variants).filter(|variants| !variants.is_empty()).map(Value::List));
        schema.set_some(key, node.get("rest").map(|rest| self.further(rest, scope)));
        schema
    }

    /// One of several. The members of a union with a discriminator do not have it themselves, so each gets a component
    /// that does.
    fn union(&mut self, declared: Declared<'s>) -> Map {
        let members = declared.node.get("union").map(Node::entries).unwrap_or_default();
        let field = declared.node.text_of("discriminator");
        let (mut choice, mut mapping) = (Vec::new(), Map::default());
        for (name, ty) in members {
            let ty = expression::read(ty.text().unwrap_or_default()).ty;
            let mut member = self.type_schema(&ty, &Scope::default());
            if let Some(field) = field {
                let key = self.tagged(declared.name, name, field, member);
                mapping.set(name.as_str(), reference("schemas", &key));
                self.set_type(&key, &ty.to_string());
                member = Map(vec![("$ref".to_owned(), Value::from(reference("schemas", &key)))]);
            }
            self.extension("name", name.as_str(), &mut member);
            choice.push(Value::Map(member));
        }
        let mut schema = Map(vec![("oneOf".to_owned(), Value::List(choice))]);
        if let Some(field) = field {
            let mut discriminator = Map::default();
            discriminator.set("propertyName", field);
            discriminator.set("mapping", mapping);
            schema.set("discriminator", discriminator);
        }
        schema
    }

    /// The fields that say which member of a union an object is: it does not have them itself, nor among what it holds
    /// beside its fields.
    fn tags_of(&self, name: &str) -> Option<Map> {
        let is_it = |ty: &Node| {
            let ty = self.spec.expand(&expression::read(ty.text().unwrap_or_default()).ty);
            matches!(ty, Type::Named(member, _) if member == name)
        };
        let mut fields = Map::default();
        for union in self.spec.schemas().map(|declared| declared.node) {
            let members = union.get("union").map(Node::entries).unwrap_or_default();
            if let Some(field) = union.text_of("discriminator").filter(|_| members.iter().any(|(_, ty)| is_it(ty))) {
                fields.set(format!("^{}$", literally(field)), Map::default());
            }
        }
        Some(fields).filter(|fields| !fields.is_empty())
    }

    /// The component of a member, with the field that says which one it is.
    fn tagged(&mut self, union: &str, tag: &str, field: &str, member: Map) -> String {
        let words: String =
            tag.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '.' }).collect();
        let key = self.free(format!("{union}.{words}"));
        let mut property = Map::default();
        property.set("const", tag);
        let mut object = Map::default();
        object.set("type", "object");
        object.set("properties", Map(vec![(field.to_owned(), Value::Map(property))]));
        object.set("required", Value::List(vec![Value::from(field)]));
        let parts = vec![Value::Map(object), Value::Map(member)];
        self.made.set(key.clone(), Map(vec![("allOf".to_owned(), Value::List(parts))]));
        key
    }

    /// What a component is in a spec, where it is no schema of it.
    fn set_type(&mut self, key: &str, ty: &str) {
        let Some(Value::Map(mut schema)) = self.made.get(key).cloned() else { return };
        self.extension("type", ty, &mut schema);
        self.made.set(key, schema);
    }

    pub(super) fn enumeration(&mut self, values: &Node) -> Map {
        let listed = values.items().iter().map(|value| Named { value, name: None, about: None });
        let by_name = values.entries().iter().map(|(name, about)| Named::of(name, about, values));
        let all: Vec<Named<'_>> = listed.chain(by_name).collect();
        let is_whole = all.iter().any(|named| matches!(named.wire(), Value::Plain(_)));
        let mut schema = Map::default();
        schema.set("type", if is_whole { "integer" } else { "string" });
        schema.set("enum", Value::List(all.iter().map(Named::wire).collect()));
        if all.iter().any(|named| named.name.is_some() && (is_whole || named.rust_name().is_some())) {
            schema.set("x-enum-varnames", Value::List(all.iter().map(|named| Value::from(named.shown())).collect()));
        }
        if all.iter().any(|named| named.description().is_some()) {
            let text = |named: &Named<'_>| Value::from(named.description().unwrap_or_default());
            schema.set("x-enum-descriptions", Value::List(all.iter().map(text).collect()));
        }
        let deprecated = all.iter().filter_map(|named| {
            let why = named.about?.get("deprecated")?;
            Some((named.key(), scalars::value(why)))
        });
        let further = all.iter().map(|named| (named.key(), Value::Map(named.further())));
        let further = further.filter(|(_, keys)| !matches!(keys, Value::Map(keys) if keys.is_empty()));
        for (key, of_values) in [("deprecated_values", Map(deprecated.collect())), ("values", Map(further.collect()))] {
            if !of_values.is_empty() {
                self.extension(key, of_values, &mut schema);
            }
        }
        schema
    }
}

/// A regular expression of ECMA-262 that a text alone matches.
fn literally(text: &str) -> String {
    let is_syntax = |c: char| "^$\\.*+?()[]{}|/".contains(c);
    text.chars().flat_map(|c| is_syntax(c).then_some('\\').into_iter().chain([c])).collect()
}

/// A value of an enum.
struct Named<'n> {
    /// The value, in a list; all of them, in a map.
    value: &'n Node,
    name: Option<&'n str>,
    about: Option<&'n Node>,
}

impl<'n> Named<'n> {
    fn of(name: &'n str, about: &'n Node, values: &'n Node) -> Self {
        Named { value: values, name: Some(name), about: Some(about) }
    }

    fn number(&self) -> Option<&'n Node> {
        let about = self.about?;
        if matches!(about.kind, Kind::Number(_)) { Some(about) } else { about.get("value") }
    }

    fn wire(&self) -> Value {
        match (self.number(), self.name) {
            (Some(number), _) => scalars::value(number),
            (None, Some(name)) => Value::from(name),
            (None, None) => scalars::value(self.value),
        }
    }

    /// The value as a key.
    fn key(&self) -> String {
        match self.wire() {
            Value::Text(text) | Value::Plain(text) => text,
            Value::List(_) | Value::Map(_) => String::new(),
        }
    }

    fn rust_name(&self) -> Option<&'n str> {
        self.about?.text_of("rust_name")
    }

    fn description(&self) -> Option<&'n str> {
        self.about.and_then(|about| about.text().or_else(|| about.text_of("description")))
    }

    /// What OpenAPI has no word for, and no other extension says.
    fn further(&self) -> Map {
        const SAID: [&str; 4] = ["value", "description", "deprecated", "rust_name"];
        let keys = self.about.map(Node::entries).unwrap_or_default().iter();
        let keys = keys.filter(|(key, _)| !SAID.contains(&key.as_str()));
        Map(keys.map(|(key, value)| (key.clone(), scalars::value(value))).collect())
    }

    fn shown(&self) -> String {
        let of_number = self.name.filter(|_| self.number().is_some()).map(str::to_owned);
        self.rust_name().map(str::to_owned).or(of_number).unwrap_or_else(|| self.key().to_pascal_case())
    }
}
