//! How spec structs stay plain serde structs and still lose nothing: each field is a [`Slot`], which keeps its
//! place and takes a failure without ending the struct around it.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::span::{Span, Spanned};

/// Names by which the decoder knows what a wrapper asks for.
pub(super) const SLOT: &str = "$slot";
pub(super) const SHAPE: &str = "$shape";
pub(super) const RAW: &str = "$raw";
pub(super) const NODE: &str = "$node";
pub(super) const WHOLE: &str = "$whole";

/// One value of a spec: not written, written and reported as broken, or there.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Slot<T> {
    #[default]
    Absent,
    Broken(Span),
    Given(T, Span),
}

impl<T> Slot<T> {
    pub(crate) fn get(&self) -> Option<&T> {
        match self {
            Slot::Given(value, _) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn span(&self) -> Option<Span> {
        match self {
            Slot::Absent => None,
            Slot::Broken(span) | Slot::Given(_, span) => Some(*span),
        }
    }

    pub(crate) fn spanned(&self) -> Option<Spanned<&T>> {
        match self {
            Slot::Given(value, span) => Some(Spanned::new(value, *span)),
            _ => None,
        }
    }

    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Slot::Absent)
    }
}

impl Slot<String> {
    pub(crate) fn text(&self) -> Option<&str> {
        self.get().map(String::as_str)
    }

    pub(crate) fn owned(&self) -> Option<Spanned<String>> {
        self.spanned().map(|s| Spanned::new(s.value.clone(), s.span))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Slot<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SlotVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for SlotVisitor<T> {
            type Value = Slot<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            // The decoder hands over the value, if it could be read, and then the place.
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Slot<T>, A::Error> {
                let value = seq.next_element::<T>()?;
                let span = Span::unpack(seq.next_element::<u64>()?.unwrap_or_default());
                Ok(value.map_or(Slot::Broken(span), |value| Slot::Given(value, span)))
            }
        }
        deserializer.deserialize_newtype_struct(SLOT, SlotVisitor(PhantomData))
    }
}

/// What a map of a spec is keyed by.
pub(crate) trait Key: Sized {
    /// Whether keys that YAML reads as numbers are what is meant here.
    const RAW: bool;
    fn from_text(text: String) -> Self;
}

/// A key that is a name.
pub(crate) type Word = String;

impl Key for Word {
    const RAW: bool = false;
    fn from_text(text: String) -> Self {
        text
    }
}

/// A key that may be a status or several: `200`, `4XX`, `400, 401`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StatusList(pub(crate) String);

impl Key for StatusList {
    const RAW: bool = true;
    fn from_text(text: String) -> Self {
        StatusList(text)
    }
}

/// A map of a spec in the order it was written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entries<V, K = Word>(pub(crate) Vec<(Spanned<K>, Slot<V>)>);

impl<V, K> Default for Entries<V, K> {
    fn default() -> Self {
        Entries(Vec::new())
    }
}

impl<V, K> Entries<V, K> {
    /// What could be read, with its key.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Spanned<K>, Spanned<&V>)> {
        self.0.iter().filter_map(|(key, slot)| slot.spanned().map(|value| (key, value)))
    }
}

impl<'de, V: Deserialize<'de>, K: Key> Deserialize<'de> for Entries<V, K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor<V, K>(PhantomData<(V, K)>);
        impl<'de, V: Deserialize<'de>, K: Key> Visitor<'de> for EntriesVisitor<V, K> {
            type Value = Entries<V, K>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(key) = next_key::<K, A>(&mut map)? {
                    let value = map.next_value::<Slot<V>>()?;
                    if let Some(key) = key {
                        entries.push((key, value));
                    }
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(EntriesVisitor(PhantomData))
    }
}

/// The next key of a map: `Some(None)` where it was written and reported.
#[expect(clippy::option_option, reason = "the outer one ends the map")]
pub(crate) fn next_key<'de, K: Key, A: MapAccess<'de>>(map: &mut A) -> Result<Option<Option<Spanned<K>>>, A::Error> {
    let key =
        if K::RAW { map.next_key::<Slot<Raw>>()?.map(|s| s.map(|raw| raw.0)) } else { map.next_key::<Slot<String>>()? };
    Ok(key.map(|slot| match slot {
        Slot::Given(text, span) => Some(Spanned::new(K::from_text(text), span)),
        _ => None,
    }))
}

