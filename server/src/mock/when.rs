//! A mock that is being described.

use std::sync::Arc;

use apiloom_runtime::TransportError;

use super::board::Board;
use super::stub::{Stub, Then};
use crate::{Input, Positional};

pub(super) type Condition<I> = Box<dyn Fn(&I) -> bool + Send + Sync>;

/// Which calls of an operation a mock answers: all of them, until something is said.
#[must_use = "a mock answers nothing until it is told what"]
pub struct When<I> {
    board: Board,
    conditions: Vec<Condition<I>>,
    words: Vec<String>,
    times: Option<usize>,
}

impl<I: Input> When<I> {
    pub(super) fn new(board: Board) -> Self {
        Self { board, conditions: Vec::new(), words: Vec::new(), times: None }
    }

    /// Only calls with this for what the operation requires: one value, or several as a tuple, in the order of the spec.
    pub fn when(mut self, given: impl Into<I::Given>) -> Self
    where
        I: Positional,
    {
        let given = given.into();
        self.words.push(I::describe(&given));
        self.conditions.push(Box::new(move |input| input.has(&given)));
        self
    }

    /// Only calls for which this holds.
    pub fn matching(mut self, condition: impl Fn(&I) -> bool + Send + Sync + 'static) -> Self {
        self.words.push("a condition holds".to_owned());
        self.conditions.push(Box::new(condition));
        self
    }

    /// Answers so many calls and no more, and wants to be called as often: then the next mock that fits is asked.
    pub fn times(mut self, times: usize) -> Self {
        self.times = Some(times);
        self
    }

    /// Answers with this: a value of the operation's success, or any of its declared answers, or anything else.
    #[must_use = "what it is told stands in any case; it tells what it was asked"]
    pub fn then(self, answer: impl Into<I::Answer>) -> Stub<I> {
        let answer = answer.into();
        self.finish(Box::new(move |_| Ok(answer.clone())))
    }

    /// Answers with what is made of the input.
    #[must_use = "what it is told stands in any case; it tells what it was asked"]
    pub fn then_with<A: Into<I::Answer>>(self, answer: impl Fn(&I) -> A + Send + Sync + 'static) -> Stub<I> {
        self.finish(Box::new(move |input| Ok(answer(input).into())))
    }

    /// Does not answer, but fails as a network does.
    #[must_use = "what it is told stands in any case; it tells what it was asked"]
    pub fn then_fails(self, error: TransportError) -> Stub<I> {
        self.finish(Box::new(move |_| Err(error.clone())))
    }

    fn finish(self, then: Then<I>) -> Stub<I> {
        let Self { board, conditions, words, times } = self;
        let words = if words.is_empty() { "whatever it is given".to_owned() } else { words.join(" and ") };
        let stub = Stub::new(conditions, words, times, then);
        board.push(Arc::new(stub.clone()));
        stub
    }
}

impl<I> std::fmt::Debug for When<I> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "When({})", self.words.join(" and "))
    }
}
