//! serde over the span tree: every failure is recorded with its place, and decoding goes on beside it.

use std::cell::RefCell;
use std::fmt;

use serde::de::value::{StrDeserializer, U64Deserializer};
use serde::de::{self, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::node::{Entry, Kind, Node};
use super::scalar::{self, Scalar};
use super::slot::{NODE, RAW, SHAPE, SLOT, WHOLE};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::messages as say;
use crate::span::Span;

/// A failure on its way to the nearest [`Slot`](super::Slot), which records it.
#[derive(Debug)]
pub(super) enum Failure {
    /// To be recorded.
    Found(Box<Diagnostic>),
    /// Recorded when the tree was made.
    Known,
    /// Only serde's words: the place is that of the value being read.
    Expected(Vec<String>),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value could not be read")
    }
}

impl std::error::Error for Failure {}

impl de::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Failure::Expected(vec![message.to_string()])
    }

    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Failure::Expected(vec![expected.to_string()])
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Failure::Expected(expected.iter().map(|e| (*e).to_owned()).collect())
    }
}

/// A view of one node as a serde deserializer.
#[derive(Clone, Copy)]
pub(super) struct Decoder<'a> {
    node: &'a Node,
    diagnostics: &'a RefCell<Diagnostics>,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(node: &'a Node, diagnostics: &'a RefCell<Diagnostics>) -> Self {
        Decoder { node, diagnostics }
    }

    fn with(self, node: &'a Node) -> Self {
        Decoder { node, ..self }
    }

    fn record(self, failure: Failure) {
        let diagnostic = match failure {
            Failure::Found(diagnostic) => *diagnostic,
            Failure::Known => return,
            Failure::Expected(expected) => say::wrong_shape(self.node.span, &expected, &self.node.found()),
        };
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    fn wrong(self, expected: &str) -> Failure {
        match self.node.kind {
            Kind::Refused => Failure::Known,
            _ if self.node.is_null() => Failure::Found(Box::new(say::empty_value(self.node.span, expected))),
            _ => Failure::Expected(vec![expected.to_owned()]),
        }
    }

    fn text(self) -> Result<&'a str, Failure> {
        match &self.node.kind {
            Kind::Scalar { text, plain } if !self.node.is_null() => {
                match scalar::other_reading(text).filter(|_| *plain) {
                    None => Ok(text),
                    Some(reading) => {
                        Err(Failure::Found(Box::new(say::not_plainly_text(self.node.span, text, reading))))
                    }
                }
            }
            _ => Err(self.wrong("text")),
        }
    }

    fn scalar(self, expected: &str) -> Result<Scalar, Failure> {
        match &self.node.kind {
            Kind::Scalar { text, plain: false } => Ok(Scalar::Text(text.clone())),
            Kind::Scalar { text, plain: true } => Scalar::read(text)
                .map_err(|reading| Failure::Found(Box::new(say::not_plainly_text(self.node.span, text, reading)))),
            _ => Err(self.wrong(expected)),
        }
    }
}

