//! Objects that are read member by member: what serde's derive would write for each struct is here once, and a struct
//! says which of its fields is which member. It compiles in half of the time.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::api::Casing;
use crate::decode::{Key, OPEN};

/// A struct that is read of an object; [`fields!`](macro@crate::fields) implements it.
pub trait Fields<'de>: Sized {
    /// The names of its members.
    const NAMES: &'static [&'static str];
    /// Whether members of other names are kept.
    const IS_OPEN: bool = false;

    /// Reads the members as they come.
    ///
    /// # Errors
    ///
    /// For a member that is wrong, missing or there twice.
    fn read<A: MapAccess<'de>>(members: Members<A>) -> Result<Self, A::Error>;
}

/// Reads a struct of an object. Formats that do not name what they hold have no objects.
///
/// # Errors
///
/// The deserializer's, for anything but an object, and those of its members.
pub fn read<'de, T: Fields<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_struct(if T::IS_OPEN { OPEN } else { "" }, T::NAMES, Object(PhantomData))
}

struct Object<T>(PhantomData<T>);

impl<'de, T: Fields<'de>> Visitor<'de> for Object<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<T, A::Error> {
        T::read(Members { entries, names: T::NAMES, current: usize::MAX })
    }
}

/// The members of an object that have not been read.
pub struct Members<A> {
    entries: A,
    names: &'static [&'static str],
    /// The index of the name that was read last.
    current: usize,
}

impl<'de, A: MapAccess<'de>> Members<A> {
    /// The index of the next name that the struct has. Members of other names are left out.
    ///
    /// # Errors
    ///
    /// The deserializer's.
    #[inline]
    pub fn next_field(&mut self) -> Result<Option<usize>, A::Error> {
        loop {
            // Services mostly keep the order of the spec: look first after the field before.
            match self.entries.next_key_seed(Name { names: self.names, likely: self.current.wrapping_add(1) })? {
                Some(Some(index)) => {
                    self.current = index;
                    return Ok(Some(index));
                }
                Some(None) => self.skip()?,
                None => return Ok(None),
            }
        }
    }

    /// The same where members of other names are kept, unless they are one of `others`. Of two of one name, the first
    /// counts.
    ///
    /// # Errors
    ///
    /// The deserializer's.
    pub fn next_field_beside<T: Deserialize<'de>>(
        &mut self,
        rest: &mut BTreeMap<String, T>,
        others: &[&str],
        casing: Casing,
    ) -> Result<Option<usize>, A::Error> {
        while let Some(Key(key)) = self.entries.next_key::<Key<'de>>()? {
            if let Some(index) = self.names.iter().position(|known| *known == key) {
                self.current = index;
                return Ok(Some(index));
            }
            let is_other = others.iter().any(|other| casing.matches(&key, other));
            if is_other || rest.contains_key(key.as_ref()) {
                self.skip()?;
            } else {
                let value = self.entries.next_value()?;
                rest.insert(key.into_owned(), value);
            }
        }
        Ok(None)
    }

    /// Reads the value of a field.
    ///
    /// # Errors
    ///
    /// The deserializer's, and if the field was there before.
    #[inline]
    pub fn value<T: Deserialize<'de>>(&mut self, field: &mut Option<T>) -> Result<(), A::Error> {
        if field.is_some() {
            return Err(A::Error::duplicate_field(self.name(self.current)));
        }
        *field = Some(self.entries.next_value()?);
        Ok(())
    }

    /// Leaves a value out.
    ///
    /// # Errors
    ///
    /// The deserializer's.
    pub fn skip(&mut self) -> Result<(), A::Error> {
        self.entries.next_value::<IgnoredAny>().map(drop)
    }

    /// The error for a field that was not there.
    #[cold]
    pub fn missing(&self, index: usize) -> A::Error {
        A::Error::missing_field(self.name(index))
    }

    fn name(&self, index: usize) -> &'static str {
        self.names.get(index).copied().unwrap_or_default()
    }
}