impl<T> Slot<T> {
    pub(crate) fn map<U>(self, f: impl FnOnce(T) -> U) -> Slot<U> {
        match self {
            Slot::Absent => Slot::Absent,
            Slot::Broken(span) => Slot::Broken(span),
            Slot::Given(value, span) => Slot::Given(f(value), span),
        }
    }
}

/// Text as written, whatever YAML would read it as.
#[derive(Clone, Debug)]
pub(super) struct Raw(pub(super) String);

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RawVisitor;
        impl Visitor<'_> for RawVisitor {
            type Value = Raw;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Raw, E> {
                Ok(Raw(text.to_owned()))
            }
        }
        deserializer.deserialize_newtype_struct(RAW, RawVisitor)
    }
}

/// A text, or a whole number that stands there without quotes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TextOrWhole {
    Text(String),
    Whole(i128),
}

impl<'de> Deserialize<'de> for TextOrWhole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrWholeVisitor;
        impl Visitor<'_> for TextOrWholeVisitor {
            type Value = TextOrWhole;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text or a whole number")
            }
            fn visit_str<E>(self, text: &str) -> Result<TextOrWhole, E> {
                Ok(TextOrWhole::Text(text.to_owned()))
            }
            fn visit_i128<E>(self, number: i128) -> Result<TextOrWhole, E> {
                Ok(TextOrWhole::Whole(number))
            }
        }
        deserializer.deserialize_newtype_struct(WHOLE, TextOrWholeVisitor)
    }
}

/// A spec struct that may be written in one line.
pub(crate) trait Shorthand: Sized {
    /// What a message says is expected.
    const EXPECTS: &'static [&'static str];
    fn from_short(text: Slot<String>) -> Self;
    /// What a whole number without quotes means; to most structs it is no text.
    fn from_number(_: Slot<i128>) -> Option<Self> {
        None
    }
    /// Whether a number means something.
    const NUMBERS: bool = false;
    /// What a list means; most structs have no such form.
    fn from_list(_: Vec<Slot<TextOrWhole>>) -> Option<Self> {
        None
    }
}

/// A spec struct as one line or as a map: whichever was written, the struct is what is kept.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Form<T>(pub(crate) T);

impl<T> std::ops::Deref for Form<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<'de, T: Deserialize<'de> + Shorthand> Deserialize<'de> for Form<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FormVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de> + Shorthand> Visitor<'de> for FormVisitor<T> {
            type Value = Form<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Form<T>, A::Error> {
                let (kind, value) = access.variant::<String>()?;
                let refuse = || serde::de::Error::unknown_variant(&kind, T::EXPECTS);
                match kind.as_str() {
                    "a map" => value.newtype_variant::<T>().map(Form),
                    "a list" if T::EXPECTS.contains(&"a list") => {
                        T::from_list(value.newtype_variant()?).map(Form).ok_or_else(refuse)
                    }
                    "a single value" if T::NUMBERS => match value.newtype_variant()? {
                        Slot::Given(TextOrWhole::Whole(number), span) => {
                            T::from_number(Slot::Given(number, span)).map(Form).ok_or_else(refuse)
                        }
                        Slot::Given(TextOrWhole::Text(text), span) => Ok(Form(T::from_short(Slot::Given(text, span)))),
                        Slot::Broken(span) => Ok(Form(T::from_short(Slot::Broken(span)))),
                        Slot::Absent => Ok(Form(T::from_short(Slot::Absent))),
                    },
                    "a single value" if T::EXPECTS.contains(&"a single value") => {
                        value.newtype_variant().map(|text| Form(T::from_short(text)))
                    }
                    _ => Err(refuse()),
                }
            }
        }
        deserializer.deserialize_enum(SHAPE, T::EXPECTS, FormVisitor(PhantomData))
    }
}
