//! A transport without sockets, for tests.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{Request, Response, StatusCode};

use crate::body::Body;
use crate::transport::{BoxFuture, Transport, TransportError};

type Answerer = dyn Fn(&Request<Bytes>) -> Result<Response<Body>, TransportError> + Send + Sync;

/// A service in memory: it answers requests as a function says, and remembers them. Clones share what they remember.
///
/// ```
/// use apiloom_runtime::{InMemory, http::Response};
///
/// let service = InMemory::new(|request| match request.uri().path() {
///     "/v1/reports" => Ok(InMemory::json(200, r#"{"Value": []}"#)),
///     _ => Ok(InMemory::json(404, r#"{"Message": "no such thing"}"#)),
/// });
/// // let client = Client::builder() ... .transport(service.clone()).build()?;
/// assert!(service.requests().is_empty());
/// ```
#[derive(Clone)]
pub struct InMemory(Arc<Inner>);

struct Inner {
    answerer: Box<Answerer>,
    requests: Mutex<Vec<Request<Bytes>>>,
}

impl InMemory {
    /// Answers each request with what the function makes of it.
    pub fn new(
        answer: impl Fn(&Request<Bytes>) -> Result<Response<Body>, TransportError> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Inner { answerer: Box::new(answer), requests: Mutex::default() }))
    }

    /// Answers the first request with the first of these, the second with the second; there is no connection for those
    /// that come after the last.
    pub fn in_turn(answers: impl IntoIterator<Item = Result<Response<Body>, TransportError>>) -> Self {
        let answers: Mutex<std::collections::VecDeque<_>> = Mutex::new(answers.into_iter().collect());
        Self::new(move |_| {
            let next = answers.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            next.unwrap_or_else(|| Err(TransportError::connect("the service in memory has no more answers")))
        })
    }

    /// A JSON answer.
    ///
    /// # Panics
    ///
    /// If the status is not one (100 to 999).
    pub fn json(status: u16, body: impl Into<Bytes>) -> Response<Body> {
        let mut answer = Response::new(Body::new(body));
        #[expect(clippy::expect_used, reason = "a test that names no status is to fail")]
        let status = StatusCode::from_u16(status).expect("a status code has three digits");
        *answer.status_mut() = status;
        let json = http::HeaderValue::from_static("application/json");
        answer.headers_mut().insert(http::header::CONTENT_TYPE, json);
        answer
    }

    /// Every request so far, with everything in it: credentials too.
    #[must_use]
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.0.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Transport for InMemory {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let answer = (self.0.answerer)(&request);
        self.0.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        Box::pin(std::future::ready(answer))
    }
}

impl fmt::Debug for InMemory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "InMemory({} requests)", self.requests().len())
    }
}
