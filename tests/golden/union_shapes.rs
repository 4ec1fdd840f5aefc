// models/block.rs

//! The schema `Block`.

use apiloom_runtime::UnknownShape;
use apiloom_runtime::serde::{Deserialize, Deserializer, Serialize, Serializer};
use apiloom_runtime::wire::{Casing, Constant, Encode, Encoder, Shaped, Sign, serialize};
use super::{ImageBlock, NumberBlock, OtherBlock, QuoteBlock, TextBlock};

/// The schema `Block`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Block {
    /// `text`
    Text(Box<TextBlock>),
    /// `image`
    Image(Box<ImageBlock>),
    /// `number`
    Number(Box<NumberBlock>),
    /// `quote`
    Quote(Box<QuoteBlock>),
    /// `other`
    Other(Box<OtherBlock>),
    /// A member that the spec does not name, kept as it was received.
    Unknown(UnknownShape),
}

impl<'de> Deserialize<'de> for Block {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Shaped::read(deserializer, Casing::Exact)?;
        match value
            .find(
                &[
                    Sign::Values(&["kind"], &[Constant::Text("text")]),
                    Sign::Values(&["kind"], &[Constant::Text("image")]),
                    Sign::Values(&["kind"], &[Constant::Integer(2)]),
                    Sign::Field(&["quote", "cite"]),
                    Sign::Values(
                        &["form"],
                        &[Constant::Text("round"), Constant::Text("square")],
                    ),
                ],
            )
        {
            Some(0) => value.decode().map(Box::new).map(Self::Text),
            Some(1) => value.decode().map(Box::new).map(Self::Image),
            Some(2) => value.decode().map(Box::new).map(Self::Number),
            Some(3) => value.decode().map(Box::new).map(Self::Quote),
            Some(4) => value.decode().map(Box::new).map(Self::Other),
            _ => value.into_unknown().map(Self::Unknown),
        }
    }
}

impl Encode for Block {
    fn encode(&self, to: &mut Encoder<'_>) {
        match self {
            Self::Text(member) => member.encode(to),
            Self::Image(member) => member.encode(to),
            Self::Number(member) => member.encode(to),
            Self::Quote(member) => member.encode(to),
            Self::Other(member) => member.encode(to),
            Self::Unknown(unknown) => unknown.encode(to),
        }
    }
}

impl Serialize for Block {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

// models/content.rs

//! The schema `Content`.

use apiloom_runtime::UnknownShape;
use apiloom_runtime::serde::{Deserialize, Deserializer, Serialize, Serializer};
use apiloom_runtime::wire::{Casing, Encode, Encoder, Kind, Shaped, Sign, serialize};
use super::Draft;

/// What a message says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Content {
    /// `text`
    Text(String),
    /// `size`
    Size(f64),
    /// `sent`
    Sent(bool),
    /// `list`
    List(Vec<Content>),
    /// `draft`
    Draft(Box<Draft>),
    /// A member that the spec does not name, kept as it was received.
    Unknown(UnknownShape),
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Shaped::read(deserializer, Casing::Exact)?;
        match value
            .find(
                &[
                    Sign::Kinds(&[Kind::Text]),
                    Sign::Kinds(&[Kind::Number]),
                    Sign::Kinds(&[Kind::Boolean]),
                    Sign::Kinds(&[Kind::List]),
                    Sign::Kinds(&[Kind::Object]),
                ],
            )
        {
            Some(0) => value.decode().map(Self::Text),
            Some(1) => value.decode().map(Self::Size),
            Some(2) => value.decode().map(Self::Sent),
            Some(3) => value.decode().map(Self::List),
            Some(4) => value.decode().map(Box::new).map(Self::Draft),
            _ => value.into_unknown().map(Self::Unknown),
        }
    }
}

impl Encode for Content {
    fn encode(&self, to: &mut Encoder<'_>) {
        match self {
            Self::Text(member) => member.encode(to),
            Self::Size(member) => member.encode(to),
            Self::Sent(member) => member.encode(to),
            Self::List(member) => member.encode(to),
            Self::Draft(member) => member.encode(to),
            Self::Unknown(unknown) => unknown.encode(to),
        }
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

