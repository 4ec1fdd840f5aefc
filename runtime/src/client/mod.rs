//! A client: where requests go, how they get there, and who sends them.

mod base_url;
mod proofs;
mod settings;
mod variables;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderValue, Response};
use tokio::sync::{Semaphore, SemaphorePermit};

pub(crate) use self::base_url::BaseUrl;
#[cfg(feature = "oauth")]
pub(crate) use self::base_url::is_loopback;
pub(crate) use self::proofs::Proof;
pub use self::settings::Settings;
use crate::api::{Api, Casing, Server};
use crate::arrived::Arrived;
use crate::body::Body;
use crate::credentials::Credentials;
#[cfg(feature = "download")]
use crate::download::Downloader;
use crate::environment::Environment;
use crate::limits::Limits;
use crate::network::HttpTransport;
#[cfg(feature = "download")]
use crate::network::Network;
use crate::observe::{Event, Happened, Observer};
use crate::operation::Operation;
use crate::request::{Prepared, Templates};
use crate::retry::{Budget, Retry};
use crate::transport::{BoxFuture, Transport, TransportError};

/// What the generated client holds. Cloning it is cheap, and clones share their connections, their places and their
/// budget of retries.
#[derive(Clone)]
pub struct ClientCore(Arc<Inner>);

struct Inner {
    api: &'static Api,
    server: Option<&'static Server>,
    base: BaseUrl,
    templates: Templates,
    /// Whom access tokens are made out to.
    audience: String,
    /// By the name of the scheme; one without a name where the API has one kind of credentials.
    credentials: Vec<(&'static str, Box<dyn Credentials>)>,
    via: Via,
    #[cfg(feature = "download")]
    network: Network,
    limits: Limits,
    retry: Retry,
    budget: Budget,
    places: Semaphore,
    observer: Option<Box<dyn Observer>>,
    environment: Environment,
    user_agent: HeaderValue,
    #[cfg(feature = "download")]
    downloader: Downloader,
}

/// The network is not behind the trait, so that its requests need not be parsed twice.
pub(crate) enum Via {
    Network(HttpTransport),
    Given(Box<dyn Transport>),
}

impl ClientCore {
    pub(crate) fn server_name(&self) -> Option<&'static str> {
        self.0.server.map(|server| server.name)
    }

    pub(crate) fn base(&self) -> &BaseUrl {
        &self.0.base
    }

    pub(crate) fn templates(&self) -> &Templates {
        &self.0.templates
    }

    pub(crate) fn casing(&self) -> Casing {
        self.0.api.casing
    }

    pub(crate) fn user_agent(&self) -> &HeaderValue {
        &self.0.user_agent
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    pub(crate) fn retry(&self) -> &Retry {
        &self.0.retry
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.0.budget
    }

    pub(crate) fn environment(&self) -> &Environment {
        &self.0.environment
    }

    #[cfg(feature = "download")]
    pub(crate) fn network(&self) -> &Network {
        &self.0.network
    }

    /// A place among the calls that are on their way; given back when it is dropped. None is needed once the client is
    /// gone, which cannot be while a call holds it.
    pub(crate) async fn place(&self) -> Option<SemaphorePermit<'_>> {
        self.0.places.acquire().await.ok()
    }

    /// A place that is free now, and that nobody waits for.
    pub(crate) fn free_place(&self) -> Option<SemaphorePermit<'_>> {
        self.0.places.try_acquire().ok()
    }

    pub(crate) fn tell(&self, operation: &'static Operation, what: Happened) {
        self.tell_about(operation, self.0.base.host(), what);
    }

    /// The same about another server than the client's.
    pub(crate) fn tell_about(&self, operation: &'static Operation, server: &str, what: Happened) {
        if let Some(observer) = &self.0.observer {
            observer.event(&Event { operation, server, what });
        }
    }

    #[cfg(feature = "download")]
    pub(crate) fn downloader(&self) -> &Downloader {
        &self.0.downloader
    }

    /// Whether requests go through something else than the network.
    #[cfg(feature = "download")]
    pub(crate) fn has_given_transport(&self) -> bool {
        matches!(self.0.via, Via::Given(_))
    }

    fn audience(&self) -> &str {
        &self.0.audience
    }

    pub(crate) fn send(&self, prepared: Prepared) -> impl Future<Output = Result<Arrived, TransportError>> {
        self.0.via.send(prepared)
    }

    /// Whether somebody is told what happens.
    pub(crate) fn is_observed(&self) -> bool {
        self.0.observer.is_some()
    }
}

/// A request that is on its way.
enum Sent<'v, F> {
    Network(F),
    Given(BoxFuture<'v, Result<Response<Body>, TransportError>>),
}

impl<F: Future<Output = Result<Arrived, TransportError>> + Unpin> Future for Sent<'_, F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        match self.get_mut() {
            Self::Network(sent) => Pin::new(sent).poll(context),
            Self::Given(sent) => sent.as_mut().poll(context).map_ok(Arrived::from),
        }
    }
}

impl Via {
    pub(crate) fn send(&self, prepared: Prepared) -> impl Future<Output = Result<Arrived, TransportError>> {
        match self {
            Self::Network(network) => Sent::Network(network.send(prepared)),
            Self::Given(transport) => Sent::Given(match standard(prepared) {
                Ok(request) => transport.send(request),
                Err(error) => Box::pin(std::future::ready(Err(error))),
            }),
        }
    }
}

impl fmt::Debug for ClientCore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ClientCore({:?}", self.0.api.name)?;
        match self.server_name() {
            Some(server) => write!(formatter, " on {server})"),
            None => formatter.write_str(")"),
        }
    }
}

fn standard(prepared: Prepared) -> Result<http::Request<Bytes>, TransportError> {
    let mut request = http::Request::new(prepared.body.unwrap_or_default());
    *request.method_mut() = prepared.method;
    *request.headers_mut() = prepared.headers;
    *request.uri_mut() =
        prepared.url.as_str().parse().map_err(|_| TransportError::unusable("the URL of the request is not a URI"))?;
    Ok(request)
}
