//! `allOf`, `oneOf` and `anyOf`, taken apart: a schema is a reference, a choice, or one thing.

use super::Importer;
use super::reference;
use super::tree::{Kind, Node};

pub(super) enum Flat {
    /// A reference and nothing that changes it; whether null is another value.
    Reference(String, bool),
    /// One of several; whether null is another value.
    Union(Vec<Node>, bool),
    Single(Node),
}

/// Keywords that say something about a schema without changing its values.
const REMARKS: [&str; 12] = [
    "description",
    "title",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "xml",
    "default",
    "$comment",
    "nullable",
];

impl Importer<'_> {
    pub(super) fn flatten(&mut self, node: &Node) -> Flat {
        self.flatten_at(node, 0)
    }

    fn flatten_at(&mut self, node: &Node, depth: usize) -> Flat {
        if depth > 24 {
            return Flat::Single(Node::default());
        }
        if let Some(pointer) = node.text_of("$ref") {
            return Flat::Reference(pointer.to_owned(), node.says("nullable"));
        }
        if let Some(parts) = node.get("allOf").filter(|parts| !parts.items().is_empty()) {
            return self.all_of(node, parts.items(), depth);
        }
        let named = node.get("oneOf").filter(|members| super::exported::all_have(members.items(), "name"));
        if let Some(members) = named {
            return Flat::Union(members.items().to_vec(), false);
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(members) = node.get(key).filter(|members| !members.items().is_empty()) {
                return self.one_of(node, key, members.items(), depth);
            }
        }
        Flat::Single(node.clone())
    }

    fn all_of(&mut self, node: &Node, parts: &[Node], depth: usize) -> Flat {
        let rest = node.clone().without("allOf");
        let is_bare = rest.entries().iter().all(|(key, _)| REMARKS.contains(&key.as_str()) || key == "type");
        let says_something = |part: &&Node| part.entries().iter().any(|(key, _)| !REMARKS.contains(&key.as_str()));
        let telling: Vec<&Node> = parts.iter().filter(says_something).collect();
        if let ([only], true) = (telling.as_slice(), is_bare) {
            let flat = self.flatten_at(only, depth + 1);
            let nullable = node.says("nullable");
            return match flat {
                Flat::Reference(pointer, null) => Flat::Reference(pointer, null || nullable),
                Flat::Union(members, null) => Flat::Union(members, null || nullable),
                Flat::Single(inner) => Flat::Single(over(inner, &rest)),
            };
        }
        let mut merged = node.here(Kind::Map(Vec::new()));
        for part in parts.iter().chain([&rest]) {
            merged = self.merge(merged, part, depth + 1);
        }
        Flat::Single(merged)
    }

    /// All that two schemas say; what both say, the second says.
    fn merge(&mut self, into: Node, part: &Node, depth: usize) -> Node {
        let root = self.root;
        let Ok((target, _)) = reference::follow(root, part) else {
            self.note("$ref", "leads nowhere in this document: left out of what it is a part of", part.place);
            return into;
        };
        let flat = match self.flatten_at(target, depth + 1) {
            Flat::Single(node) => node,
            Flat::Reference(pointer, _) => match reference::at(root, &pointer) {
                Some(target) if depth < 24 => return self.merge(into, target, depth + 1),
                _ => return into,
            },
            Flat::Union(members, _) => {
                self.note(
                    "oneOf in allOf",
                    "the members of each alternative are members of the object, none of them required",
                    target.place,
                );
                let mut all = target.clone().without("oneOf").without("anyOf");
                for member in &members {
                    all = self.merge(all, &member.clone().without("required"), depth + 1);
                }
                all
            }
        };
        // Docs of a part are the part's, not those of the whole.
        let remarks = ["description", "title", "example", "examples", "deprecated", "externalDocs", "nullable"];
        let own =
            flat.entries().iter().filter(|(key, _)| !remarks.contains(&key.as_str()) || std::ptr::eq(target, part));
        own.fold(into, |into, (key, value)| join(into, key, value))
    }

    fn one_of(&mut self, node: &Node, key: &str, members: &[Node], depth: usize) -> Flat {
        let root = self.root;
        let rest = node.clone().without(key);
        let is_null = |member: &Node| {
            member.text_of("type") == Some("null")
                || member.get("enum").is_some_and(|values| {
                    values.items().len() == 1 && values.items().iter().all(|value| value.kind == Kind::Null)
                })
        };
        let nullable = node.says("nullable") || members.iter().any(is_null);
        let mut seen: Vec<&Node> = Vec::new();
        for member in members.iter().filter(|member| !is_null(member)) {
            if !seen.contains(&member) {
                seen.push(member);
            }
        }
        // `anyOf: [{ required: [a] }, { required: [b] }]` chooses between members, not between kinds of values.
        let constrains = |member: &&Node| {
            let target = reference::follow(root, member).map_or(*member, |(target, _)| target);
            let known = ["required", "not", "description", "title"];
            !target.entries().is_empty() && target.entries().iter().all(|(key, _)| known.contains(&key.as_str()))
        };
        if !seen.is_empty() && seen.iter().all(constrains) {
            self.note(key, "a choice of members that have to be there: not checked", node.place);
            return self.flatten_at(&rest, depth + 1);
        }
        match seen.as_slice() {
            [] => Flat::Single(rest),
            [only] => match self.flatten_at(only, depth + 1) {
                Flat::Reference(pointer, null) => Flat::Reference(pointer, null || nullable),
                Flat::Union(members, null) => Flat::Union(members, null || nullable),
                Flat::Single(inner) => {
                    let inner = over(inner, &rest);
                    let null = inner.here(Kind::Boolean(true));
                    Flat::Single(if nullable { inner.with("nullable", null) } else { inner })
                }
            },
            several if rest.get("properties").is_some() => {
                let note = "the members of each alternative are members of the object, none of them required";
                self.note(&format!("{key} beside properties"), note, node.place);
                let mut all = rest.clone();
                for member in several {
                    all = self.merge(all, &(*member).clone().without("required"), depth + 1);
                }
                Flat::Single(all)
            }
            several => Flat::Union(several.iter().map(|member| (*member).clone()).collect(), nullable),
        }
    }
}

/// A schema with remarks from around it.
fn over(inner: Node, rest: &Node) -> Node {
    rest.entries().iter().fold(inner, |inner, (key, value)| join(inner, key, value))
}

fn join(into: Node, key: &str, value: &Node) -> Node {
    let known = into.get(key).cloned();
    match (key, known) {
        ("properties", Some(known)) => {
            let all = value.entries().iter().fold(known, |all, (name, node)| all.with(name, node.clone()));
            into.with(key, all)
        }
        ("required", Some(known)) => {
            let all: Vec<Node> = known.items().iter().chain(value.items()).cloned().collect();
            let place = known.here(Kind::List(all));
            into.with(key, place)
        }
        _ => into.with(key, value.clone()),
    }
}
