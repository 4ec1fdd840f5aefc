//! An API of a few operations, and a transport that remembers and answers.

use std::sync::{Arc, LazyLock, Mutex};

use apiloom_runtime::wire::Answer;
use apiloom_runtime::wire::{
    Api, Call, Casing, ClientCore, Declared, Envelope, HeaderSource, Operation, Parameter, Repeat, Security, Segment,
    Server, Settings, StatusKey, is_declared,
};
use apiloom_runtime::{
    AccessToken, Body, BoxFuture, Bytes, Error, ErrorBody, Method, Retry, Transport, TransportError, http,
};
use serde::Deserialize;

pub(crate) static API: Api = Api { name: "Test API", version: "1.0", casing: Casing::Any, security: Security::Bearer };

pub(crate) static PARTNER: Server =
    Server { name: "partner", url: "https://api.example.com/v1/", audience: "https://audience", ..Server::NEW };

pub(crate) static RESUME: Operation = Operation {
    name: "resume_report",
    method: Method::PUT,
    template: "/Report/resume/{reportId}",
    path: &[Segment::Literal("/Report/resume/"), Segment::Parameter(0)],
    parameters: &[Parameter::path("reportId")],
    headers: &[("Content-Type", HeaderSource::Constant("application/json")), ("X-Correlation", HeaderSource::Uuid)],
    responses: &[
        Declared { status: StatusKey::Code(200), schema: "Report", message: &[] },
        Declared { status: StatusKey::Code(404), schema: "Failure", message: &["Message"] },
        Declared { status: StatusKey::Class(4), schema: "Failure", message: &["x", "error.text"] },
    ],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

pub(crate) static LIST: Operation = Operation {
    name: "list_reports",
    template: "/Report",
    path: &[Segment::Literal("/Report")],
    responses: &[Declared { status: StatusKey::Code(200), ..Declared::NEW }],
    none: Some(404),
    none_check: Some(is_declared::<Failure>),
    ..Operation::NEW
};

#[derive(Clone, Debug, Deserialize, PartialEq)]
pub(crate) struct Report {
    #[serde(rename = "ReportId")]
    pub(crate) id: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
pub(crate) struct Failure {
    #[serde(rename = "Message")]
    pub(crate) message: Option<String>,
}

impl ErrorBody for Failure {
    const SCHEMA: &'static str = "Failure";
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Wrapped {
    #[serde(rename = "Value")]
    pub(crate) value: Vec<Report>,
    #[serde(rename = "StatusCode")]
    pub(crate) status: Option<i64>,
    #[serde(rename = "Message")]
    pub(crate) message: Option<String>,
}

impl Envelope for Wrapped {
    type Item = Report;

    fn take_items(&mut self) -> Vec<Report> {
        std::mem::take(&mut self.value)
    }

    fn status(&self) -> Option<i64> {
        self.status
    }

    fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }
}

/// Remembers every request, and gives the same answer to each.
#[derive(Clone)]
pub(crate) struct Recorder {
    pub(crate) requests: Arc<Mutex<Vec<http::Request<Bytes>>>>,
    answer: Arc<http::Response<Bytes>>,
}

impl Recorder {
    pub(crate) fn answering(status: u16, content_type: &str, body: &str) -> Self {
        let answer = http::Response::builder()
            .status(status)
            .header("content-type", content_type)
            .header("x-request-id", "request-7")
            .header("retry-after", "3")
            .body(Bytes::copy_from_slice(body.as_bytes()))
            .unwrap();
        Self { requests: Arc::default(), answer: Arc::new(answer) }
    }

    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::answering(status, "application/json; charset=utf-8", body)
    }

    pub(crate) fn client(&self) -> ClientCore {
        Settings::new(&API)
            .server(&PARTNER)
            .credentials(AccessToken::new("t0ken"))
            .transport(self.clone())
            .retry(Retry::never())
            .build()
            .unwrap()
    }

    pub(crate) fn last(&self) -> http::Request<Bytes> {
        self.requests.lock().unwrap().last().unwrap().clone()
    }

    pub(crate) fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }
}

impl Transport for Recorder {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.requests.lock().unwrap().push(request);
        let answer = http::Response::clone(&self.answer).map(Body::new);
        Box::pin(std::future::ready(Ok(answer)))
    }
}

/// What a generated request does when it is awaited.
pub(crate) trait SendCall {
    fn send<T>(self, decode: fn(Answer) -> Result<T, Error>) -> impl Future<Output = Result<T, Error>> + Send;
}

impl SendCall for Call {
    fn send<T>(mut self, decode: fn(Answer) -> Result<T, Error>) -> impl Future<Output = Result<T, Error>> + Send {
        std::future::poll_fn(move |context| self.poll(context, decode))
    }
}

pub(crate) fn resume(core: &ClientCore, id: &str) -> Call {
    let mut call = Call::new(core, &RESUME);
    call.set(0, &id);
    call
}

/// Listens to this thread until it is dropped.
///
/// Where a process has one listener, a span that another thread makes for the first time asks that thread alone whether
/// anybody listens, and keeps the answer for all. So there are two more, to which nothing goes, until the process ends.
pub(crate) fn listening(subscriber: impl tracing::Subscriber + Send + Sync) -> tracing::subscriber::DefaultGuard {
    static OTHERS: LazyLock<[tracing::Dispatch; 2]> =
        LazyLock::new(|| [(); 2].map(|()| tracing::Dispatch::new(tracing_subscriber::registry())));
    LazyLock::force(&OTHERS);
    let guard = tracing::subscriber::set_default(subscriber);
    tracing::callsite::rebuild_interest_cache();
    guard
}