/// Finds the index of a name.
struct Name {
    names: &'static [&'static str],
    likely: usize,
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Option<usize>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Option<usize>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a member")
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<Option<usize>, E> {
        if self.names.get(self.likely).is_some_and(|likely| *likely == name) {
            return Ok(Some(self.likely));
        }
        Ok(self.names.iter().position(|known| *known == name))
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Option<usize>, E> {
        Ok(self.names.iter().position(|known| known.as_bytes() == name))
    }
}

/// Says how a struct is read of an object: for each field if it has to be there, the indexes of its names, and its names.
/// One that is never read is `absent()`.
///
/// ```
/// struct Report {
///     id: String,
///     size: Option<u64>,
/// }
///
/// apiloom_runtime::fields! {
///     Report {
///         id: required(0, "ReportId"),
///         size: optional(1 | 2, "Size", "Length"),
///     }
/// }
///
/// let report: Report = apiloom_runtime::serde_json::from_str(r#"{"Length": 3, "ReportId": "x"}"#)?;
/// assert_eq!((report.id.as_str(), report.size), ("x", Some(3)));
/// # Ok::<(), apiloom_runtime::serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! fields {
    ($name:ident $(::<$($letter:ident),+>)? {
        $($field:ident : $kind:ident ($($($index:literal)|+, $($wire:literal),+ $(,)?)?)),* $(,)?
        $(..rest($rest:ident, [$($other:literal),* $(,)?], $casing:expr $(,)?))?
    }) => {
        impl<'de, $($($letter: $crate::serde::Deserialize<'de>),+)?> $crate::serde::Deserialize<'de>
            for $name $(<$($letter),+>)?
        {
            fn deserialize<Source_: $crate::serde::Deserializer<'de>>(
                source: Source_,
            ) -> ::core::result::Result<Self, Source_::Error> {
                $crate::wire::fields::read(source)
            }
        }

        impl<'de, $($($letter: $crate::serde::Deserialize<'de>),+)?> $crate::wire::fields::Fields<'de>
            for $name $(<$($letter),+>)?
        {
            const NAMES: &'static [&'static str] = &[$($($($wire,)+)?)*];
            $(const IS_OPEN: bool = $crate::fields!(@open $rest);)?

            #[allow(deprecated, reason = "deprecated fields are still received")]
            fn read<Entries_: $crate::serde::de::MapAccess<'de>>(
                mut members: $crate::wire::fields::Members<Entries_>,
            ) -> ::core::result::Result<Self, Entries_::Error> {
                $(let mut $field = ::core::option::Option::None;)*
                $(let mut $rest = ::std::collections::BTreeMap::new();)?
                while let ::core::option::Option::Some(index) =
                    $crate::fields!(@next members $($rest, [$($other),*], $casing)?)?
                {
                    match index {
                        $($($($index)|+ => members.value(&mut $field),)?)*
                        _ => members.skip(),
                    }?;
                }
                ::core::result::Result::Ok(Self {
                    $($field: $crate::fields!(@$kind members, $field $($(, $index)+)?),)*
                    $($rest)?
                })
            }
        }
    };
    (@next $members:ident) => {
        $members.next_field()
    };
    (@next $members:ident $rest:ident, $others:tt, $casing:expr) => {
        $members.next_field_beside(&mut $rest, &$others, $casing)
    };
    (@open $rest:ident) => {
        true
    };
    (@required $members:ident, $field:ident, $index:literal $(, $more:literal)*) => {
        match $field {
            ::core::option::Option::Some(value) => value,
            ::core::option::Option::None => return ::core::result::Result::Err($members.missing($index)),
        }
    };
    (@optional $members:ident, $field:ident, $($index:literal),+) => {
        $field.unwrap_or_default()
    };
    (@absent $members:ident, $field:ident) => {
        $field.unwrap_or_default()
    };
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

    crate::fields! {
        Note {
            id: required(0, "id"),
            text: optional(1, "text"),
            ..rest(rest, ["id", "text", "kind"], Casing::Any)
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
