// models/amount.rs

//! The schema `Amount`.

use apiloom_runtime::serde::{Deserialize, Deserializer, Serialize, Serializer};
use apiloom_runtime::wire::{Argument, ArgumentWriter, Encode, Encoder, Rule};

/// Cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer).map(Self)
    }
}

impl Amount {
    const RULES: &'static [Rule] = &[
        Rule::Integer {
            min: 0,
            max: 9_223_372_036_854_775_807,
        },
    ];
    /// Takes any value: what the spec says of it is checked before it is sent.
    #[must_use]
    pub fn new(value: i64) -> Self {
        Self(value)
    }

    /// The value.
    #[must_use]
    pub fn get(&self) -> i64 {
        self.0
    }
}

impl From<i64> for Amount {
    fn from(value: i64) -> Self {
        Self::new(value)
    }
}

impl Encode for Amount {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.integer(self.get(), Amount::RULES);
    }
}

impl Argument for Amount {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        to.display(&self.get(), Amount::RULES);
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

// models/day.rs

//! The schema `Day`.

use std::fmt;
use apiloom_runtime::serde::{Deserialize, Deserializer, Serialize, Serializer};
use apiloom_runtime::wire::{Argument, ArgumentWriter, Encode, Encoder, FormatKind, Rule};

/// The schema `Day`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(String);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer).map(Self)
    }
}

impl Day {
    const RULES: &'static [Rule] = &[Rule::Format(FormatKind::Date)];
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

impl From<&str> for Day {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Day {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&Day> for Day {
    fn from(other: &Self) -> Self {
        other.clone()
    }
}

impl Encode for Day {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.text(self.as_str(), Self::RULES);
    }
}

impl Argument for Day {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        to.text(self.as_str(), Self::RULES);
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

// models/flag.rs

//! The schema `Flag`.

use apiloom_runtime::serde::{Deserialize, Deserializer, Serialize, Serializer};
use apiloom_runtime::wire::{Argument, ArgumentWriter, Encode, Encoder, Rule};

/// The schema `Flag`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Flag(bool);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer).map(Self)
    }
}

impl Flag {
    const RULES: &'static [Rule] = &[];
    /// Takes any value: what the spec says of it is checked before it is sent.
    #[must_use]
    pub fn new(value: bool) -> Self {
        Self(value)
    }

    /// The value.
    #[must_use]
    pub fn get(&self) -> bool {
        self.0
    }
}

impl From<bool> for Flag {
    fn from(value: bool) -> Self {
        Self::new(value)
    }
}

impl Encode for Flag {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.boolean(self.get());
    }
}

impl Argument for Flag {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        to.display(&self.get(), Flag::RULES);
    }
}

impl Serialize for Flag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

// models/order_id.rs

//! The schema `OrderId`.

use std::fmt;
use apiloom_runtime::serde::{Deserialize, Deserializer, Serialize, Serializer};
use apiloom_runtime::wire::{Argument, ArgumentWriter, Encode, Encoder, FormatKind, Rule};

/// The schema `OrderId`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrderId(String);

impl<'de> Deserialize<'de> for OrderId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer).map(Self)
    }
}

impl OrderId {
    const RULES: &'static [Rule] = &[Rule::Format(FormatKind::Uuid)];
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

impl From<&str> for OrderId {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for OrderId {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&OrderId> for OrderId {
    fn from(other: &Self) -> Self {
        other.clone()
    }
}

impl Encode for OrderId {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.text(self.as_str(), Self::RULES);
    }
}

impl Argument for OrderId {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        to.text(self.as_str(), Self::RULES);
    }
}

impl fmt::Display for OrderId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Serialize for OrderId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

// models/ratio.rs

//! The schema `Ratio`.

use apiloom_runtime::serde::{Deserialize, Deserializer, Serialize, Serializer};
use apiloom_runtime::wire::{Argument, ArgumentWriter, Encode, Encoder, Rule};

/// The schema `Ratio`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Ratio(f64);

impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer).map(Self)
    }
}

impl Ratio {
    const RULES: &'static [Rule] = &[
        Rule::Number {
            min: 0f64,
            max: 1f64,
        },
    ];
    /// Takes any value: what the spec says of it is checked before it is sent.
    #[must_use]
    pub fn new(value: f64) -> Self {
        Self(value)
    }

    /// The value.
    #[must_use]
    pub fn get(&self) -> f64 {
        self.0
    }
}

impl From<f64> for Ratio {
    fn from(value: f64) -> Self {
        Self::new(value)
    }
}

impl Encode for Ratio {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.number(self.get(), Ratio::RULES);
    }
}

impl Argument for Ratio {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        to.display(&self.get(), Ratio::RULES);
    }
}

impl Serialize for Ratio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

