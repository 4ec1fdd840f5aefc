// models/state.rs

//! The schema `State`.

use std::fmt;
use apiloom_runtime::UnknownValue;
use apiloom_runtime::serde::{Deserialize, Deserializer, Serialize, Serializer};
use apiloom_runtime::wire::{Argument, ArgumentWriter, Casing, Encode, Encoder, enums};

/// How far it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum State {
    /// Not begun.
    Waiting,
    /// Begun.
    InProgress,
    /// `DONE`
    #[deprecated(note = "There is always more to do.")]
    Finished,
    /// Not there.
    _404,
    /// A value that the spec does not name, kept as it was received.
    Unknown(UnknownValue),
}

#[expect(deprecated, reason = "deprecated values are still understood")]
impl State {
    const WIRE: &'static [&'static str] = &["waiting", "in progress", "DONE", "404"];
    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Waiting => "waiting",
            Self::InProgress => "in progress",
            Self::Finished => "DONE",
            Self::_404 => "404",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[expect(deprecated, reason = "deprecated values are still understood")]
impl From<&str> for State {
    fn from(text: &str) -> Self {
        match enums::find(text, Self::WIRE, Casing::Exact) {
            Some(0) => Self::Waiting,
            Some(1) => Self::InProgress,
            Some(2) => Self::Finished,
            Some(3) => Self::_404,
            _ => Self::Unknown(UnknownValue::new(text)),
        }
    }
}

impl<'de> Deserialize<'de> for State {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        enums::read(deserializer).map(|text| Self::from(text.as_ref()))
    }
}

impl Encode for State {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.text(self.as_str(), &[]);
    }
}

impl Argument for State {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        to.text(self.as_str(), &[]);
    }
}

impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

