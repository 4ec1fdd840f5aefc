//! Unions without a discriminator: values told apart by what they look like, as the generator decided.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, de};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::api::Casing;
use crate::decode::{self, Failure, Key};
use crate::encode::Constant;
use crate::unknown::UnknownShape;

/// By what a received value is known to be a member. A value has at most one member's sign, or is unknown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sign {
    /// It is of one of these kinds.
    Kinds(&'static [Kind]),
    /// It is an object that has this field, by one of its names, and no null in it.
    Field(&'static [&'static str]),
    /// It is an object that has this field, by one of its names, with one of these values.
    Values(&'static [&'static str], &'static [Constant]),
}

/// The kinds of JSON values (RFC 8259 section 3), but null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// A number, whole or not.
    Number,
    /// True or false.
    Boolean,
    /// An array.
    List,
    /// An object.
    Object,
}

/// A value whose member is still to be found. It keeps the text of the value, as [`Tagged`](crate::union::Tagged) does. No
/// `Debug`: nobody knows what of it is secret.
pub struct Shaped {
    text: Box<RawValue>,
    kind: Kind,
    casing: Casing,
}

impl Shaped {
    /// Reads any value but null.
    ///
    /// # Errors
    ///
    /// The deserializer's error if there is no value, or null.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D, casing: Casing) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        let kind = match text.get().as_bytes().first() {
            Some(b'"') => Kind::Text,
            Some(b't' | b'f') => Kind::Boolean,
            Some(b'[') => Kind::List,
            Some(b'{') => Kind::Object,
            Some(b'-' | b'0'..=b'9') => Kind::Number,
            _ => return Err(decode::raise(Failure::new("expected a member of a union, found null"))),
        };
        Ok(Self { text, kind, casing })
    }

    /// What a text in a query or a form may stand for.
    fn spoken(&self) -> Option<Kind> {
        let text: String = serde_json::from_str(self.text.get()).ok().filter(|_| decode::are_texts())?;
        match text.as_str() {
            "true" | "false" => Some(Kind::Boolean),
            text => text.parse::<f64>().is_ok_and(f64::is_finite).then_some(Kind::Number),
        }
    }

    /// The one sign that the value has; none if it has none, or several.
    #[must_use]
    pub fn find(&self, signs: &[Sign]) -> Option<usize> {
        let by_kind =
            |kind: Kind| signs.iter().position(|sign| matches!(sign, Sign::Kinds(kinds) if kinds.contains(&kind)));
        if let Some(index) = self.spoken().and_then(by_kind).or_else(|| by_kind(self.kind)) {
            return Some(index);
        }
        let mut json = serde_json::Deserializer::from_str(self.text.get());
        let marks = Marks { signs, casing: self.casing }.deserialize(&mut json).ok()?;
        let mut found = marks.iter().enumerate().filter(|(_, mark)| **mark == Some(true)).map(|(index, _)| index);
        found.next().filter(|_| found.next().is_none())
    }

    /// Reads the member.
    ///
    /// # Errors
    ///
    /// The error of the deserializer that [`read`](Self::read) was given, with the path kept.
    pub fn decode<T, E>(&self) -> Result<T, E>
    where
        T: for<'de> Deserialize<'de>,
        E: de::Error,
    {
        decode::from_part(self.text.get(), self.casing).map_err(decode::raise)
    }

    /// Keeps a value that has no member's sign.
    ///
    /// # Errors
    ///
    /// The error of the deserializer that [`read`](Self::read) was given if it is nested too deeply.
    pub fn into_unknown<E: de::Error>(self) -> Result<UnknownShape, E> {
        decode::from_part(self.text.get(), Casing::Exact).map(UnknownShape::new).map_err(decode::raise)
    }
}

/// Finds out, in one run over an object, which signs it has. Of two spellings of one field, the first counts.
struct Marks<'s> {
    signs: &'s [Sign],
    casing: Casing,
}

