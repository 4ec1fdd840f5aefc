//! A mock that answers, and remembers what it was asked.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use apiloom_runtime::TransportError;
use apiloom_runtime::wire::{Api, Operation};
use bytes::Bytes;
use http::Request;

use super::board::read;
use super::when::Condition;
use crate::{Answer, Input, Reply};

pub(super) type Then<I> = Box<dyn Fn(&I) -> Result<<I as Input>::Answer, TransportError> + Send + Sync>;

/// One mock. Clones share what they remember.
pub struct Stub<I: Input>(Arc<Inner<I>>);

struct Inner<I: Input> {
    conditions: Vec<Condition<I>>,
    words: String,
    times: Option<usize>,
    then: Then<I>,
    calls: Mutex<Vec<Arc<I>>>,
}

/// A mock of whatever operation.
pub(super) trait AnyStub: Send + Sync {
    fn operation(&self) -> &'static Operation;

    /// None where the request is not for this mock.
    fn answer(&self, api: &'static Api, request: &Request<Bytes>, path: &str) -> Option<Result<Reply, TransportError>>;

    /// When it answers, and how often it did.
    fn describe(&self) -> String;

    /// What is missing, where it was not called as often as it was to be.
    fn shortfall(&self) -> Option<String>;
}

impl<I: Input> Stub<I> {
    pub(super) fn new(conditions: Vec<Condition<I>>, words: String, times: Option<usize>, then: Then<I>) -> Self {
        Self(Arc::new(Inner { conditions, words, times, then, calls: Mutex::default() }))
    }

    /// What it was asked, each call with everything that was in it.
    #[must_use]
    pub fn calls(&self) -> Vec<Arc<I>> {
        self.0.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How often it was asked.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.calls.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl<I: Input> AnyStub for Stub<I> {
    fn operation(&self) -> &'static Operation {
        I::operation()
    }

    fn answer(&self, api: &'static Api, request: &Request<Bytes>, path: &str) -> Option<Result<Reply, TransportError>> {
        let input = read::<I>(api, request, path).ok()?;
        if !self.0.conditions.iter().all(|holds| holds(&input)) {
            return None;
        }
        let input = Arc::new(input);
        {
            // Looked at and counted at once: two calls at the same time are two.
            let mut calls = self.0.calls.lock().unwrap_or_else(PoisonError::into_inner);
            if self.0.times.is_some_and(|times| calls.len() >= times) {
                return None;
            }
            calls.push(Arc::clone(&input));
        }
        let answer = (self.0.then)(&input).map(Answer::into_reply);
        Some(answer.and_then(|reply| match reply.mistake() {
            // Whoever wrote the mock is told what is wrong with it.
            Some(mistake) => {
                let name = self.operation().name;
                Err(TransportError::unusable(format!("the mock of `{name}` cannot answer: {mistake}")))
            }
            None => Ok(reply),
        }))
    }

    fn describe(&self) -> String {
        let wanted = self.0.times.map(|times| format!(" of {times}")).unwrap_or_default();
        format!("when {} (called {}{wanted} times)", self.0.words, self.count())
    }

    fn shortfall(&self) -> Option<String> {
        let (called, wanted) = (self.count(), self.0.times.unwrap_or(1));
        (called < wanted)
            .then(|| format!("`{}` when {}: called {called} times, not {wanted}", self.operation().name, self.0.words))
    }
}

impl<I: Input> Clone for Stub<I> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<I: Input> fmt::Debug for Stub<I> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Stub(`{}` {})", I::operation().name, self.describe())
    }
}
