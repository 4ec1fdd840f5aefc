// models/note.rs

//! The schema `Note`.

use apiloom_runtime::Presence;
use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{
    Encode, Encoder, Held, Holds, Missing, ObjectEncoder, fields, serialize,
};
use super::arguments;

/// The schema `Note`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Note {
    /// The field `there`.
    pub there: String,
    /// The field `absent`.
    pub absent: Option<String>,
    /// The field `null`.
    pub null: Option<String>,
    /// The field `both`.
    pub both: Presence<String>,
    /// The field `items`.
    pub items: Vec<Option<String>>,
}

fields! {
    Note {
        there: required(0, "there"),
        absent: optional(1, "absent"),
        null: required(2, "null"),
        both: optional(3, "both"),
        items: required(4, "items"),
    }
}

impl Note {
    /// Starts with nothing given: each required field has a setter, in any order.
    pub fn builder() -> NoteBuilder {
        NoteBuilder::start()
    }
}

/// Makes a [`Note`]: every required field has to be given before `build` compiles.
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct NoteBuilder<
    ThereState = Missing<arguments::There>,
    NullState = Missing<arguments::Null>,
    ItemsState = Missing<arguments::Items>,
> {
    there: ThereState,
    null: NullState,
    items: ItemsState,
    absent: Option<String>,
    both: Presence<String>,
}

impl NoteBuilder {
    pub(crate) fn start() -> Self {
        Self {
            there: Missing::new(),
            null: Missing::new(),
            items: Missing::new(),
            absent: None,
            both: Presence::Absent,
        }
    }
}

impl<
    NullState,
    ItemsState,
> NoteBuilder<Missing<arguments::There>, NullState, ItemsState> {
    /// The field `there`.
    pub fn there(
        self,
        there: impl Into<String>,
    ) -> NoteBuilder<Held<String>, NullState, ItemsState> {
        NoteBuilder {
            there: Held::new(there.into()),
            null: self.null,
            items: self.items,
            absent: self.absent,
            both: self.both,
        }
    }
}

impl<
    ThereState,
    ItemsState,
> NoteBuilder<ThereState, Missing<arguments::Null>, ItemsState> {
    /// The field `null`.
    pub fn null(
        self,
        null: impl Into<Option<String>>,
    ) -> NoteBuilder<ThereState, Held<Option<String>>, ItemsState> {
        NoteBuilder {
            null: Held::new(null.into()),
            there: self.there,
            items: self.items,
            absent: self.absent,
            both: self.both,
        }
    }
}

impl<
    ThereState,
    NullState,
> NoteBuilder<ThereState, NullState, Missing<arguments::Items>> {
    /// The field `items`.
    pub fn items(
        self,
        items: impl Into<Vec<Option<String>>>,
    ) -> NoteBuilder<ThereState, NullState, Held<Vec<Option<String>>>> {
        NoteBuilder {
            items: Held::new(items.into()),
            there: self.there,
            null: self.null,
            absent: self.absent,
            both: self.both,
        }
    }
}

impl<ThereState, NullState, ItemsState> NoteBuilder<ThereState, NullState, ItemsState> {
    /// The field `absent`.
    pub fn absent(mut self, absent: impl Into<String>) -> Self {
        self.absent = Some(absent.into());
        self
    }

    /// The field `both`.
    pub fn both(mut self, both: impl Into<Presence<String>>) -> Self {
        self.both = both.into();
        self
    }

    /// Makes it of what was given.
    pub fn build(self) -> Note
    where
        ThereState: Holds<String>,
        NullState: Holds<Option<String>>,
        ItemsState: Holds<Vec<Option<String>>>,
    {
        Note {
            there: self.there.take(),
            null: self.null.take(),
            items: self.items.take(),
            absent: self.absent,
            both: self.both,
        }
    }
}

impl Encode for Note {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl Note {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("there", &self.there);
        object.optional("absent", &self.absent);
        object.field("null", &self.null);
        object.presence("both", &self.both);
        object.field("items", &self.items);
    }
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

