// models/state.rs

//! The schema `State`.

use std::fmt;
use apiloom_runtime::serde::{Deserialize, Deserializer, Serialize, Serializer};
use apiloom_runtime::wire::{Argument, ArgumentWriter, Casing, Encode, Encoder, enums};

/// The schema `State`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// `on`
    On,
    /// `off`
    Off,
}

impl State {
    const WIRE: &'static [&'static str] = &["on", "off"];
    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl State {
    /// The value that is written like this, if the spec names one.
    #[must_use]
    pub fn from_wire(text: &str) -> Option<Self> {
        Some(
            match enums::find(text, Self::WIRE, Casing::Exact) {
                Some(0) => Self::On,
                Some(1) => Self::Off,
                _ => return None,
            },
        )
    }
}

impl<'de> Deserialize<'de> for State {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = enums::read(deserializer)?;
        Self::from_wire(text.as_ref()).ok_or_else(enums::unknown)
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

