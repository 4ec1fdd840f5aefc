//! Lists and objects: names are compared, repetitions skipped, paths noted when something fails.

use std::fmt;

use serde::de::value::{StrDeserializer, StringDeserializer};
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::adapter::Seed;
use super::failure::{Failure, Part};
use super::nesting;
use super::visitor::Context;
use crate::api::Casing;

/// What a struct reads of an object.
#[derive(Clone, Copy)]
pub(super) struct Names {
    pub(super) fields: &'static [&'static str],
    /// Whether it sees members of other names.
    pub(super) is_open: bool,
}

/// The fields of a struct.
pub(super) struct Fields<'c, A> {
    entries: A,
    context: &'c Context,
    names: Names,
    seen: Seen,
    current: usize,
}

impl<'c, A> Fields<'c, A> {
    pub(super) fn new(entries: A, context: &'c Context, names: Names) -> Self {
        Self { entries, context, names, seen: Seen::default(), current: usize::MAX }
    }

    fn current_part(&self) -> Part {
        self.names.fields.get(self.current).map_or(Part::Key, |name| Part::Field(name))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Fields<'_, A> {
    type Error = Failure;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        let context = self.context;
        loop {
            // Services mostly keep the order of the spec: look first after the field before.
            let likely = self.current.wrapping_add(1);
            let key = self.entries.next_key_seed(Name { names: self.names, likely, casing: context.casing });
            match key.map_err(|error| context.raised(&error))? {
                None => return Ok(None),
                Some(Found::Field(index, name)) if self.seen.insert(index) => {
                    context.saw_known_field();
                    self.current = index;
                    let name: StrDeserializer<'_, Failure> = name.into_deserializer();
                    return seed.deserialize(name).map(Some);
                }
                Some(Found::Other(key)) => {
                    self.current = usize::MAX;
                    let key: StringDeserializer<Failure> = key.into_deserializer();
                    return seed.deserialize(key).map(Some);
                }
                Some(Found::Field(..) | Found::Nothing) => {}
                Some(Found::Refused(failure)) => return Err(failure),
            }
            let skipped = self.entries.next_value::<IgnoredAny>();
            skipped.map_err(|error| context.raised(&error))?;
        }
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Failure> {
        let context = self.context;
        let value = self.entries.next_value_seed(Seed { seed, context });
        value.map_err(|error| context.raised(&error).inside(self.current_part()))
    }

    fn size_hint(&self) -> Option<usize> {
        None
    }
}

/// What a key means.
enum Found {
    Field(usize, &'static str),
    /// A member of its own, where a struct sees those.
    Other(String),
    Nothing,
    Refused(Failure),
}

/// Finds what a key means; a field without a copy of the key.
struct Name {
    names: Names,
    likely: usize,
    casing: Casing,
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Found;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Found;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    #[inline]
    fn visit_str<E: de::Error>(self, key: &str) -> Result<Found, E> {
        Ok(match self.names.fields.get(self.likely) {
            Some(name) if *name == key => Found::Field(self.likely, name),
            _ => self.elsewhere(key),
        })
    }
}

impl Name {
    /// What a key means that is not the likely one.
    fn elsewhere(&self, key: &str) -> Found {
        match find(key, self.names.fields, self.casing) {
            Some((index, name)) => Found::Field(index, name),
            None if self.names.is_open => Found::Other(key.to_owned()),
            None if nesting::refuses(key) => Found::Refused(unknown_field(key)),
            None => Found::Nothing,
        }
    }
}

/// The index and the name of the field that a key means. An exact match beats another spelling.
fn find(key: &str, names: &'static [&'static str], casing: Casing) -> Option<(usize, &'static str)> {
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
    #[inline]
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

/// The items of a list as the entries of a map, each by its index.
pub(super) struct Counted<A> {
    items: A,
    index: usize,
}

impl<A> Counted<A> {
    pub(super) fn new(items: A) -> Self {
        Self { items, index: 0 }
    }
}

impl<'de, A: SeqAccess<'de, Error = Failure>> MapAccess<'de> for Counted<A> {
    type Error = Failure;

    /// Whether there is another key is only known with its value, and maps are read by entries.
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, _seed: K) -> Result<Option<K::Value>, Failure> {
        Err(Failure::new("expected an object, found a list"))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, _seed: S) -> Result<S::Value, Failure> {
        Err(Failure::new("expected an object, found a list"))
    }

    fn next_entry_seed<K: DeserializeSeed<'de>, S: DeserializeSeed<'de>>(
        &mut self,
        key: K,
        value: S,
    ) -> Result<Option<(K::Value, S::Value)>, Failure> {
        let Some(value) = self.items.next_element_seed(value)? else { return Ok(None) };
        let name = self.index.to_string();
        self.index += 1;
        let name: StrDeserializer<'_, Failure> = name.as_str().into_deserializer();
        Ok(Some((key.deserialize(name)?, value)))
    }
}
