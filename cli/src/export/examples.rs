//! Examples of an operation: by their names, at each of the things that they are examples of.

use super::Exporter;
use super::answers::split;
use super::types::reference;
use crate::import::scalars;
use crate::import::tree::Node;
use crate::import::value::{Map, Value};

impl Exporter<'_> {
    pub(super) fn examples(&mut self, examples: &Node, operation: &mut Map) {
        let before = operation.clone();
        let is_placed = examples.entries().iter().all(|(name, example)| self.example(name, example, operation));
        if !is_placed {
            // Part of one has no place in OpenAPI: they are written as they are.
            *operation = before;
            self.extension("examples", scalars::value(examples), operation);
            return;
        }
        let names: Vec<Value> = examples.entries().iter().map(|(name, _)| Value::from(name.as_str())).collect();
        if names.len() > 1 {
            // Where some are of the request and some of answers, nothing else says which was first.
            self.extension("examples", Value::List(names), operation);
        }
    }

    /// Whether every part of an example has a place.
    fn example(&mut self, name: &str, example: &Node, operation: &mut Map) -> bool {
        let placed = example.entries().iter().all(|(part, value)| match part.as_str() {
            "parameters" => {
                let all = value.entries();
                !all.is_empty() && all.iter().all(|(wire, value)| self.of_parameter(name, wire, value, operation))
            }
            "body" => {
                let body = operation.get_mut("requestBody").and_then(content);
                body.is_some_and(|media| add(media, name, value))
            }
            statuses => split(statuses).all(|status| self.of_answer(name, status, value, operation)),
        });
        placed && !example.entries().is_empty()
    }

    fn of_parameter(&self, name: &str, wire: &str, value: &Node, operation: &mut Map) -> bool {
        let Some(Value::List(parameters)) = operation.get_mut("parameters") else { return false };
        for parameter in parameters {
            let own = self.own(parameter, "parameters");
            if !matches!(&own, Value::Map(keys) if keys.get("name") == Some(&Value::from(wire))) {
                continue;
            }
            *parameter = own;
            if let Some(media) = content(parameter) {
                return add(media, name, value);
            }
            return if let Value::Map(keys) = parameter { add(keys, name, value) } else { false };
        }
        false
    }

    fn of_answer(&self, name: &str, status: &str, value: &Node, operation: &mut Map) -> bool {
        let Some(Value::Map(responses)) = operation.get_mut("responses") else { return false };
        let class = format!("{}XX", status.get(..1).unwrap_or_default());
        let declared = [status, class.as_str(), "default"].into_iter().find(|key| responses.get(key).is_some());
        let Some((declared, response)) = declared.and_then(|key| Some((key, responses.get_mut(key)?))) else {
            return false;
        };
        // One of a class says which status it is.
        let name = if declared == status { name.to_owned() } else { format!("{name}.{status}") };
        *response = self.own(response, "responses");
        content(response).is_some_and(|media| add(media, &name, value))
    }

    /// A thing of its own in place of a reference: the component is not an operation's to change.
    fn own(&self, value: &Value, section: &str) -> Value {
        let Value::Map(keys) = &value else { return value.clone() };
        let Some(Value::Text(pointer)) = keys.get("$ref") else { return value.clone() };
        let components = if section == "responses" { &self.every_responses } else { &self.every_parameters };
        let found = components.0.iter().find(|(key, _)| *pointer == reference(section, key));
        found.map_or_else(|| value.clone(), |(_, component)| component.clone())
    }
}

/// The only media type of a body, an answer or a parameter.
fn content(value: &mut Value) -> Option<&mut Map> {
    let Value::Map(keys) = value else { return None };
    let Some(Value::Map(content)) = keys.get_mut("content") else { return None };
    match content.0.first_mut() {
        Some((_, Value::Map(media))) => Some(media),
        _ => None,
    }
}

/// Adds an example to what has `examples`; false where one of that name is there.
fn add(keys: &mut Map, name: &str, value: &Node) -> bool {
    let mut examples = match keys.get("examples") {
        Some(Value::Map(examples)) => examples.clone(),
        _ => Map::default(),
    };
    if examples.get(name).is_some() {
        return false;
    }
    examples.set(name, Map(vec![("value".to_owned(), scalars::value(value))]));
    keys.set("examples", examples);
    true
}
