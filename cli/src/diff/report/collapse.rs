//! The same change of many operations is one to people: what every operation has is written once in the spec, too.

use std::collections::BTreeMap;

use crate::diff::change::Change;

/// As many as it takes to be one.
const MANY: usize = 3;

/// Of how many the names are said.
const MOST_NAMED: usize = 12;

/// Changes that differ in whose they are, and nothing else.
pub(super) struct Alike<'c> {
    pub(super) first: &'c Change,
    pub(super) owners: Vec<&'c str>,
}

impl Alike<'_> {
    /// What changed: `operation, part`, or that part of each of several.
    pub(super) fn subject(&self) -> String {
        let (named, others) = self.owners.split_at(self.owners.len().min(MOST_NAMED));
        let others = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
        let (part, owners) = (&self.first.place.part, format!("{}{others}", named.join(", ")));
        match (self.owners.len(), part.as_str()) {
            (1, _) => self.first.place.text(),
            (_, "") => format!("each of {owners}"),
            (_, part) => format!("{part} of each of {owners}"),
        }
    }
}

/// Changes in their order, each where the first of those like it is.
pub(super) fn collapse<'c>(changes: &[&'c Change]) -> Vec<Alike<'c>> {
    let key = |change: &'c Change| (change.code, change.place.group, &change.place.part, &change.what, &change.why);
    let mut counts = BTreeMap::new();
    for change in changes {
        *counts.entry(key(change)).or_insert(0usize) += 1;
    }
    let mut first = BTreeMap::new();
    let mut alike: Vec<Alike<'c>> = Vec::new();
    for change in changes {
        let many = counts.get(&key(change)).is_some_and(|count| *count >= MANY);
        match first.get(&key(change)).filter(|_| many) {
            Some(at) => {
                let known: Option<&mut Alike<'c>> = alike.get_mut(*at);
                known.into_iter().for_each(|known| known.owners.push(&change.place.owner));
            }
            None => {
                first.insert(key(change), alike.len());
                alike.push(Alike { first: change, owners: vec![&change.place.owner] });
            }
        }
    }
    alike
}
