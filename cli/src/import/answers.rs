//! Answers by status.

use super::Importer;
use super::tree::Node;
use super::value::{Map, Value};

impl Importer<'_> {
    pub(super) fn answers(&mut self, node: &Node, hint: &str, keys: &mut Map) {
        let responses = node.get("responses").map(Node::entries).unwrap_or_default();
        let mut successes = Map::default();
        let mut errors = Map::default();
        if self.exact {
            return self.exact_answers(responses, hint, keys);
        }
        for (status, answer) in responses.iter().filter(|(status, _)| !status.starts_with("x-")) {
            let status = status.to_ascii_uppercase();
            match (status.as_str(), status.parse::<u16>()) {
                (_, Ok(code @ 200..=299)) => successes.set(code.to_string(), self.answer(answer, hint, false)),
                ("2XX", _) => successes.set("2XX", self.answer(answer, hint, false)),
                (_, Ok(code @ 400..=599)) => errors.set(code.to_string(), self.answer(answer, hint, true)),
                ("4XX" | "5XX", _) => errors.set(status.clone(), self.answer(answer, hint, true)),
                ("DEFAULT", _) => errors.set("default", self.answer(answer, hint, true)),
                _ => self.note(&format!("status {status}"), "no answer that a call ends with: left out", answer.place),
            }
        }
        if successes.is_empty() {
            self.without_success(responses, hint, node, &mut successes);
        }
        match successes.0.as_slice() {
            [(status, value @ Value::Text(_))] if status == "200" => keys.set("returns", value.clone()),
            _ => keys.set("responses", successes),
        }
        if !errors.is_empty() {
            keys.set("errors", grouped(&errors));
        }
    }

    /// Answers as they were exported: those of every operation stand elsewhere.
    fn exact_answers(&mut self, responses: &[(String, Node)], hint: &str, keys: &mut Map) {
        let (mut successes, mut errors) = (Map::default(), Map::default());
        let has_success = responses.iter().any(|(status, _)| status.starts_with('2'));
        let root = self.root;
        for (status, answer) in responses.iter().filter(|(status, _)| !status.starts_with("x-")) {
            let target = super::reference::follow(root, answer).map_or(answer, |(target, _)| target);
            if super::exported::extension(target, "every-operation").is_some() {
                continue;
            }
            let written = self.exact_answer(answer, status, hint);
            if status.starts_with('2') || !has_success { &mut successes } else { &mut errors }.set(status, written);
        }
        match successes.0.as_slice() {
            [(status, value)] if status == "200" => keys.set("returns", value.clone()),
            _ => keys.set("responses", successes),
        }
        keys.set_some("errors", Some(grouped(&errors)).filter(|errors| !errors.is_empty()));
    }

    /// What an operation gives that declares no success: what it says of `default`, or nothing.
    fn without_success(&mut self, responses: &[(String, Node)], hint: &str, node: &Node, successes: &mut Map) {
        let default = responses.iter().find(|(status, _)| status == "default");
        let value = match default {
            Some((_, answer)) => self.answer(answer, hint, false),
            None => {
                let place = node.get("responses").map_or(node.place, |responses| responses.place);
                self.note("responses", "no success is declared: any 2XX is taken, and its body left", place);
                Value::from("empty")
            }
        };
        successes.set("2XX", value);
    }
}

/// What a status means (RFC 9110 section 15), or several: for answers that say nothing else.
pub(crate) fn phrase(status: &str) -> &'static str {
    match status {
        several if several.contains(',') => "One of several statuses",
        "200" => "OK",
        "201" => "Created",
        "202" => "Accepted",
        "204" => "No Content",
        "400" => "Bad Request",
        "401" => "Unauthorized",
        "403" => "Forbidden",
        "404" => "Not Found",
        "409" => "Conflict",
        "429" => "Too Many Requests",
        "500" => "Internal Server Error",
        "503" => "Service Unavailable",
        status if status.starts_with('2') => "Success",
        status if status.starts_with('4') => "The request was wrong",
        status if status.starts_with('5') => "The service failed",
        status if status.starts_with('3') => "It is elsewhere",
        _ => "Anything else",
    }
}

/// Statuses with the same answer on one line: `"400, 404": Failure`.
pub(super) fn grouped(errors: &Map) -> Map {
    let mut groups: Vec<(Vec<&str>, &Value)> = Vec::new();
    for (status, value) in &errors.0 {
        match groups.iter_mut().find(|(_, known)| *known == value) {
            Some((statuses, _)) => statuses.push(status),
            None => groups.push((vec![status], value)),
        }
    }
    Map(groups.into_iter().map(|(statuses, value)| (statuses.join(", "), value.clone())).collect())
}
