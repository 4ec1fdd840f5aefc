//! How the types of the spec language are written in a body.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Encode, Encoder};
use crate::binary::Binary;
use crate::secret::Secret;
use crate::text::Text;
use crate::text::format::Format;
use crate::unknown::{UnknownShape, UnknownValue, UnknownVariant};

/// A value that the spec fixes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Constant {
    /// A text.
    Text(&'static str),
    /// An integer.
    Integer(i128),
    /// A number.
    Number(f64),
    /// A boolean.
    Boolean(bool),
    /// Null.
    Null,
}

impl Constant {
    /// Whether a received value is this one.
    pub(crate) fn is(&self, value: &Value) -> bool {
        match *self {
            Self::Null => value.is_null(),
            Self::Boolean(wanted) => value.as_bool() == Some(wanted),
            Self::Text(wanted) => value.as_str() == Some(wanted),
            Self::Integer(wanted) => value.as_i64().map(i128::from).or(value.as_u64().map(i128::from)) == Some(wanted),
            Self::Number(wanted) => value.as_f64() == Some(wanted),
        }
    }
}

impl Encode for Constant {
    fn encode(&self, to: &mut Encoder<'_>) {
        match *self {
            Self::Text(text) => to.text(text, &[]),
            Self::Integer(number) => to.integer(number, &[]),
            Self::Number(number) => to.number(number, &[]),
            Self::Boolean(value) => to.boolean(value),
            Self::Null => to.null(),
        }
    }
}

impl Encode for str {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.text(self, &[]);
    }
}

impl Encode for String {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.text(self, &[]);
    }
}

impl Encode for bool {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.boolean(*self);
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl Encode for $integer {
            fn encode(&self, to: &mut Encoder<'_>) {
                to.number_text(self, &[]);
            }
        }
    )*};
}
integers!(i8 i16 i32 i64 i128 u8 u16 u32 u64);

impl Encode for f64 {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.number(*self, &[]);
    }
}

impl Encode for f32 {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.number32(*self);
    }
}

impl<F: Format> Encode for Text<F> {
    fn encode(&self, to: &mut Encoder<'_>) {
        if !self.is_valid() {
            to.malformed(F::NAME);
        }
        if self.is_number() {
            to.number_text(&self.as_str(), &[]);
        } else {
            to.text(self.as_str(), &[]);
        }
    }
}

impl Encode for Binary {
    fn encode(&self, to: &mut Encoder<'_>) {
        if let Ok(bytes) = self.decoded() {
            to.bytes(bytes, &self.to_base64());
        } else {
            to.malformed(super::BASE64);
            to.text(&self.to_base64(), &[]);
        }
    }
}

impl Encode for UnknownValue {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.text(self.as_str(), &[]);
    }
}

impl Encode for UnknownVariant {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.json(self.json());
    }
}

impl Encode for UnknownShape {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.json(self.json());
    }
}

impl Encode for Value {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.json(self);
    }
}

impl Encode for () {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.null();
    }
}

impl<T: Encode> Encode for Secret<T> {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.secret(self.expose());
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, to: &mut Encoder<'_>) {
        match self {
            Some(value) => value.encode(to),
            None => to.null(),
        }
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut list = to.list();
        for item in self {
            list.item(item);
        }
        list.end();
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, to: &mut Encoder<'_>) {
        self.as_slice().encode(to);
    }
}

impl<T: Encode> Encode for BTreeSet<T> {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut list = to.list();
        for item in self {
            list.item(item);
        }
        list.end();
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        for (key, value) in self {
            object.entry(key, value);
        }
        object.end();
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, to: &mut Encoder<'_>) {
        (**self).encode(to);
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, to: &mut Encoder<'_>) {
        (**self).encode(to);
    }
}
