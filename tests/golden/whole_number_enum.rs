// models/level.rs

//! The schema `Level`.

use std::fmt;
use apiloom_runtime::UnknownNumber;
use apiloom_runtime::serde::{Deserialize, Deserializer, Serialize, Serializer};
use apiloom_runtime::wire::{Argument, ArgumentWriter, Encode, Encoder};

/// The schema `Level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Level {
    /// `-1`
    Minus1,
    /// `0`
    Value0,
    /// `1`
    Value1,
    /// `2`
    Value2,
    /// A value that the spec does not name, kept as it was received.
    Unknown(UnknownNumber),
}

impl Level {
    /// The value on the wire.
    #[must_use]
    pub fn as_i64(self) -> i64 {
        match self {
            Self::Minus1 => -1,
            Self::Value0 => 0,
            Self::Value1 => 1,
            Self::Value2 => 2,
            Self::Unknown(value) => value.get(),
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.as_i64(), formatter)
    }
}

impl From<i64> for Level {
    fn from(number: i64) -> Self {
        match number {
            -1 => Self::Minus1,
            0 => Self::Value0,
            1 => Self::Value1,
            2 => Self::Value2,
            number => Self::Unknown(UnknownNumber::new(number)),
        }
    }
}

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(Self::from)
    }
}

impl Encode for Level {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.integer(self.as_i64(), &[]);
    }
}

impl Argument for Level {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        to.display(&self.as_i64(), &[]);
    }
}

impl Serialize for Level {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.as_i64())
    }
}

// models/priority.rs

//! The schema `Priority`.

use std::fmt;
use apiloom_runtime::serde::{Deserialize, Deserializer, Serialize, Serializer};
use apiloom_runtime::wire::{Argument, ArgumentWriter, Encode, Encoder, enums};

/// The schema `Priority`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// `10`
    Soon,
    /// Some time.
    #[deprecated(note = "use `soon`")]
    Later,
}

#[expect(deprecated, reason = "deprecated values are still understood")]
impl Priority {
    /// The value on the wire.
    #[must_use]
    pub fn as_i64(self) -> i64 {
        match self {
            Self::Soon => 10,
            Self::Later => 20,
        }
    }
}

impl fmt::Display for Priority {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.as_i64(), formatter)
    }
}

#[expect(deprecated, reason = "deprecated values are still understood")]
impl Priority {
    /// The value that is this number, if the spec names one.
    #[must_use]
    pub fn from_wire(number: i64) -> Option<Self> {
        Some(
            match number {
                10 => Self::Soon,
                20 => Self::Later,
                _ => return None,
            },
        )
    }
}

impl<'de> Deserialize<'de> for Priority {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = i64::deserialize(deserializer)?;
        Self::from_wire(number).ok_or_else(enums::unknown)
    }
}

impl Encode for Priority {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.integer(self.as_i64(), &[]);
    }
}

impl Argument for Priority {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        to.display(&self.as_i64(), &[]);
    }
}

impl Serialize for Priority {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.as_i64())
    }
}

