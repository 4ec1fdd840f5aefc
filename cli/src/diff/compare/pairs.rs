//! What is the same thing in both specs.

use std::collections::BTreeMap;

/// Things of both specs: those in both, in the order of the old one, and those in one alone.
pub(super) struct Pairs<'a, T> {
    pub(super) both: Vec<(&'a T, &'a T)>,
    pub(super) gone: Vec<&'a T>,
    pub(super) added: Vec<&'a T>,
}

/// A name by which things are known; nothing where a thing has none.
pub(super) type Key<'k, T> = &'k dyn Fn(Side, &T) -> Option<String>;

/// Which spec a thing is of: some names only mean something in their own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

/// Pairs things by the first of these names that fits; a name that several have on one side pairs nothing.
pub(super) fn pair<'a, T>(old: &'a [T], new: &'a [T], keys: &[Key<'_, T>]) -> Pairs<'a, T> {
    let mut partner: Vec<Option<usize>> = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    for key in keys {
        let mut left: BTreeMap<String, [Vec<usize>; 2]> = BTreeMap::new();
        for (index, thing) in old.iter().enumerate().filter(|(index, _)| partner[*index].is_none()) {
            if let Some(name) = key(Side::Old, thing) {
                left.entry(name).or_default()[0].push(index);
            }
        }
        for (index, thing) in new.iter().enumerate().filter(|(index, _)| !taken[*index]) {
            if let Some(name) = key(Side::New, thing) {
                left.entry(name).or_default()[1].push(index);
            }
        }
        for [before, after] in left.values() {
            if let ([before], [after]) = (before.as_slice(), after.as_slice()) {
                partner[*before] = Some(*after);
                taken[*after] = true;
            }
        }
    }
    let mut pairs = Pairs { both: Vec::new(), gone: Vec::new(), added: Vec::new() };
    for (thing, partner) in old.iter().zip(partner) {
        match partner {
            Some(index) => pairs.both.push((thing, &new[index])),
            None => pairs.gone.push(thing),
        }
    }
    pairs.added.extend(new.iter().zip(taken).filter(|(_, taken)| !taken).map(|(thing, _)| thing));
    pairs
}
