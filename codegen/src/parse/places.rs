//! Where each key of a spec stands, whatever it means: for tools.

use super::node::{Kind, Node};
use super::yaml;
use crate::diagnostic::Diagnostics;
use crate::source::SourceSet;
use crate::tools::Place;

/// Deeper than anything that an operation inherits.
const DEEPEST: usize = 5;

/// The keys of all sources in the order they are written.
pub(crate) fn places(sources: &SourceSet) -> Vec<Place> {
    let mut places = Vec::new();
    for (index, source) in (0..).zip(sources.sources()) {
        // What is wrong with a spec is for others to say.
        if let Some(root) = yaml::load(index, &source.bytes, &mut Diagnostics::default()) {
            collect(&root, &mut Vec::new(), &mut places);
        }
    }
    places
}

fn collect(node: &Node, path: &mut Vec<String>, places: &mut Vec<Place>) {
    let Kind::Map(entries) = &node.kind else { return };
    for entry in entries {
        path.push(entry.key.value.clone());
        places.push(Place { path: path.clone(), key: entry.key.span, value: entry.value.span });
        if path.len() < DEEPEST {
            collect(&entry.value, path, places);
        }
        path.pop();
    }
}
