//! What an operation is given, and the types that it may be given in.

use std::collections::BTreeSet;

use apiloom_runtime::serde::de::DeserializeOwned;
use apiloom_runtime::wire::{Argument, Operation};

use crate::Answer;
use crate::reader::Reader;

/// Everything that a request of one operation holds, decoded. Generated code implements it.
pub trait Input: Sized + Send + Sync + 'static {
    /// What the operation answers.
    type Answer: Answer;

    /// What the spec says about the operation.
    fn operation() -> &'static Operation;

    /// Reads a request. None where something was reported.
    fn read(reader: &mut Reader<'_>) -> Option<Self>;
}

/// An input of which a mock can be told what is required: one value, or a tuple of several.
pub trait Positional: Input {
    /// What is required, in the order of the spec.
    type Given: Send + Sync + 'static;

    /// Whether an input has it.
    fn has(&self, given: &Self::Given) -> bool;

    /// The same in words, secrets left out: `report_id is ReportId("..")`.
    fn describe(given: &Self::Given) -> String;
}

/// A list or a set, made of the texts of a parameter.
pub trait Several: Argument + Sized {
    /// What it holds.
    type Item: DeserializeOwned;

    /// Makes it of its items.
    fn of(items: Vec<Self::Item>) -> Self;
}

impl<T: DeserializeOwned + Argument> Several for Vec<T> {
    type Item = T;

    fn of(items: Vec<T>) -> Self {
        items
    }
}

impl<T: DeserializeOwned + Argument + Ord> Several for BTreeSet<T> {
    type Item = T;

    fn of(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}
