//! A service and its operations: from a request to an answer, whoever brings the one and takes the other.

use std::future::Future;
use std::sync::Arc;

use apiloom_runtime::BoxFuture;
use apiloom_runtime::wire::{Api, Operation};
use bytes::Bytes;
use http::{Method, Request};

use crate::reader::Reader;
use crate::route::{self, Values};
use crate::{Answer, Input, Received, Refusal, Reply, credentials};

/// What is sent in one request, if nothing else is said: 2 MiB.
const LARGEST_BODY: usize = 2 * 1024 * 1024;

type Refuse = dyn Fn(Refusal, &Request<Bytes>) -> Reply + Send + Sync;
type Handler = dyn Fn(Incoming<'_>) -> BoxFuture<'static, Reply> + Send + Sync;

/// The operations of one service. Generated code adds each of them.
pub struct Routes<S> {
    api: &'static Api,
    service: Arc<S>,
    entries: Vec<Entry>,
    refuse: Arc<Refuse>,
    pub(crate) largest_body: usize,
    is_open: bool,
}

pub(crate) struct Entry {
    pub(crate) operation: &'static Operation,
    rank: Vec<u8>,
    handler: Box<Handler>,
}

/// A request that found its operation.
struct Incoming<'r> {
    api: &'static Api,
    path: Values<'r>,
    request: &'r Request<Bytes>,
    refuse: &'r Refuse,
    is_open: bool,
}

impl<S: Send + Sync + 'static> Routes<S> {
    /// No operation yet.
    #[must_use]
    pub fn new(api: &'static Api, service: S) -> Self {
        Self {
            api,
            service: Arc::new(service),
            entries: Vec::new(),
            refuse: Arc::new(|refusal, _| refusal.into_reply()),
            largest_body: LARGEST_BODY,
            is_open: false,
        }
    }

    /// Adds an operation, and what is called for it.
    #[must_use]
    pub fn on<I, F, A>(mut self, handler: F) -> Self
    where
        I: Input,
        F: Fn(Arc<S>, I, Received) -> A + Send + Sync + 'static,
        A: Future<Output = I::Answer> + Send + 'static,
    {
        let (operation, service) = (I::operation(), Arc::clone(&self.service));
        let handler = move |incoming: Incoming<'_>| -> BoxFuture<'static, Reply> {
            match incoming.read::<I>() {
                Ok((input, received)) => {
                    let answer = handler(Arc::clone(&service), input, received);
                    Box::pin(async move { answer.await.into_reply() })
                }
                Err(refusal) => {
                    let reply = (incoming.refuse)(refusal.of(operation.name), incoming.request);
                    Box::pin(std::future::ready(reply))
                }
            }
        };
        let rank = route::rank(operation);
        self.entries.push(Entry { operation, rank, handler: Box::new(handler) });
        self
    }

    /// How requests are refused that are not what the spec says: in problem details (RFC 9457), if nothing is said.
    ///
    /// The refusal repeats nothing of the request, so that it can be shown and logged as it is. Who answers with the value
    /// that was wrong, or with the caller's identifier of the request, finds it in the request itself; its body is empty
    /// where it did not come, or is too large.
    #[must_use]
    pub fn refusals(mut self, refuse: impl Fn(Refusal, &Request<Bytes>) -> Reply + Send + Sync + 'static) -> Self {
        self.refuse = Arc::new(refuse);
        self
    }

    /// The most bytes of a body: 2 MiB, if nothing is said.
    #[must_use]
    pub fn largest_body(mut self, bytes: usize) -> Self {
        self.largest_body = bytes;
        self
    }

    /// Lets requests in without the credentials that an operation wants: a layer in front looked at them, or nobody has to.
    #[must_use]
    pub fn without_credentials(mut self) -> Self {
        self.is_open = true;
        self
    }

    /// Answers a request.
    pub async fn answer(&self, request: Request<Bytes>) -> Reply {
        let (entry, path) = match self.find(request.method(), request.uri().path()) {
            Ok(found) => found,
            Err(refusal) => return (self.refuse)(refusal, &request),
        };
        let (api, refuse, is_open) = (self.api, &*self.refuse, self.is_open);
        // The values borrow the request, and the answer must not.
        let answer = (entry.handler)(Incoming { api, path, request: &request, refuse, is_open });
        answer.await
    }

    /// The answer to a body that did not come, or is too large.
    #[cfg(feature = "router")]
    pub(crate) fn refuse_body(&self, head: http::request::Parts) -> Reply {
        (self.refuse)(Refusal::too_large(), &Request::from_parts(head, Bytes::new()))
    }

    #[cfg(feature = "router")]
    pub(crate) fn operations(&self) -> impl Iterator<Item = &'static Operation> {
        self.entries.iter().map(|entry| entry.operation)
    }

    fn find<'p>(&self, method: &Method, path: &'p str) -> Result<(&Entry, Values<'p>), Refusal> {
        let fitting: Vec<(&Entry, Values<'p>)> = self
            .entries
            .iter()
            .filter_map(|entry| route::fit(entry.operation.path, path).map(|values| (entry, values)))
            .collect();
        let of = |method: &Method| {
            let mine = fitting.iter().filter(|(entry, _)| entry.operation.method == *method);
            mine.min_by_key(|(entry, _)| &entry.rank).map(|(entry, values)| (*entry, values.clone()))
        };
        // RFC 9110 section 9.3.2: HEAD is GET whose content is not sent.
        let found = of(method).or_else(|| (*method == Method::HEAD).then(|| of(&Method::GET)).flatten());
        found.ok_or_else(|| {
            let methods: Vec<&str> = fitting.iter().map(|(entry, _)| entry.operation.method.as_str()).collect();
            if methods.is_empty() { Refusal::not_found() } else { Refusal::not_allowed(&methods) }
        })
    }
}

impl Incoming<'_> {
    fn read<I: Input>(&self) -> Result<(I, Received), Refusal> {
        let operation = I::operation();
        let mut reader = Reader::new(operation, self.api.casing, self.path.clone(), self.request);
        let (query, cookies) = (&reader.query, &reader.cookies);
        let found = credentials::find(self.api, operation, self.request.headers(), query, cookies);
        let found = if self.is_open { found.unwrap_or_default() } else { found? };
        let input = I::read(&mut reader);
        match (input, reader.refusal()) {
            (Some(input), None) => Ok((input, Received::new(self.request.clone().into_parts().0, found))),
            (_, refusal) => Err(refusal.unwrap_or_else(|| Refusal::bad(http::StatusCode::BAD_REQUEST, Vec::new()))),
        }
    }
}
