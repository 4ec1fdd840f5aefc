// models/outer.rs

//! The schema `Outer`.

use std::collections::BTreeMap;
use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{Encode, Encoder, ObjectEncoder, serialize};
use super::{Item, Pair};

/// The schema `Outer`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Outer {
    /// The field `pair`.
    pub pair: Pair<Item, BTreeMap<String, i32>>,
}

impl Outer {
    /// Makes one; what is optional has a setter.
    #[must_use]
    pub fn new(pair: impl Into<Pair<Item, BTreeMap<String, i32>>>) -> Self {
        Self { pair: pair.into() }
    }
}

impl Encode for Outer {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl Outer {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("pair", &self.pair);
    }
}

impl Serialize for Outer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

// models/pair.rs

//! The schema `Pair`.

use std::marker::PhantomData;
use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{
    Encode, Encoder, Held, Holds, Missing, ObjectEncoder, fields, serialize,
};
use super::arguments;

/// The schema `Pair`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Pair<A, B> {
    /// The field `first`.
    pub first: A,
    /// The field `second`.
    pub second: B,
    /// The field `more`.
    pub more: Option<Vec<A>>,
}

fields! {
    Pair::<A, B> {
        first: required(0, "first"),
        second: required(1, "second"),
        more: optional(2, "more"),
    }
}

impl<A, B> Pair<A, B> {
    /// Starts with nothing given: each required field has a setter, in any order.
    pub fn builder() -> PairBuilder<A, B> {
        PairBuilder::start()
    }
}

/// Makes a [`Pair`]: every required field has to be given before `build` compiles.
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct PairBuilder<
    A,
    B,
    FirstState = Missing<arguments::First>,
    SecondState = Missing<arguments::Second>,
> {
    first: FirstState,
    second: SecondState,
    more: Option<Vec<A>>,
    made_: PhantomData<fn() -> Pair<A, B>>,
}

impl<A, B> PairBuilder<A, B> {
    pub(crate) fn start() -> Self {
        Self {
            first: Missing::new(),
            second: Missing::new(),
            more: None,
            made_: PhantomData,
        }
    }
}

impl<A, B, SecondState> PairBuilder<A, B, Missing<arguments::First>, SecondState> {
    /// The field `first`.
    pub fn first(self, first: A) -> PairBuilder<A, B, Held<A>, SecondState> {
        PairBuilder {
            first: Held::new(first),
            second: self.second,
            more: self.more,
            made_: PhantomData,
        }
    }
}

impl<A, B, FirstState> PairBuilder<A, B, FirstState, Missing<arguments::Second>> {
    /// The field `second`.
    pub fn second(self, second: B) -> PairBuilder<A, B, FirstState, Held<B>> {
        PairBuilder {
            second: Held::new(second),
            first: self.first,
            more: self.more,
            made_: PhantomData,
        }
    }
}

impl<A, B, FirstState, SecondState> PairBuilder<A, B, FirstState, SecondState> {
    /// The field `more`.
    pub fn more(mut self, more: Vec<A>) -> Self {
        self.more = Some(more);
        self
    }

    /// Makes it of what was given.
    pub fn build(self) -> Pair<A, B>
    where
        FirstState: Holds<A>,
        SecondState: Holds<B>,
    {
        Pair {
            first: self.first.take(),
            second: self.second.take(),
            more: self.more,
        }
    }
}

impl<A: Encode, B: Encode> Encode for Pair<A, B> {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl<A: Encode, B: Encode> Pair<A, B> {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("first", &self.first);
        object.field("second", &self.second);
        object.optional("more", &self.more);
    }
}

impl<A: Encode + Serialize, B: Encode + Serialize> Serialize for Pair<A, B> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

