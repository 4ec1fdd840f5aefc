// models/pet.rs

//! The schema `Pet`.

use apiloom_runtime::UnknownVariant;
use apiloom_runtime::serde::{Deserialize, Deserializer, Serialize, Serializer};
use apiloom_runtime::wire::{Casing, Constant, Encode, Encoder, Tagged, serialize};
use super::{Cat, Dog};

/// An animal.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Pet {
    /// `cat`
    Cat(Box<Cat>),
    /// `guide-dog`
    GuideDog(Box<Dog>),
    /// A member that the spec does not name, kept as it was received.
    Unknown(UnknownVariant),
}

impl<'de> Deserialize<'de> for Pet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let object = Tagged::read(deserializer, "kind", Casing::Exact)?;
        match object.find(&["cat", "guide-dog"]) {
            Some(0) => object.decode().map(Box::new).map(Self::Cat),
            Some(1) => object.decode().map(Box::new).map(Self::GuideDog),
            _ => Ok(Self::Unknown(object.into_unknown())),
        }
    }
}

impl Encode for Pet {
    fn encode(&self, to: &mut Encoder<'_>) {
        match self {
            Self::Cat(member) => {
                let mut object = to.object();
                object.constant("kind", Constant::Text("cat"));
                member.encode_fields(&mut object);
                object.end();
            }
            Self::GuideDog(member) => {
                let mut object = to.object();
                object.constant("kind", Constant::Text("guide-dog"));
                member.encode_fields(&mut object);
                object.end();
            }
            Self::Unknown(unknown) => unknown.encode(to),
        }
    }
}

impl Serialize for Pet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

