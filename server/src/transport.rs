//! A service that a client in the same process talks to, without a socket.

use std::fmt;
use std::sync::Arc;

use apiloom_runtime::{Body, BoxFuture, Transport, TransportError};
use bytes::Bytes;
use http::{Request, Response};

use crate::Routes;

/// A transport that leads to a service: `Client::builder().transport(server::routes(service).into_transport())`. The
/// client's base URL has to be one without a path, or that of [`InProcess::under`].
pub struct InProcess<S> {
    routes: Arc<Routes<S>>,
    under: String,
}

impl<S: Send + Sync + 'static> Routes<S> {
    /// A transport that leads to the service.
    #[must_use]
    pub fn into_transport(self) -> InProcess<S> {
        InProcess { routes: Arc::new(self), under: String::new() }
    }
}

impl<S> InProcess<S> {
    /// The path of the client's base URL, which no operation knows.
    #[must_use]
    pub fn under(mut self, path: impl Into<String>) -> Self {
        self.under = path.into();
        self
    }
}

impl<S: Send + Sync + 'static> Transport for InProcess<S> {
    fn send(&self, mut request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            if let Some(below) = below(request.uri(), &self.under) {
                *request.uri_mut() = below;
            }
            let is_head = request.method() == http::Method::HEAD;
            let mut response: Response<Body> = self.routes.answer(request).await.into();
            if is_head {
                *response.body_mut() = Body::new(Bytes::new());
            }
            Ok(response)
        })
    }
}

/// The target below a path, without scheme and host, as a server gets it.
fn below(uri: &http::Uri, under: &str) -> Option<http::Uri> {
    let target = uri.path_and_query()?.as_str();
    target.strip_prefix(under.trim_end_matches('/')).unwrap_or(target).parse().ok()
}

impl<S> Clone for InProcess<S> {
    fn clone(&self) -> Self {
        Self { routes: Arc::clone(&self.routes), under: self.under.clone() }
    }
}

impl<S> fmt::Debug for InProcess<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("InProcess")
    }
}
