// models/code.rs

//! The schema `Code`.

use std::fmt;
use apiloom_runtime::serde::{Deserialize, Deserializer, Serialize, Serializer};
use apiloom_runtime::wire::{Argument, ArgumentWriter, Encode, Encoder, Rule};

/// The schema `Code`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(String);

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer).map(Self)
    }
}

impl Code {
    const RULES: &'static [Rule] = &[
        Rule::Length { min: 4, max: 8 },
        Rule::Pattern("^[A-Z0-9]+$"),
    ];
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

impl From<&str> for Code {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Code {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&Code> for Code {
    fn from(other: &Self) -> Self {
        other.clone()
    }
}

impl Encode for Code {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.text(self.as_str(), Self::RULES);
    }
}

impl Argument for Code {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        to.text(self.as_str(), Self::RULES);
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

// models/limits.rs

//! The schema `Limits`.

use apiloom_runtime::Presence;
use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{
    Encode, Encoder, Held, Holds, Missing, ObjectEncoder, Rule, serialize,
};
use super::arguments;

/// The schema `Limits`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Limits {
    /// The field `low`.
    pub low: i32,
    /// The field `high`.
    pub high: Option<u64>,
    /// The field `ratio`.
    pub ratio: Option<f64>,
    /// The field `name`.
    pub name: Presence<String>,
}

impl Limits {
    /// Starts with nothing given: each required field has a setter, in any order.
    pub fn builder() -> LimitsBuilder {
        LimitsBuilder::start()
    }
}

/// Makes a [`Limits`]: every required field has to be given before `build` compiles.
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct LimitsBuilder<
    LowState = Missing<arguments::Low>,
    RatioState = Missing<arguments::Ratio>,
> {
    low: LowState,
    ratio: RatioState,
    high: Option<u64>,
    name: Presence<String>,
}

impl LimitsBuilder {
    pub(crate) fn start() -> Self {
        Self {
            low: Missing::new(),
            ratio: Missing::new(),
            high: None,
            name: Presence::Absent,
        }
    }
}

impl<RatioState> LimitsBuilder<Missing<arguments::Low>, RatioState> {
    /// The field `low`.
    pub fn low(self, low: i32) -> LimitsBuilder<Held<i32>, RatioState> {
        LimitsBuilder {
            low: Held::new(low),
            ratio: self.ratio,
            high: self.high,
            name: self.name,
        }
    }
}

impl<LowState> LimitsBuilder<LowState, Missing<arguments::Ratio>> {
    /// The field `ratio`.
    pub fn ratio(
        self,
        ratio: impl Into<Option<f64>>,
    ) -> LimitsBuilder<LowState, Held<Option<f64>>> {
        LimitsBuilder {
            ratio: Held::new(ratio.into()),
            low: self.low,
            high: self.high,
            name: self.name,
        }
    }
}

impl<LowState, RatioState> LimitsBuilder<LowState, RatioState> {
    /// The field `high`.
    pub fn high(mut self, high: u64) -> Self {
        self.high = Some(high);
        self
    }

    /// The field `name`.
    pub fn name(mut self, name: impl Into<Presence<String>>) -> Self {
        self.name = name.into();
        self
    }

    /// Makes it of what was given.
    pub fn build(self) -> Limits
    where
        LowState: Holds<i32>,
        RatioState: Holds<Option<f64>>,
    {
        Limits {
            low: self.low.take(),
            ratio: self.ratio.take(),
            high: self.high,
            name: self.name,
        }
    }
}

impl Encode for Limits {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl Limits {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object
            .ruled(
                "low",
                &self.low,
                &[
                    Rule::Integer {
                        min: -2_147_483_648,
                        max: -1,
                    },
                ],
            );
        object
            .optional_ruled(
                "high",
                &self.high,
                &[
                    Rule::Integer {
                        min: 1,
                        max: 18_446_744_073_709_551_615,
                    },
                ],
            );
        object
            .ruled(
                "ratio",
                &self.ratio,
                &[
                    Rule::Number {
                        min: 0.5f64,
                        max: 1.5f64,
                    },
                ],
            );
        object
            .presence_ruled(
                "name",
                &self.name,
                &[
                    Rule::Length {
                        min: 1,
                        max: usize::MAX,
                    },
                ],
            );
    }
}

impl Serialize for Limits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

