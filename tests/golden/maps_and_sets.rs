// models/bag.rs

//! The schema `Bag`.

use std::collections::{BTreeMap, BTreeSet};
use apiloom_runtime::Uuid;
use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{
    Encode, Encoder, Held, Holds, Missing, ObjectEncoder, fields, serialize,
};
use super::State;
use super::arguments;

/// The schema `Bag`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Bag {
    /// The field `counts`.
    pub counts: BTreeMap<String, i64>,
    /// The field `tags`.
    pub tags: BTreeSet<String>,
    /// The field `states`.
    pub states: Option<BTreeSet<State>>,
    /// The field `deep`.
    pub deep: Option<BTreeMap<String, BTreeMap<String, BTreeSet<Uuid>>>>,
}

fields! {
    Bag {
        counts: required(0, "counts"),
        tags: required(1, "tags"),
        states: optional(2, "states"),
        deep: optional(3, "deep"),
    }
}

impl Bag {
    /// Starts with nothing given: each required field has a setter, in any order.
    pub fn builder() -> BagBuilder {
        BagBuilder::start()
    }
}

/// Makes a [`Bag`]: every required field has to be given before `build` compiles.
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct BagBuilder<
    CountsState = Missing<arguments::Counts>,
    TagsState = Missing<arguments::Tags>,
> {
    counts: CountsState,
    tags: TagsState,
    states: Option<BTreeSet<State>>,
    deep: Option<BTreeMap<String, BTreeMap<String, BTreeSet<Uuid>>>>,
}

impl BagBuilder {
    pub(crate) fn start() -> Self {
        Self {
            counts: Missing::new(),
            tags: Missing::new(),
            states: None,
            deep: None,
        }
    }
}

impl<TagsState> BagBuilder<Missing<arguments::Counts>, TagsState> {
    /// The field `counts`.
    pub fn counts(
        self,
        counts: impl Into<BTreeMap<String, i64>>,
    ) -> BagBuilder<Held<BTreeMap<String, i64>>, TagsState> {
        BagBuilder {
            counts: Held::new(counts.into()),
            tags: self.tags,
            states: self.states,
            deep: self.deep,
        }
    }
}

impl<CountsState> BagBuilder<CountsState, Missing<arguments::Tags>> {
    /// The field `tags`.
    pub fn tags(
        self,
        tags: impl Into<BTreeSet<String>>,
    ) -> BagBuilder<CountsState, Held<BTreeSet<String>>> {
        BagBuilder {
            tags: Held::new(tags.into()),
            counts: self.counts,
            states: self.states,
            deep: self.deep,
        }
    }
}

impl<CountsState, TagsState> BagBuilder<CountsState, TagsState> {
    /// The field `states`.
    pub fn states(mut self, states: impl Into<BTreeSet<State>>) -> Self {
        self.states = Some(states.into());
        self
    }

    /// The field `deep`.
    pub fn deep(
        mut self,
        deep: impl Into<BTreeMap<String, BTreeMap<String, BTreeSet<Uuid>>>>,
    ) -> Self {
        self.deep = Some(deep.into());
        self
    }

    /// Makes it of what was given.
    pub fn build(self) -> Bag
    where
        CountsState: Holds<BTreeMap<String, i64>>,
        TagsState: Holds<BTreeSet<String>>,
    {
        Bag {
            counts: self.counts.take(),
            tags: self.tags.take(),
            states: self.states,
            deep: self.deep,
        }
    }
}

impl Encode for Bag {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl Bag {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("counts", &self.counts);
        object.field("tags", &self.tags);
        object.optional("states", &self.states);
        object.optional("deep", &self.deep);
    }
}

impl Serialize for Bag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