impl<'de> de::Deserializer<'de> for Decoder<'de> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.kind {
            Kind::List(_) => self.deserialize_seq(visitor),
            Kind::Map(_) => self.deserialize_map(visitor),
            Kind::Scalar { .. } | Kind::Refused => match self.scalar("a value")? {
                Scalar::Null => visitor.visit_unit(),
                Scalar::Boolean(value) => visitor.visit_bool(value),
                Scalar::Integer(value) => visitor.visit_i128(value),
                Scalar::Number(value) => visitor.visit_f64(value),
                Scalar::Text(text) => visitor.visit_string(text),
            },
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_borrowed_str(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.scalar("true or false") {
            Ok(Scalar::Boolean(value)) => visitor.visit_bool(value),
            _ => Err(self.wrong("true or false")),
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.scalar("a whole number") {
            Ok(Scalar::Integer(value)) => match u64::try_from(value) {
                Ok(value) => visitor.visit_u64(value),
                Err(_) => Err(self.wrong("a whole number")),
            },
            _ => Err(self.wrong("a whole number")),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.kind {
            Kind::List(items) => visitor.visit_seq(Items { decoder: self, items: items.iter() }),
            _ => Err(self.wrong("a list")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.kind {
            Kind::Map(entries) => {
                visitor.visit_map(Fields { decoder: self, entries: entries.iter(), entry: None, known: None })
            }
            _ => Err(self.wrong("a map")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match &self.node.kind {
            Kind::Map(entries) => {
                let known = Some((name, known));
                visitor.visit_map(Fields { decoder: self, entries: entries.iter(), entry: None, known })
            }
            _ => Err(self.wrong("a map")),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Failure> {
        match (name, &self.node.kind) {
            (SLOT, _) => visitor.visit_seq(SlotParts { decoder: self, value_given: false }),
            (RAW, Kind::Scalar { text, .. }) if !self.node.is_null() => visitor.visit_borrowed_str(text),
            (RAW, _) => Err(self.wrong("text")),
            (WHOLE, Kind::Scalar { text, plain: true }) => match scalar::whole(text) {
                Some(number) => visitor.visit_i128(number),
                None => visitor.visit_borrowed_str(self.text()?),
            },
            (WHOLE, _) => visitor.visit_borrowed_str(self.text()?),
            (NODE, _) => self.deserialize_any(visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match name {
            SHAPE if self.node.is_null() => Err(self.wrong("a value")),
            SHAPE => match self.node.kind {
                Kind::Refused => Err(Failure::Known),
                _ => visitor.visit_enum(self),
            },
            _ => visitor.visit_enum(self.text()?.into_deserializer()),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_some(self)
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct ignored_any
    }
}

/// The two parts of a slot: the value, whose failure is recorded here, and its place.
struct SlotParts<'a> {
    decoder: Decoder<'a>,
    value_given: bool,
}

impl<'de> SeqAccess<'de> for SlotParts<'de> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        if self.value_given {
            let span = self.decoder.node.span.pack();
            return seed.deserialize(U64Deserializer::<Failure>::new(span)).map(Some);
        }
        self.value_given = true;
        Ok(seed.deserialize(self.decoder).map_err(|failure| self.decoder.record(failure)).ok())
    }
}

struct Items<'a> {
    decoder: Decoder<'a>,
    items: std::slice::Iter<'a, Node>,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        self.items.next().map(|node| seed.deserialize(self.decoder.with(node))).transpose()
    }
}

/// The entries of a map; those of a struct are checked against its keys first.
struct Fields<'a> {
    decoder: Decoder<'a>,
    entries: std::slice::Iter<'a, Entry>,
    entry: Option<&'a Entry>,
    known: Option<(&'static str, &'static [&'static str])>,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        for entry in self.entries.by_ref() {
            let key = entry.key.value.as_str();
            let Some((name, known)) = self.known else {
                self.entry = Some(entry);
                return seed.deserialize(KeyDecoder { decoder: self.decoder, entry }).map(Some);
            };
            if known.contains(&key) {
                self.entry = Some(entry);
                return seed.deserialize(StrDeserializer::new(key)).map(Some);
            }
            let near = nearest(key, known.iter().copied());
            self.decoder.diagnostics.borrow_mut().push(say::unknown_key(&entry.key, name, near, known));
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        match self.entry.take() {
            Some(entry) => seed.deserialize(self.decoder.with(&entry.value)),
            None => Err(Failure::Known),
        }
    }
}

/// A key: always a slot, of text or of raw text.
struct KeyDecoder<'a> {
    decoder: Decoder<'a>,
    entry: &'a Entry,
}

impl<'de> de::Deserializer<'de> for KeyDecoder<'de> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let key = &self.entry.key;
        visitor.visit_seq(KeyParts {
            text: &key.value,
            plain: self.entry.plain,
            span: key.span,
            decoder: self.decoder,
            value_given: false,
        })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct KeyParts<'a> {
    text: &'a str,
    plain: bool,
    span: Span,
    decoder: Decoder<'a>,
    value_given: bool,
}

impl<'de> SeqAccess<'de> for KeyParts<'de> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        if std::mem::replace(&mut self.value_given, true) {
            return seed.deserialize(U64Deserializer::<Failure>::new(self.span.pack())).map(Some);
        }
        match seed.deserialize(KeyText { text: self.text, plain: self.plain, span: self.span }) {
            Ok(value) => Ok(Some(value)),
            Err(Failure::Found(diagnostic)) => {
                self.decoder.diagnostics.borrow_mut().push(*diagnostic);
                Ok(None)
            }
            Err(_) => Ok(None),
        }
    }
}

struct KeyText<'a> {
    text: &'a str,
    plain: bool,
    span: Span,
}

impl<'de> de::Deserializer<'de> for KeyText<'de> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match scalar::other_reading(self.text).filter(|_| self.plain) {
            Some(reading) => Err(Failure::Found(Box::new(say::not_plainly_text(self.span, self.text, reading)))),
            None => visitor.visit_borrowed_str(self.text),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Failure> {
        if name == RAW { visitor.visit_borrowed_str(self.text) } else { self.deserialize_any(visitor) }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// A node whose kind is the variant: how a struct learns whether it was written in one line.
impl<'de> EnumAccess<'de> for Decoder<'de> {
    type Error = Failure;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Failure> {
        let kind = StrDeserializer::<Failure>::new(self.node.describe());
        Ok((seed.deserialize(kind)?, self))
    }
}

impl<'de> VariantAccess<'de> for Decoder<'de> {
    type Error = Failure;

    fn unit_variant(self) -> Result<(), Failure> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Failure> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Failure> {
        de::Deserializer::deserialize_seq(self, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Failure> {
        de::Deserializer::deserialize_map(self, visitor)
    }
}
