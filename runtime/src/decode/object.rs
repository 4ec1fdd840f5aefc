//! Lists and objects: names are compared, repetitions skipped, paths noted when something fails.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::adapter::Seed;
use super::failure::{Failure, Part};
use super::nesting;
use super::visitor::Context;
use crate::api::Casing;

/// The fields of a struct.
pub(super) struct Fields<'c, A> {
    entries: A,
    context: &'c Context,
    names: &'static [&'static str],
    seen: Seen,
    current: usize,
}

impl<'c, A> Fields<'c, A> {
    pub(super) fn new(entries: A, context: &'c Context, names: &'static [&'static str]) -> Self {
        Self { entries, context, names, seen: Seen::default(), current: usize::MAX }
    }

    fn current_part(&self) -> Part {
        self.names.get(self.current).map_or(Part::Key, |name| Part::Field(name))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Fields<'_, A> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        let context = self.context;
        loop {
            // Services mostly keep the order of the spec: look first after the field before.
            let likely = self.current.wrapping_add(1);
            let key = self.entries.next_key_seed(Name { names: self.names, likely, casing: context.casing });
            match key.map_err(|error| context.raised(&error))? {
                None => return Ok(None),
                Some(Ok(Some((index, name)))) if self.seen.insert(index) => {
                    context.saw_known_field();
                    self.current = index;
                    let name: StrDeserializer<'_, Failure> = name.into_deserializer();
                    return seed.deserialize(name).map(Some);
                }
                Some(Ok(_)) => {}
                Some(Err(refused)) => return Err(refused),
            }
            let skipped = self.entries.next_value::<IgnoredAny>();
            skipped.map_err(|error| context.raised(&error))?;
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Failure> {
        let context = self.context;
        let value = self.entries.next_value_seed(Seed { seed, context });
        value.map_err(|error| context.raised(&error).inside(self.current_part()))
    }

    fn size_hint(&self) -> Option<usize> {
        None
    }
}

/// The field that a key means, found without a copy of the key.
struct Name {
    names: &'static [&'static str],
    likely: usize,
    casing: Casing,
}

impl<'de> DeserializeSeed<'de> for Name {
    /// Nothing is a field that the spec does not have, and an error one that is refused for it.
    type Value = Result<Option<(usize, &'static str)>, Failure>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Result<Option<(usize, &'static str)>, Failure>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Self::Value, E> {
        let found = find(key, self.names, self.likely, self.casing);
        Ok(if found.is_none() && nesting::refuses(key) { Err(unknown_field(key)) } else { Ok(found) })
    }
}

/// The index and the name of the field that a key means. An exact match beats another spelling.
fn find(key: &str, names: &'static [&'static str], likely: usize, casing: Casing) -> Option<(usize, &'static str)> {
    if let Some(name) = names.get(likely).filter(|name| **name == key) {
        return Some((likely, name));
    }
    let by = |casing: Casing| names.iter().copied().enumerate().find(|(_, name)| casing.matches(key, name));
    by(Casing::Exact).or_else(|| if casing == Casing::Exact { None } else { by(casing) })
}

/// Strict decoding reads examples from a spec, not answers, so the name may be shown.
fn unknown_field(name: &str) -> Failure {
    let name: String = name.chars().take(64).flat_map(char::escape_debug).collect();
    Failure::new(format!("a field that the spec does not have: `{name}`"))
}

/// Which fields were there already.
#[derive(Default)]
struct Seen {
    first: u64,
    rest: Vec<usize>,
}

impl Seen {
    /// Whether it was new.
    fn insert(&mut self, index: usize) -> bool {
        let bit = u32::try_from(index).ok().and_then(|index| 1_u64.checked_shl(index));
        if let Some(bit) = bit {
            let is_new = self.first & bit == 0;
            self.first |= bit;
            return is_new;
        }
        let is_new = !self.rest.contains(&index);
        if is_new {
            self.rest.push(index);
        }
        is_new
    }
}

/// The entries of a map.
pub(super) struct Object<'c, A> {
    entries: A,
    context: &'c Context,
}

impl<'c, A> Object<'c, A> {
    pub(super) fn new(entries: A, context: &'c Context) -> Self {
        Self { entries, context }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Object<'_, A> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        let context = self.context;
        let key = self.entries.next_key_seed(Seed { seed, context });
        key.map_err(|error| context.raised(&error))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Failure> {
        let context = self.context;
        let value = self.entries.next_value_seed(Seed { seed, context });
        value.map_err(|error| context.raised(&error).inside(Part::Key))
    }

    fn size_hint(&self) -> Option<usize> {
        self.entries.size_hint()
    }
}

/// The items of a list.
pub(super) struct Items<'c, A> {
    source: A,
    context: &'c Context,
    index: usize,
}

impl<'c, A> Items<'c, A> {
    pub(super) fn new(source: A, context: &'c Context) -> Self {
        Self { source, context, index: 0 }
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Items<'_, A> {
    type Error = Failure;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Failure> {
        let context = self.context;
        let item = self.source.next_element_seed(Seed { seed, context });
        let index = self.index;
        self.index += 1;
        item.map_err(|error| context.raised(&error).inside(Part::Index(index)))
    }

    fn size_hint(&self) -> Option<usize> {
        self.source.size_hint()
    }
}
