//! Paths to operations, and operations to files by their first tag.

use std::fmt::Write;

use heck::{ToKebabCase, ToPascalCase};

use super::tree::Node;
use super::value::{Map, Value};
use super::{Importer, prose, reference, scalars};

const METHODS: [&str; 7] = ["get", "head", "put", "post", "patch", "delete", "options"];

/// What of an operation has no place in the language, whatever it says.
const LEFT_OUT: [(&str, &str); 3] = [
    ("callbacks", "requests that the service makes: left out"),
    ("x-codeSamples", "left out"),
    ("servers", "of a path or an operation alone: the API's servers are called"),
];

impl Importer<'_> {
    pub(super) fn operations(&mut self) {
        let root = self.root;
        for (path, item) in root.get("paths").map(Node::entries).unwrap_or_default() {
            let item = reference::follow(root, item).map_or(item, |(target, _)| target);
            for (method, node) in item.entries() {
                if METHODS.contains(&method.as_str()) {
                    self.total += 1;
                    self.operation(path, item, method, node);
                } else if method == "trace" {
                    self.total += 1;
                    self.note(
                        "trace",
                        "a method that browsers and servers refuse (RFC 9110 section 9.3.8): left out",
                        node.place,
                    );
                } else if method == "servers" {
                    self.note("servers", LEFT_OUT[2].1, node.place);
                }
            }
        }
        for (key, what) in [("webhooks", "requests that the service makes: left out")] {
            for (name, node) in root.get(key).map(Node::entries).unwrap_or_default() {
                name.clone_into(&mut self.of);
                self.note(key, what, node.place);
            }
        }
    }

    fn operation(&mut self, path: &str, item: &Node, method: &str, node: &Node) {
        let own = node.text_of("operationId").map_or_else(|| format!("{method} {path}"), str::to_owned);
        let (file, id) = (self.file_of(path, node), own);
        let prefix = format!("{file}/");
        let id = if self.exact { id } else { id.strip_prefix(&prefix).unwrap_or(&id).to_owned() };
        let snake = self.operation_names.snake(&id, method);
        let is_new = !self.files.values().flatten().any(|(known, _)| *known == id);
        let id = if self.exact && is_new { id } else { snake };
        id.clone_into(&mut self.of);
        self.origins.insert(format!("operations/{id}"), node.place);
        let mut own = Map::default();
        for (key, outcome) in LEFT_OUT {
            if let Some(found) = node.get(key).filter(|_| key != "servers" || !self.own_servers(node, &mut own)) {
                self.note(key, outcome, found.place);
            }
        }
        let mut keys = Map::default();
        docs(node, &mut keys, || format!("{} {path}", method.to_uppercase()));
        let path = self.path_of(path, node);
        keys.set("request", format!("{} {path}", method.to_uppercase()));
        let hint = id.to_pascal_case();
        self.parameters(&path, item, node, &hint, &mut keys);
        if let Some(body) = node.get("requestBody") {
            self.body(body, method, &hint, &mut keys);
        }
        self.is_head = method == "head";
        self.answers(node, &hint, &mut keys);
        self.security_of(node, &mut keys);
        own.0.into_iter().for_each(|(key, value)| keys.set(key, value));
        self.carry(node, &mut keys);
        if self.exact {
            keys.set_some("summary", node.get("summary").map(scalars::value));
            super::exported::examples(node, &mut keys);
        }
        let file = self.files.entry(file).or_default();
        file.push((id, Value::Map(keys)));
    }

    /// A path of the language: no empty segment, nothing behind it.
    fn path_of(&mut self, path: &str, node: &Node) -> String {
        let (before, behind) = path.split_once(['?', '#']).unwrap_or((path, ""));
        if !behind.is_empty() {
            self.note("path", &format!("`{behind}` is no part of a path: left out"), node.place);
        }
        let mut out = String::new();
        for segment in before.split('/').filter(|segment| !segment.is_empty()) {
            out.push('/');
            out.push_str(&encoded(segment));
        }
        if out.is_empty() || before.ends_with('/') {
            out.push('/');
        }
        out
    }

    /// By the first tag; in a large document without tags by the first telling segment of the path.
    fn file_of(&self, path: &str, node: &Node) -> String {
        let tag = node.get("tags").and_then(|tags| tags.items().first());
        if let Some(file) = tag.filter(|_| self.exact).and_then(super::exported::file_name) {
            return file.to_owned();
        }
        let tag = tag.and_then(Node::text);
        let tells = |segment: &&str| !segment.is_empty() && !segment.contains('{') && !is_version(segment);
        let segment = || path.split('/').find(tells).filter(|_| self.is_large);
        let name = tag.or_else(segment).unwrap_or_default().to_kebab_case();
        let fits = !name.is_empty() && name.is_ascii() && name.len() <= 60 && name != "api";
        match (fits, name.starts_with(|c: char| c.is_ascii_digit())) {
            (true, false) => name,
            (true, true) => format!("n{name}"),
            _ => "operations".to_owned(),
        }
    }
}

fn is_version(segment: &str) -> bool {
    segment == "api" || segment.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// What is not allowed in a path, and is not a placeholder's brace, as a URL has it.
fn encoded(segment: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%{}".contains(c);
    let mut out = String::new();
    let mut inside = false;
    for c in segment.chars() {
        inside = (inside || c == '{') && c != '}';
        if inside || plain(c) {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                // A `String` takes whatever is written.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// Summary, description, page and deprecation.
fn docs(node: &Node, keys: &mut Map, otherwise: impl Fn() -> String) {
    let text = |key: &str| node.text_of(key).map(str::trim).filter(|text| !text.is_empty());
    let description = text("description");
    let description = description.map(prose::prose).filter(|text| !text.is_empty());
    let first = || description.as_deref().map(first_sentence);
    let summary =
        text("summary").map(prose::line).filter(|line| !line.is_empty()).or_else(first).unwrap_or_else(otherwise);
    let is_said = description.as_deref().is_some_and(|description| prose::line(description) == summary);
    keys.set("summary", summary);
    keys.set_some("description", description.filter(|_| !is_said));
    let page = node.get("externalDocs").and_then(|docs| docs.text_of("url"));
    keys.set_some("documentation", page.filter(|page| page.starts_with("https://")));
    if node.says("deprecated") {
        keys.set("deprecated", "the API's description says so");
    }
}

fn first_sentence(text: &str) -> String {
    let paragraph = text.split("\n\n").next().unwrap_or(text);
    let line = prose::line(paragraph);
    match line.split_once(". ") {
        Some((sentence, _)) => format!("{sentence}."),
        None => line,
    }
}
