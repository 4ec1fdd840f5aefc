//! The deserializer that generated `Deserialize` implementations see: `serde_json`'s, wrapped.

use serde::de::{DeserializeSeed, Deserializer, Visitor};

use super::failure::Failure;
use super::object::Names;
use super::visitor::{Context, Spoken, Wrap};

/// The name by which a struct asks to see the members that are none of its fields, too. No schema is called so.
pub(crate) const OPEN: &str = "\0open";

/// Asks the inner deserializer for whatever is there, so that a mismatch is found by the visitor
/// and reported through [`Failure`], not in the inner one's words, which quote the answer.
pub(super) struct Adapter<'c, D> {
    inner: D,
    context: &'c Context,
}

impl<'c, D> Adapter<'c, D> {
    pub(super) fn new(inner: D, context: &'c Context) -> Self {
        Self { inner, context }
    }
}

macro_rules! whatever_is_there {
    ($($method:ident)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
            self.deserialize_any(visitor)
        }
    )*};
}

macro_rules! spoken {
    ($spoken:ident: $($method:ident)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
            let Self { inner, context } = self;
            let wrap = Wrap::with_spoken(visitor, context, Spoken::$spoken);
            inner.deserialize_any(wrap).map_err(|error| context.raised(&error))
        }
    )*};
}

macro_rules! as_asked {
    ($($method:ident)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
            let Self { inner, context } = self;
            inner.$method(Wrap::new(visitor, context)).map_err(|error| context.raised(&error))
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Adapter<'_, D> {
    type Error = Failure;

    as_asked! { deserialize_any deserialize_i128 deserialize_u128 deserialize_option }

    spoken! { Boolean: deserialize_bool }

    spoken! { Members: deserialize_map }

    spoken! {
        Number: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64
    }

    whatever_is_there! {
        deserialize_char deserialize_str deserialize_string deserialize_bytes
        deserialize_byte_buf deserialize_unit deserialize_seq
        deserialize_identifier
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let Self { inner, context } = self;
        inner
            .deserialize_any(Wrap::with_fields(visitor, context, Names { fields, is_open: name == OPEN }))
            .map_err(|error| context.raised(&error))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Failure> {
        // By name, because `serde_json` recognises its raw values by it.
        let Self { inner, context } = self;
        inner.deserialize_newtype_struct(name, Wrap::new(visitor, context)).map_err(|error| context.raised(&error))
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_any(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_any(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let Self { inner, context } = self;
        inner.deserialize_enum(name, variants, Wrap::new(visitor, context)).map_err(|error| context.raised(&error))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let Self { inner, context } = self;
        inner.deserialize_ignored_any(visitor).map_err(|error| context.raised(&error))
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

/// A seed whose value is read through an adapter.
pub(super) struct Seed<'c, S> {
    pub(super) seed: S,
    pub(super) context: &'c Context,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Seed<'_, S> {
    type Value = S::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        let result = self.seed.deserialize(Adapter::new(deserializer, self.context));
        self.context.lowered(result)
    }
}
