//! Objects that hold more than the fields that their schema names: what is left goes into a map, in one run.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, IgnoredAny, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};

use crate::api::Casing;
use crate::decode::{Key, OPEN};

/// Reads the fields of an object by `Known`, and every member that is none of them, nor one of `others`, into a map. Of
/// members of one name, the first counts.
///
/// # Errors
///
/// The deserializer's error.
pub fn read<'de, Known, Item, D>(
    deserializer: D,
    others: &[&str],
    casing: Casing,
) -> Result<(Known, BTreeMap<String, Item>), D::Error>
where
    Known: Deserialize<'de>,
    Item: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let mut rest = BTreeMap::new();
    let known = Known::deserialize(Open { deserializer, others, casing, rest: &mut rest })?;
    Ok((known, rest))
}

/// A deserializer of an object that tells fields from the rest.
struct Open<'r, D, Item> {
    deserializer: D,
    others: &'r [&'r str],
    casing: Casing,
    rest: &'r mut BTreeMap<String, Item>,
}

impl<'de, D: Deserializer<'de>, Item: Deserialize<'de>> Deserializer<'de> for Open<'_, D, Item> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.deserialize_struct("", &[], visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let Self { deserializer, others, casing, rest } = self;
        deserializer.deserialize_struct(OPEN, fields, Split { visitor, fields, others, casing, rest })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct Split<'r, V, Item> {
    visitor: V,
    fields: &'static [&'static str],
    others: &'r [&'r str],
    casing: Casing,
    rest: &'r mut BTreeMap<String, Item>,
}

impl<'de, V: Visitor<'de>, Item: Deserialize<'de>> Visitor<'de> for Split<'_, V, Item> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(formatter)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        let Self { visitor, fields, others, casing, rest } = self;
        visitor.visit_map(Members { entries, fields, others, casing, rest, marker: PhantomData })
    }
}

/// The members that are fields; the others are kept on the way.
struct Members<'r, A, Item> {
    entries: A,
    fields: &'static [&'static str],
    others: &'r [&'r str],
    casing: Casing,
    rest: &'r mut BTreeMap<String, Item>,
    marker: PhantomData<fn() -> Item>,
}

impl<'de, A: MapAccess<'de>, Item: Deserialize<'de>> MapAccess<'de> for Members<'_, A, Item> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(Key(key)) = self.entries.next_key::<Key<'de>>()? {
            if self.fields.contains(&key.as_ref()) {
                let key: Cow<'_, str> = key;
                return seed.deserialize(key.as_ref().into_deserializer()).map(Some);
            }
            let is_other = self.others.iter().any(|other| self.casing.matches(&key, other));
            if is_other || self.rest.contains_key(key.as_ref()) {
                self.entries.next_value::<IgnoredAny>()?;
            } else {
                let value = self.entries.next_value()?;
                self.rest.insert(key.into_owned(), value);
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.entries.next_value_seed(seed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode;

    #[derive(Debug, PartialEq)]
    struct Note {
        id: u8,
        text: Option<String>,
        rest: BTreeMap<String, Vec<u8>>,
    }

    impl<'de> Deserialize<'de> for Note {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            #[derive(Deserialize)]
            struct Known {
                id: u8,
                text: Option<String>,
            }
            let (Known { id, text }, rest) = read(deserializer, &["id", "text", "kind"], Casing::Any)?;
            Ok(Self { id, text, rest })
        }
    }

    fn rest(entries: &[(&str, &[u8])]) -> BTreeMap<String, Vec<u8>> {
        entries.iter().map(|(name, value)| ((*name).to_owned(), value.to_vec())).collect()
    }

    #[test]
    fn what_is_no_field_is_kept() {
        let text = r#"{"b":[1,2],"kind":"x","id":7,"a\n":[],"text":null,"b":[3]}"#;
        let wanted = Note { id: 7, text: None, rest: rest(&[("b", &[1, 2]), ("a\n", &[])]) };
        assert_eq!(decode::from_slice::<Note>(text.as_bytes(), Casing::Exact).unwrap(), wanted);
        // A deserializer that knows nothing of this.
        assert_eq!(serde_json::from_str::<Note>(text).unwrap(), wanted);
    }

    #[test]
    fn other_spellings_of_fields_are_no_rest() {
        let text = br#"{"ID":7,"Kind":1,"id":8,"TEXT":"x","Text":"y","c":[1]}"#;
        let wanted = Note { id: 7, text: Some("x".to_owned()), rest: rest(&[("c", &[1])]) };
        assert_eq!(decode::from_slice::<Note>(text, Casing::Any).unwrap(), wanted);
    }

    #[test]
    fn what_is_wrong_with_the_rest_is_told_without_its_name() {
        for text in [r#"{"id":1,"secret":"x"}"#, r#"{"id":1,"secret":[256]}"#, r#"{"secret":[]}"#, "[1]", "3"] {
            let error = decode::from_slice::<Note>(text.as_bytes(), Casing::Exact).unwrap_err().to_string();
            assert!(!error.contains("secret"), "{error}");
        }
        assert!(decode::from_slice_strict::<Note>(br#"{"id":1,"x":[]}"#, Casing::Exact).is_ok());
        assert!(!decode::is_declared::<Option<Note>>(br#"{"x":[]}"#, Casing::Exact));
    }
}
