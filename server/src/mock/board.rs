//! All mocks of one API, and the transport that asks them.

use std::sync::{Arc, Mutex, PoisonError};

use apiloom_runtime::wire::Api;
use apiloom_runtime::{Body, BoxFuture, Transport, TransportError};
use bytes::Bytes;
use http::{Method, Request, Response};

use super::report::{Unmatched, Unverified};
use super::stub::AnyStub;
use super::when::When;
use crate::reader::Reader;
use crate::{Input, route};

/// The mocks of one API. Generated code holds one, and has a method for each operation.
#[derive(Clone)]
pub struct Board(Arc<Inner>);

pub(super) struct Inner {
    pub(super) api: &'static Api,
    stubs: Mutex<Vec<Arc<dyn AnyStub>>>,
    unmatched: Mutex<Vec<Unmatched>>,
    /// Reads a request of each operation, so that it can be shown what came.
    operations: Vec<Known>,
}

struct Known {
    operation: &'static apiloom_runtime::wire::Operation,
    describe: fn(&'static Api, &Request<Bytes>, &str) -> String,
}

impl Board {
    /// No operation yet, and no mock.
    #[must_use]
    pub fn new(api: &'static Api) -> Self {
        Self(Arc::new(Inner { api, stubs: Mutex::default(), unmatched: Mutex::default(), operations: Vec::new() }))
    }

    /// Makes an operation known, before any mock is made.
    #[must_use]
    pub fn knows<I: Input + std::fmt::Debug>(mut self) -> Self {
        let known = Known { operation: I::operation(), describe: describe::<I> };
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            inner.operations.push(known);
        }
        self
    }

    /// Begins a mock of an operation.
    pub fn when<I: Input>(&self) -> When<I> {
        When::new(self.clone())
    }

    /// Whether every call was answered by a mock, and every mock was called as often as it was to be.
    ///
    /// # Errors
    ///
    /// What was not.
    pub fn verify(&self) -> Result<(), Unverified> {
        let stubs = self.0.stubs.lock().unwrap_or_else(PoisonError::into_inner);
        Unverified::of(self.unmatched(), stubs.iter().filter_map(|stub| stub.shortfall()).collect())
    }

    /// The calls that no mock answered.
    #[must_use]
    pub fn unmatched(&self) -> Vec<Unmatched> {
        self.0.unmatched.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn push(&self, stub: Arc<dyn AnyStub>) {
        self.0.stubs.lock().unwrap_or_else(PoisonError::into_inner).push(stub);
    }

    fn answer(&self, request: &Request<Bytes>) -> Result<Response<Body>, TransportError> {
        let path = request.uri().path();
        let Some(known) = self.find(request.method(), path) else {
            return Err(TransportError::unusable(format!("no operation is {} {path}", request.method())));
        };
        let stubs: Vec<Arc<dyn AnyStub>> = {
            let all = self.0.stubs.lock().unwrap_or_else(PoisonError::into_inner);
            all.iter().filter(|stub| stub.operation().name == known.operation.name).cloned().collect()
        };
        if let Some(answer) = stubs.iter().find_map(|stub| stub.answer(self.0.api, request, path)) {
            return answer.map(Into::into);
        }
        let called = (known.describe)(self.0.api, request, path);
        let unmatched =
            Unmatched::new(known.operation.name, called, stubs.iter().map(|stub| stub.describe()).collect());
        let error = TransportError::unusable(unmatched.to_string());
        self.0.unmatched.lock().unwrap_or_else(PoisonError::into_inner).push(unmatched);
        Err(error)
    }

    fn find(&self, method: &Method, path: &str) -> Option<&Known> {
        let mine = self.0.operations.iter().filter(|known| known.operation.method == *method);
        let fitting = mine.filter(|known| route::fit(known.operation.path, path).is_some());
        fitting.min_by_key(|known| route::rank(known.operation))
    }
}

/// The input in a request; none where it is not what the spec says.
pub(super) fn read<I: Input>(api: &'static Api, request: &Request<Bytes>, path: &str) -> Result<I, String> {
    let operation = I::operation();
    let values = route::fit(operation.path, path).unwrap_or_default();
    let mut reader = Reader::new(operation, api.casing, values, request);
    match (I::read(&mut reader), reader.refusal()) {
        (Some(input), None) => Ok(input),
        (_, refusal) => Err(refusal.map(|refusal| refusal.to_string()).unwrap_or_default()),
    }
}

fn describe<I: Input + std::fmt::Debug>(api: &'static Api, request: &Request<Bytes>, path: &str) -> String {
    match read::<I>(api, request, path) {
        Ok(input) => format!("{input:?}"),
        Err(refusal) => format!("what is no request of it: {refusal}"),
    }
}

impl Transport for Board {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(std::future::ready(self.answer(&request)))
    }
}

impl std::fmt::Debug for Board {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let stubs = self.0.stubs.lock().unwrap_or_else(PoisonError::into_inner).len();
        write!(formatter, "Board({stubs} mocks of {})", self.0.api.name)
    }
}