impl<'de> DeserializeSeed<'de> for Marks<'_> {
    type Value = Vec<Option<bool>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Marks<'_> {
    type Value = Vec<Option<bool>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut marks = vec![None; self.signs.len()];
        while let Some(Key(key)) = entries.next_key()? {
            let is_named = |names: &[&str]| names.iter().any(|name| self.casing.matches(&key, name));
            let concerns = |sign: &Sign| match sign {
                Sign::Kinds(_) => false,
                Sign::Field(names) | Sign::Values(names, _) => is_named(names),
            };
            if !self.signs.iter().any(concerns) {
                entries.next_value::<IgnoredAny>()?;
                continue;
            }
            let value = Scalar::of(entries.next_value::<&RawValue>()?);
            for (sign, mark) in
                self.signs.iter().zip(&mut marks).filter(|(sign, mark)| mark.is_none() && concerns(sign))
            {
                *mark = Some(value.has(sign, self.casing));
            }
        }
        Ok(marks)
    }
}

/// The value of a field, as far as signs ask: what holds other values is only there.
enum Scalar {
    Json(Value),
    Other,
}

impl Scalar {
    fn of(text: &RawValue) -> Self {
        match text.get().as_bytes().first() {
            Some(b'[' | b'{') => Self::Other,
            _ => serde_json::from_str(text.get()).map_or(Self::Other, Self::Json),
        }
    }

    fn has(&self, sign: &Sign, casing: Casing) -> bool {
        match (self, sign) {
            (_, Sign::Kinds(_)) | (Self::Other, Sign::Values(..)) => false,
            (Self::Other, Sign::Field(_)) => true,
            (Self::Json(value), Sign::Field(_)) => !value.is_null(),
            (Self::Json(value), Sign::Values(_, wanted)) => wanted.iter().any(|wanted| match (wanted, value) {
                (Constant::Text(wanted), Value::String(text)) => casing.matches(text, wanted),
                (wanted, Value::String(text)) if decode::are_texts() => {
                    serde_json::from_str(text).is_ok_and(|value| wanted.is(&value))
                }
                (wanted, value) => wanted.is(value),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OBJECTS: &[Sign] = &[
        Sign::Values(&["kind"], &[Constant::Text("a"), Constant::Text("b")]),
        Sign::Values(&["kind"], &[Constant::Integer(7)]),
        Sign::Field(&["own", "Own_"]),
    ];

    fn found(text: &str, signs: &[Sign], casing: Casing) -> Option<usize> {
        let mut json = serde_json::Deserializer::from_str(text);
        Shaped::read(&mut json, casing).unwrap().find(signs)
    }

    #[test]
    fn kinds_are_told_by_the_first_byte() {
        let signs = [
            Sign::Kinds(&[Kind::Text]),
            Sign::Kinds(&[Kind::Number, Kind::Boolean]),
            Sign::Kinds(&[Kind::List]),
            Sign::Kinds(&[Kind::Object]),
        ];
        for (text, index) in [("\"\"", 0), (" -1e3", 1), ("0.5", 1), ("true", 1), ("false", 1), ("[]", 2), ("\n{}", 3)]
        {
            assert_eq!(found(text, &signs, Casing::Exact), Some(index), "{text}");
        }
        assert_eq!(found("1", &signs[2..], Casing::Exact), None);
    }

    #[test]
    fn an_object_has_one_sign_or_is_unknown() {
        for (text, index) in [
            (r#"{"kind":"a"}"#, Some(0)),
            (r#"{"more":{"kind":7},"kind":"b"}"#, Some(0)),
            (r#"{"kind":7,"own":null}"#, Some(1)),
            (r#"{"kind":{"kind":7}}"#, None),
            (r#"{"own":[1]}"#, Some(2)),
            (r#"{"Own_":false}"#, Some(2)),
            (r#"{"own":null}"#, None),
            (r#"{"own":null,"own":1}"#, None),
            (r#"{"own":1,"kind":"a"}"#, None),
            (r#"{"kind":"c"}"#, None),
            (r#"{"Kind":"a"}"#, None),
            ("{}", None),
            ("[]", None),
        ] {
            assert_eq!(found(text, OBJECTS, Casing::Exact), index, "{text}");
        }
        assert_eq!(found(r#"{"KIND":" A "}"#, OBJECTS, Casing::Any), Some(0));
    }

    #[test]
    fn null_is_no_member() {
        let mut json = serde_json::Deserializer::from_str("null");
        assert!(Shaped::read(&mut json, Casing::Exact).is_err());
    }
}
