//! The transport over the network.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Poll, ready};

use bytes::Bytes;
use http::{HeaderMap, Request, Response, Version};

use super::{Network, Proxy, described};
use crate::arrived::Arrived;
use crate::body::Body;
use crate::guard::is_open;
use crate::request::Prepared;
use crate::transport::{BoxFuture, Transport, TransportError};

/// One connection pool.
pub(crate) struct HttpTransport(reqwest::Client);

/// Where requests go: on the machine itself there is no TLS and no proxy between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    Loopback,
    /// Another machine, without TLS: [`Network::plain_http`].
    Plain,
    Network,
}

impl HttpTransport {
    pub(crate) fn new(network: &Network, reach: Reach) -> Result<Self, TransportError> {
        let builder = Self::builder(network).https_only(reach == Reach::Network);
        // A proxy would see what is sent in the clear.
        let builder = if reach == Reach::Loopback { builder.no_proxy() } else { builder };
        Self::build(builder)
    }

    pub(crate) fn builder(network: &Network) -> reqwest::ClientBuilder {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // Without the number a request is copied for a retry that never comes.
            .retry(reqwest::retry::never().max_retries_per_request(0))
            // Another crate of the program may bring these features; bodies are unpacked behind the limits.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .connect_timeout(network.connect_timeout)
            .pool_idle_timeout(network.idle_timeout)
            .pool_max_idle_per_host(16);
        // Of the fields of one head together, as HTTP/1 has a limit too (RFC 9113 section 6.5.2).
        #[cfg(feature = "__tls")]
        let builder = builder.http2_max_header_list_size(64 * 1024);
        let builder = match &network.proxy {
            Proxy::Environment => builder,
            Proxy::None => builder.no_proxy(),
            Proxy::At(proxy) => builder.proxy((**proxy).clone()),
        };
        #[cfg(feature = "__tls")]
        let builder = network.tls.apply(builder);
        builder
    }

    pub(crate) fn build(builder: reqwest::ClientBuilder) -> Result<Self, TransportError> {
        #[cfg(feature = "__tls")]
        super::tls::Tls::check().map_err(TransportError::unusable)?;
        builder.build().map(Self).map_err(|error| described(error, "the HTTP client is not usable"))
    }

    /// Takes a client as it is.
    #[cfg(feature = "reqwest-client")]
    pub(crate) fn given(client: reqwest::Client) -> Self {
        Self(client)
    }

    /// The request goes to `reqwest` at once, so that the future is small: it is moved more than once.
    pub(crate) fn send(
        &self,
        prepared: Prepared,
    ) -> impl Future<Output = Result<Arrived, TransportError>> + Unpin + use<> {
        let Prepared { method, url, headers, body, secrets: _ } = prepared;
        let mut request = reqwest::Request::new(method, url);
        *request.headers_mut() = headers;
        *request.body_mut() = body.map(reqwest::Body::from);
        self.execute(request, is_open)
    }

    fn execute(
        &self,
        request: reqwest::Request,
        is_open: fn(Version, &HeaderMap, Option<u64>) -> bool,
    ) -> impl Future<Output = Result<Arrived, TransportError>> + Unpin + use<> {
        let mut sent = self.0.execute(request);
        poll_fn(move |context| match ready!(Pin::new(&mut sent).poll(context)) {
            Ok(answer) => Poll::Ready(Ok(arrived(answer, is_open))),
            Err(error) => Poll::Ready(Err(described(error, "the connection failed"))),
        })
    }
}

fn arrived(mut answer: reqwest::Response, is_open: fn(Version, &HeaderMap, Option<u64>) -> bool) -> Arrived {
    let (status, version, headers) = (answer.status(), answer.version(), std::mem::take(answer.headers_mut()));
    let is_open = is_open(version, &headers, answer.content_length());
    Arrived { status, version, headers, body: Body::of(answer, is_open) }
}

/// For a client that somebody else configured. It may have unpacked a body, and left its length out: what ends without an
/// error is taken as whole.
impl Transport for HttpTransport {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = reqwest::Request::try_from(request)
                .map_err(|error| described(error, "the request is not one that can be sent"))?;
            self.execute(request, |_, _, _| false).await.map(Response::from)
        })
    }
}
