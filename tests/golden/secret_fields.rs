// models/key.rs

//! The schema `Key`.

use apiloom_runtime::Secret;
use apiloom_runtime::serde::{Deserialize, Deserializer};
use apiloom_runtime::wire::{Argument, ArgumentWriter, Encode, Encoder, Rule};

/// The schema `Key`.
#[derive(Clone, Debug, PartialEq)]
pub struct Key(Secret<String>);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer).map(Self)
    }
}

impl Key {
    const RULES: &'static [Rule] = &[];
    /// Takes any text: what the spec says of it is checked before it is sent.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Secret::new(text.into()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&Key> for Key {
    fn from(other: &Self) -> Self {
        other.clone()
    }
}

impl Encode for Key {
    fn encode(&self, to: &mut Encoder<'_>) {
        struct Hidden<'h>(&'h Key);
        impl Encode for Hidden<'_> {
            fn encode(&self, to: &mut Encoder<'_>) {
                to.text(self.0.as_str(), Key::RULES);
            }
        }
        to.secret(&Hidden(self));
    }
}

impl Argument for Key {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        struct Hidden<'h>(&'h Key);
        impl Argument for Hidden<'_> {
            fn write(&self, to: &mut ArgumentWriter<'_>) {
                to.text(self.0.as_str(), Key::RULES);
            }
        }
        to.secret(&Hidden(self));
    }
}

// models/login.rs

//! The schema `Login`.

use apiloom_runtime::{Secret, Url};
use apiloom_runtime::wire::{Encode, Encoder, ObjectEncoder, fields};
use super::Key;

/// The schema `Login`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Login {
    /// The field `key`.
    pub key: Key,
    /// The field `pin`.
    pub pin: Option<Secret<i32>>,
    /// The field `link`.
    pub link: Option<Secret<Url>>,
}

fields! {
    Login {
        key: required(0, "key"),
        pin: optional(1, "pin"),
        link: optional(2, "link"),
    }
}

impl Login {
    /// Makes one; what is optional has a setter.
    #[must_use]
    pub fn new(key: impl Into<Key>) -> Self {
        Self {
            key: key.into(),
            pin: None,
            link: None,
        }
    }

    /// The field `pin`.
    #[must_use]
    pub fn pin(mut self, pin: impl Into<Secret<i32>>) -> Self {
        self.pin = Some(pin.into());
        self
    }

    /// The field `link`.
    #[must_use]
    pub fn link(mut self, link: impl Into<Secret<Url>>) -> Self {
        self.link = Some(link.into());
        self
    }
}

impl Encode for Login {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl Login {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("key", &self.key);
        object.optional("pin", &self.pin);
        object.optional("link", &self.link);
    }
}

