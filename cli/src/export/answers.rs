//! Answers by status.

use super::Exporter;
use super::contents::{Way, ways};
use super::expression::{self, Type};
use super::types::reference;
use crate::import::answers::phrase;
use crate::import::tree::Node;
use crate::import::value::{Map, Value};

impl<'s> Exporter<'s> {
    /// The errors of every operation, as components.
    pub(super) fn every_error(&mut self) -> Map {
        let mut components = Map::default();
        let errors = self.spec.api("every_operation").and_then(|every| every.get("errors"));
        for (statuses, node) in errors.map(Node::entries).unwrap_or_default() {
            let key = split(statuses).collect::<Vec<_>>().join(".");
            let mut answer = self.answer(node, statuses);
            self.extension("every_operation", statuses.as_str(), &mut answer);
            components.set(key, answer);
        }
        components
    }

    pub(super) fn responses(&mut self, operation: &'s Node) -> Map {
        let mut responses = Map::default();
        if let Some(node) = operation.get("returns") {
            responses.set("200", self.answer(node, "200"));
        }
        for section in ["responses", "errors"] {
            for (statuses, node) in operation.get(section).map(Node::entries).unwrap_or_default() {
                for status in split(statuses) {
                    responses.set(status, self.answer(node, status));
                }
            }
        }
        let every = self.spec.api("every_operation").and_then(|every| every.get("errors"));
        for (statuses, _) in every.map(Node::entries).unwrap_or_default() {
            let key = split(statuses).collect::<Vec<_>>().join(".");
            for status in split(statuses).filter(|status| responses.get(status).is_none()).collect::<Vec<_>>() {
                let shared = Value::from(reference("responses", &key));
                responses.set(status, Map(vec![("$ref".to_owned(), shared)]));
            }
        }
        responses
    }

    pub(super) fn answer(&mut self, node: &Node, status: &str) -> Map {
        let mut keys = Map::default();
        let description = node.text_of("description");
        // It has to be there.
        let phrase = phrase(status);
        keys.set("description", description.unwrap_or(phrase));
        if description == Some(phrase) {
            self.extension("description", phrase, &mut keys);
        }
        let mut headers = Map::default();
        for (name, header) in node.get("headers").map(Node::entries).unwrap_or_default() {
            let mut keys = Map::default();
            self.described(header, "header", &mut keys);
            headers.set(name.as_str(), keys);
        }
        keys.set_some("headers", Some(headers).filter(|headers| !headers.is_empty()));
        let ways = ways(node).into_iter().filter(|way| way.written() != "empty");
        let content = ways.map(|way| self.answer_way(&way)).collect();
        keys.set_some("content", Some(Map(content)).filter(|content| !content.is_empty()));
        self.rest(node, &["type", "content", "headers", "description", "one of"], &mut keys);
        keys
    }

    fn answer_way(&mut self, way: &Way<'_>) -> (String, Value) {
        let (ty, wrapped) = self.shape(way.written());
        let (media, mut content) = self.media(way.word(), &ty);
        // OpenAPI 3.1 has no word for events: what their data is stands where the type of a body does.
        let media = if way.written().starts_with("events ") { "text/event-stream".to_owned() } else { media };
        if wrapped {
            self.extension("type", way.written(), &mut content);
        }
        self.way_name(way, &[], &mut content);
        (media, Value::Map(content))
    }

    /// What an answer holds: `one T` and `many T` are the envelope, of `T`.
    fn shape(&self, written: &str) -> (Type, bool) {
        let envelope = self.spec.api("envelope").and_then(|envelope| envelope.text_of("schema"));
        let wrapped = written.split_once(' ').filter(|(word, _)| matches!(*word, "one" | "many"));
        match (wrapped, envelope) {
            (Some((_, item)), Some(envelope)) => {
                (Type::Named(envelope.to_owned(), vec![expression::read(item).ty]), true)
            }
            _ => match written.strip_prefix("events ") {
                Some(data) => (expression::read(data).ty, true),
                None => (expression::read(written).ty, false),
            },
        }
    }
}

/// Statuses that share an answer, as OpenAPI writes them.
pub(super) fn split(statuses: &str) -> impl Iterator<Item = &str> {
    statuses.split(',').map(str::trim)
}
