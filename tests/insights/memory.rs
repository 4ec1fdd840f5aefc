//! A service in memory: it answers every request alike, and remembers what it was sent.

use std::sync::{Arc, Mutex, PoisonError};

use partner_insights::runtime::{BoxFuture, http};
use partner_insights::{AccessToken, Body, Bytes, Client, Credentials, Retry, Server, Transport, TransportError};
use serde_json::Value;

#[derive(Clone)]
pub(super) struct Service {
    answer: http::Response<Bytes>,
    sent: Arc<Mutex<Vec<http::Request<Bytes>>>>,
}

/// A request as the service sees it.
#[derive(Debug, PartialEq)]
pub(super) struct Sent {
    pub(super) method: String,
    /// Below the base URL.
    pub(super) path: String,
    pub(super) query: Option<String>,
    pub(super) body: Option<Value>,
}

impl Service {
    pub(super) fn answering(status: u16, content_type: &str, body: impl Into<String>) -> Self {
        let mut answer = http::Response::new(Bytes::from(body.into()));
        *answer.status_mut() = http::StatusCode::from_u16(status).unwrap();
        answer.headers_mut().insert("content-type", content_type.parse().unwrap());
        Self { answer, sent: Arc::default() }
    }

    pub(super) fn json(status: u16, body: &Value) -> Self {
        Self::answering(status, "application/json; charset=utf-8", body.to_string())
    }

    pub(super) fn client(&self, server: Server) -> Client {
        self.client_with(server, AccessToken::new("t0ken"))
    }

    pub(super) fn client_with(&self, server: Server, credentials: impl Credentials) -> Client {
        let builder = Client::builder().server(server).credentials(credentials);
        builder.transport(self.clone()).retry(Retry::never()).build().unwrap()
    }

    pub(super) fn partner(&self) -> Client {
        self.client(Server::Partner)
    }

    pub(super) fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Everything that was sent so far, for one look.
    pub(super) fn take(&self) -> Vec<Sent> {
        let requests = std::mem::take(&mut *self.sent.lock().unwrap_or_else(PoisonError::into_inner));
        requests.iter().map(Sent::of).collect()
    }

    /// The body of the only request so far.
    pub(super) fn take_body(&self) -> Value {
        let [sent] = &mut self.take()[..] else { panic!("not one request") };
        sent.body.take().unwrap()
    }
}

impl Transport for Service {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        Box::pin(std::future::ready(Ok(self.answer.clone().map(Body::new))))
    }
}

impl Sent {
    pub(super) fn bare(method: &str, path: &str) -> Self {
        Self { method: method.to_owned(), path: path.to_owned(), query: None, body: None }
    }

    fn of(request: &http::Request<Bytes>) -> Self {
        let path = request.uri().path();
        let operation = path.find("/Scheduled").unwrap();
        Self {
            method: request.method().to_string(),
            path: path[operation..].to_owned(),
            query: request.uri().query().map(str::to_owned),
            body: (!request.body().is_empty()).then(|| serde_json::from_slice(request.body()).unwrap()),
        }
    }
}
