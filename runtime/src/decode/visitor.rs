//! The visitors that `serde_json` sees: they hand values on and carry failures past it.

use std::cell::Cell;
use std::fmt;

use serde::de::{self, Deserializer, EnumAccess, MapAccess, SeqAccess, Unexpected, Visitor};

use super::adapter::Adapter;
use super::failure::Failure;
use super::nesting::{self, Level};
use super::object::{Counted, Fields, Items, Names, Object};
use crate::api::Casing;

/// What one run of the decoder shares.
pub(super) struct Context {
    pub(super) casing: Casing,
    /// Whether a text may stand for a number, or for true or false.
    pub(super) texts: bool,
    known_fields: Cell<bool>,
    /// A failure that is on its way out through `serde_json`, which can carry only its own errors.
    failure: Cell<Option<Failure>>,
}

impl Context {
    pub(super) fn new(casing: Casing) -> Self {
        Self { casing, texts: nesting::are_texts(), known_fields: Cell::new(false), failure: Cell::new(None) }
    }

    pub(super) fn saw_known_field(&self) {
        self.known_fields.set(true);
    }

    pub(super) fn has_known_fields(&self) -> bool {
        self.known_fields.get()
    }

    /// Into `serde_json`: the failure waits here, an empty error travels.
    #[inline]
    pub(super) fn lowered<T, E: de::Error>(&self, result: Result<T, Failure>) -> Result<T, E> {
        result.map_err(|failure| self.lower(failure))
    }

    #[cold]
    fn lower<E: de::Error>(&self, failure: Failure) -> E {
        self.failure.set(Some(failure));
        E::custom("")
    }

    /// Out of `serde_json`: the failure that waited, or what it found itself.
    #[cold]
    pub(super) fn raised(&self, error: &dyn fmt::Display) -> Failure {
        let words = error.to_string();
        let (problem, position) = split_position(&words);
        let failure = self.failure.take().unwrap_or_else(|| Failure::new(syntax(problem)));
        failure.at(position)
    }
}

/// `serde_json` writes `<problem> at line 1 column 2`.
fn split_position(words: &str) -> (&str, Option<(usize, usize)>) {
    let split = || {
        let (problem, position) = words.rsplit_once(" at line ")?;
        let (line, column) = position.split_once(" column ")?;
        Some((problem, (line.parse().ok()?, column.parse().ok()?)))
    };
    split().map_or((words, None), |(problem, position)| (problem, Some(position)))
}

/// Only texts that `serde_json` is known to have as constants are repeated.
fn syntax(problem: &str) -> &'static str {
    const CONSTANT: [&str; 18] = [
        "EOF while parsing a list",
        "EOF while parsing an object",
        "EOF while parsing a string",
        "EOF while parsing a value",
        "expected `:`",
        "expected `,` or `]`",
        "expected `,` or `}`",
        "expected ident",
        "expected value",
        "expected `\"`",
        "invalid escape",
        "invalid number",
        "number out of range",
        "invalid unicode code point",
        "key must be a string",
        "trailing comma",
        "trailing characters",
        "recursion limit exceeded",
    ];
    let known = CONSTANT.into_iter().find(|text| *text == problem);
    known.unwrap_or("not valid JSON")
}

/// A visitor of generated code, inside one that `serde_json` drives.
pub(super) struct Wrap<'c, V> {
    visitor: V,
    context: &'c Context,
    /// The names of a struct's fields, where a struct is read.
    fields: Option<Names>,
    /// What a text has to say, where it may stand for something else.
    spoken: Option<Spoken>,
}

/// What a text may stand for.
#[derive(Clone, Copy)]
pub(super) enum Spoken {
    Boolean,
    Number,
    /// A list for a map whose keys happen to count: brackets in a query look alike.
    Members,
}

impl<'c, V> Wrap<'c, V> {
    pub(super) fn new(visitor: V, context: &'c Context) -> Self {
        Self { visitor, context, fields: None, spoken: None }
    }

    pub(super) fn with_fields(visitor: V, context: &'c Context, fields: Names) -> Self {
        Self { visitor, context, fields: Some(fields), spoken: None }
    }

    /// A text may stand for what is wanted.
    pub(super) fn with_spoken(visitor: V, context: &'c Context, spoken: Spoken) -> Self {
        Self { spoken: context.texts.then_some(spoken), ..Self::new(visitor, context) }
    }
}

