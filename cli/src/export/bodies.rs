//! Request bodies.

use super::Exporter;
use super::contents::{Way, ways};
use super::expression::{self, Type};
use super::extensions::copy;
use super::spec::type_of;
use crate::import::scalars;
use crate::import::tree::Node;
use crate::import::value::{Map, Value};

impl Exporter<'_> {
    pub(super) fn body(&mut self, node: &Node) -> Map {
        let mut keys = Map::default();
        copy(node, "description", "description", &mut keys);
        let ways = ways(node);
        let is_optional = |way: &Way<'_>| expression::read(way.written()).optional;
        if !ways.iter().any(is_optional) {
            keys.set("required", true);
        }
        let content = ways.iter().map(|way| self.body_way(way));
        keys.set("content", Map(content.collect()));
        self.rest(node, &["type", "content", "style", "description", "one of"], &mut keys);
        keys
    }

    fn body_way(&mut self, way: &Way<'_>) -> (String, Value) {
        let ty = expression::read(way.written()).ty;
        let (media, mut content) = self.media(way.word(), &ty);
        let encoding = match way.word() {
            "form" => self.form_encoding(way.node, &ty),
            "multipart" => self.parts(&ty),
            _ => Map::default(),
        };
        content.set_some("encoding", Some(encoding).filter(|encoding| !encoding.is_empty()));
        if let Some(style) = way.node.get("style") {
            self.extension("style", scalars::value(style), &mut content);
        }
        self.way_name(way, &["style"], &mut content);
        (media, Value::Map(content))
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
