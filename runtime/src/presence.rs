//! Values that may be absent, null or present, the three kept apart.

use serde::{Deserialize, Deserializer};

/// A field of the type `T | null?`: leaving it out and sending null are different wishes, as in a
/// merge patch (RFC 7396), where null removes and absence keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Presence<T> {
    /// Not in the object at all.
    #[default]
    Absent,
    /// There, and null.
    Null,
    /// There, with a value.
    Present(T),
}

impl<T> Presence<T> {
    /// The same state with a borrowed value.
    pub fn as_ref(&self) -> Presence<&T> {
        match self {
            Self::Absent => Presence::Absent,
            Self::Null => Presence::Null,
            Self::Present(value) => Presence::Present(value),
        }
    }

    /// The value, if there is one.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Present(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value by move, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Present(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether the field is left out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the field is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Presence<T> {
    fn from(value: T) -> Self {
        Self::Present(value)
    }
}

/// Reads null and values; with `#[serde(default)]` on the field a missing one is
/// [`Absent`](Presence::Absent).
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Presence<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|value| value.map_or(Self::Null, Self::Present))
    }
}
