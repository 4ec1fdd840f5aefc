//! What operations reach: schemas that nobody uses are not worth a type, and those that are sent keep null apart.

use std::collections::BTreeSet;

use super::reference;
use super::tree::{Kind, Node};

/// Pointers to every schema that a request's body or parameters reach.
pub(super) fn sent(root: &Node) -> BTreeSet<String> {
    let items = root.get("paths").map(Node::entries).unwrap_or_default().iter().flat_map(|(_, item)| item.entries());
    let requests = items.flat_map(|(_, node)| [node.get("requestBody"), node.get("parameters")]);
    reached(root, requests.flatten().collect())
}

/// Pointers to everything that paths reach; what the service calls itself is none of it.
pub(super) fn used(root: &Node) -> BTreeSet<String> {
    let items = root.get("paths").map(Node::entries).unwrap_or_default().iter().flat_map(|(_, item)| item.entries());
    let parts = items.flat_map(|(_, node)| {
        let parts = node.entries().iter().filter(|(key, _)| key != "callbacks").map(|(_, part)| part);
        parts.chain(node.items())
    });
    reached(root, parts.collect())
}

fn reached<'d>(root: &'d Node, mut left: Vec<&'d Node>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    while let Some(node) = left.pop() {
        if let Some(pointer) = node.text_of("$ref") {
            if found.insert(pointer.to_owned()) {
                left.extend(reference::at(root, pointer));
            }
            continue;
        }
        match &node.kind {
            Kind::List(items) => left.extend(items),
            Kind::Map(entries) => left.extend(entries.iter().map(|(_, node)| node)),
            _ => {}
        }
    }
    found
}
