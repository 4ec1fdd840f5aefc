//! What the language cannot say: each with its place in the document, and what became of it.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::tree::Place;

#[derive(Debug, Default)]
pub(super) struct Notes {
    list: Vec<Note>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Note {
    /// The keyword or construct of the document.
    pub(super) construct: String,
    /// What became of it.
    pub(super) outcome: String,
    pub(super) place: Place,
    /// What it is a part of: an operation, a schema.
    pub(super) of: String,
}

impl Notes {
    pub(super) fn add(&mut self, construct: &str, outcome: &str, place: Place, of: &str) {
        let note = Note { construct: construct.to_owned(), outcome: outcome.to_owned(), place, of: of.to_owned() };
        self.list.push(note);
    }

    /// Sorted by place, each once.
    pub(super) fn into_list(mut self) -> Vec<Note> {
        self.list.sort_by(|a, b| (a.place, a).cmp(&(b.place, b)));
        self.list.dedup();
        self.list
    }
}

/// All of them by kind, with as many places of each as fit a screen.
pub(super) fn summary(file: &str, notes: &[Note], most: usize) -> String {
    let mut kinds: BTreeMap<(&str, &str), Vec<&Note>> = BTreeMap::new();
    for note in notes {
        kinds.entry((&note.construct, &note.outcome)).or_default().push(note);
    }
    let mut out = String::new();
    for ((construct, outcome), of_kind) in kinds {
        // A `String` takes whatever is written.
        let _ = writeln!(out, "{construct}: {outcome}");
        for note in of_kind.iter().take(most) {
            let _ = writeln!(out, "  {file}:{}:{} {}", note.place.line, note.place.column, note.of);
        }
        if let Some(more @ 1..) = of_kind.len().checked_sub(most) {
            let _ = writeln!(out, "  and {more} more");
        }
    }
    out
}
