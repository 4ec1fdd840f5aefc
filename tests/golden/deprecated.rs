// models/id.rs

//! The schema `Id`.

use std::fmt;
use apiloom_runtime::serde::{Deserialize, Deserializer, Serialize, Serializer};
use apiloom_runtime::wire::{Argument, ArgumentWriter, Encode, Encoder, Rule};

/// Deprecated: Use a number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer).map(Self)
    }
}

impl Id {
    const RULES: &'static [Rule] = &[];
    /// Takes any text: what the spec says of it is checked before it is sent.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Id {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&Id> for Id {
    fn from(other: &Self) -> Self {
        other.clone()
    }
}

impl Encode for Id {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.text(self.as_str(), Self::RULES);
    }
}

impl Argument for Id {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        to.text(self.as_str(), Self::RULES);
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

// models/kind.rs

//! The schema `Kind`.

use std::fmt;
use apiloom_runtime::UnknownValue;
use apiloom_runtime::serde::{Deserialize, Deserializer, Serialize, Serializer};
use apiloom_runtime::wire::{Argument, ArgumentWriter, Casing, Encode, Encoder, enums};

/// The schema `Kind`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Of now.
    New,
    /// `old`
    #[deprecated(note = "Of then.")]
    Old,
    /// A value that the spec does not name, kept as it was received.
    Unknown(UnknownValue),
}

#[expect(deprecated, reason = "deprecated values are still understood")]
impl Kind {
    const WIRE: &'static [&'static str] = &["new", "old"];
    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::New => "new",
            Self::Old => "old",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[expect(deprecated, reason = "deprecated values are still understood")]
impl From<&str> for Kind {
    fn from(text: &str) -> Self {
        match enums::find(text, Self::WIRE, Casing::Exact) {
            Some(0) => Self::New,
            Some(1) => Self::Old,
            _ => Self::Unknown(UnknownValue::new(text)),
        }
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        enums::read(deserializer).map(|text| Self::from(text.as_ref()))
    }
}

impl Encode for Kind {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.text(self.as_str(), &[]);
    }
}

impl Argument for Kind {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        to.text(self.as_str(), &[]);
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

// models/report.rs

//! The schema `Report`.

use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{
    Encode, Encoder, Held, Holds, Missing, ObjectEncoder, fields, serialize,
};
use super::{Kind, Old};
use super::arguments;

/// The schema `Report`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// The field `name`.
    pub name: String,
    /// The field `title`.
    #[deprecated(note = "Use `name`.")]
    pub title: String,
    /// The field `note`.
    #[deprecated(note = "Use `name`.")]
    pub note: Option<String>,
    /// The field `kind`.
    pub kind: Option<Kind>,
    /// The field `old`.
    pub old: Option<Old>,
}

fields! {
    Report {
        name: required(0, "name"),
        title: required(1, "title"),
        note: optional(2, "note"),
        kind: optional(3, "kind"),
        old: optional(4, "old"),
    }
}

impl Report {
    /// Starts with nothing given: each required field has a setter, in any order.
    pub fn builder() -> ReportBuilder {
        ReportBuilder::start()
    }
}

/// Makes a [`Report`]: every required field has to be given before `build` compiles.
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct ReportBuilder<
    NameState = Missing<arguments::Name>,
    TitleState = Missing<arguments::Title>,
> {
    name: NameState,
    title: TitleState,
    note: Option<String>,
    kind: Option<Kind>,
    old: Option<Old>,
}

impl ReportBuilder {
    pub(crate) fn start() -> Self {
        Self {
            name: Missing::new(),
            title: Missing::new(),
            note: None,
            kind: None,
            old: None,
        }
    }
}

impl<TitleState> ReportBuilder<Missing<arguments::Name>, TitleState> {
    /// The field `name`.
    pub fn name(
        self,
        name: impl Into<String>,
    ) -> ReportBuilder<Held<String>, TitleState> {
        ReportBuilder {
            name: Held::new(name.into()),
            title: self.title,
            note: self.note,
            kind: self.kind,
            old: self.old,
        }
    }
}

impl<NameState> ReportBuilder<NameState, Missing<arguments::Title>> {
    /// The field `title`.
    pub fn title(
        self,
        title: impl Into<String>,
    ) -> ReportBuilder<NameState, Held<String>> {
        ReportBuilder {
            title: Held::new(title.into()),
            name: self.name,
            note: self.note,
            kind: self.kind,
            old: self.old,
        }
    }
}

impl<NameState, TitleState> ReportBuilder<NameState, TitleState> {
    /// The field `note`.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The field `kind`.
    pub fn kind(mut self, kind: impl Into<Kind>) -> Self {
        self.kind = Some(kind.into());
        self
    }

    /// The field `old`.
    pub fn old(mut self, old: impl Into<Old>) -> Self {
        self.old = Some(old.into());
        self
    }

    /// Makes it of what was given.
    #[expect(deprecated, reason = "deprecated fields are still sent")]
    pub fn build(self) -> Report
    where
        NameState: Holds<String>,
        TitleState: Holds<String>,
    {
        Report {
            name: self.name.take(),
            title: self.title.take(),
            note: self.note,
            kind: self.kind,
            old: self.old,
        }
    }
}

impl Encode for Report {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

#[expect(deprecated, reason = "deprecated fields are still sent")]
impl Report {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("name", &self.name);
        object.field("title", &self.title);
        object.optional("note", &self.note);
        object.optional("kind", &self.kind);
        object.optional("old", &self.old);
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