macro_rules! hand_on {
    ($($method:ident($value:ty))*) => {$(
        fn $method<E: de::Error>(self, value: $value) -> Result<V::Value, E> {
            self.context.lowered(self.visitor.$method(value))
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Wrap<'_, V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(formatter)
    }

    hand_on! {
        visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_i128(i128) visit_u128(u128)
        visit_f64(f64)
        visit_bytes(&[u8]) visit_borrowed_bytes(&'de [u8]) visit_byte_buf(Vec<u8>)
    }

    #[inline]
    fn visit_str<E: de::Error>(self, text: &str) -> Result<V::Value, E> {
        let visitor = self.visitor;
        self.context.lowered(match Meant::of(self.spoken, text) {
            Meant::Text => visitor.visit_str(text),
            meant => meant.visit(visitor),
        })
    }

    #[inline]
    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<V::Value, E> {
        let visitor = self.visitor;
        self.context.lowered(match Meant::of(self.spoken, text) {
            Meant::Text => visitor.visit_borrowed_str(text),
            meant => meant.visit(visitor),
        })
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<V::Value, E> {
        let visitor = self.visitor;
        self.context.lowered(match Meant::of(self.spoken, &text) {
            Meant::Text => visitor.visit_string(text),
            meant => meant.visit(visitor),
        })
    }

    fn visit_unit<E: de::Error>(self) -> Result<V::Value, E> {
        self.context.lowered(self.visitor.visit_unit())
    }

    fn visit_none<E: de::Error>(self) -> Result<V::Value, E> {
        self.context.lowered(self.visitor.visit_none())
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        let result = self.visitor.visit_some(Adapter::new(inner, self.context));
        self.context.lowered(result)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        let result = self.visitor.visit_newtype_struct(Adapter::new(inner, self.context));
        self.context.lowered(result)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        let result = match (self.fields, Level::enter()) {
            (None, Ok(_level)) if matches!(self.spoken, Some(Spoken::Members)) => {
                self.visitor.visit_map(Counted::new(Items::new(items, self.context)))
            }
            (Some(_), _) => Err(de::Error::invalid_type(Unexpected::Seq, &self.visitor)),
            (None, Err(failure)) => Err(failure),
            (None, Ok(_level)) => self.visitor.visit_seq(Items::new(items, self.context)),
        };
        self.context.lowered(result)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        let result = match (self.fields, Level::enter()) {
            (_, Err(failure)) => Err(failure),
            (None, Ok(_level)) => self.visitor.visit_map(Object::new(entries, self.context)),
            (Some(fields), Ok(_level)) => self.visitor.visit_map(Fields::new(entries, self.context, fields)),
        };
        self.context.lowered(result)
    }

    /// Enums in serde's own shapes are not generated; a caller's are read as serde reads them.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_enum(data)
    }
}

/// What a text stands for.
enum Meant {
    Text,
    Boolean(bool),
    Unsigned(u64),
    Signed(i64),
    Number(f64),
}

impl Meant {
    /// A text that says nothing of the kind stays one, and is refused as such.
    #[inline]
    fn of(spoken: Option<Spoken>, text: &str) -> Self {
        spoken.map_or(Self::Text, |spoken| Self::spoken(spoken, text))
    }

    fn spoken(spoken: Spoken, text: &str) -> Self {
        match spoken {
            Spoken::Members => Self::Text,
            Spoken::Boolean => text.parse().map_or(Self::Text, Self::Boolean),
            Spoken::Number => {
                let number = || text.parse().ok().filter(|number: &f64| number.is_finite());
                let signed = || text.parse().map(Self::Signed).ok();
                let whole = text.parse().map(Self::Unsigned).ok().or_else(signed);
                whole.or_else(|| number().map(Self::Number)).unwrap_or(Self::Text)
            }
        }
    }

    fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self {
            Self::Boolean(value) => visitor.visit_bool(value),
            Self::Unsigned(number) => visitor.visit_u64(number),
            Self::Signed(number) => visitor.visit_i64(number),
            Self::Number(number) => visitor.visit_f64(number),
            Self::Text => Err(de::Error::invalid_type(Unexpected::Str(""), &visitor)),
        }
    }
}
