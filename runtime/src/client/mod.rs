//! A client: where requests go, how they get there, and who sends them.

mod base_url;
mod settings;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderValue;

pub(crate) use self::base_url::BaseUrl;
pub use self::settings::Settings;
use crate::api::{Api, Casing, Security, Server};
use crate::credentials::{AccessToken, Credentials};
use crate::error::Error;
use crate::http_transport::{HttpTransport, Received};
use crate::operation::Operation;
use crate::request::Prepared;
use crate::transport::{Limits, Transport, TransportError};

/// What the generated client holds. Cloning it is cheap, and clones share their connections.
#[derive(Clone)]
pub struct ClientCore(Arc<Inner>);

struct Inner {
    api: &'static Api,
    server: Option<&'static Server>,
    base: BaseUrl,
    credentials: Option<Box<dyn Credentials>>,
    via: Via,
    limits: Limits,
    timeout: Duration,
    user_agent: HeaderValue,
}

/// The network is not behind the trait, so that its requests need not be parsed twice.
enum Via {
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

    pub(crate) fn casing(&self) -> Casing {
        self.0.api.casing
    }

    pub(crate) fn user_agent(&self) -> &HeaderValue {
        &self.0.user_agent
    }

    pub(crate) fn timeout(&self) -> Duration {
        self.0.timeout
    }

    /// How the caller of an operation proves itself.
    pub(crate) fn security(&self, operation: &Operation) -> Security {
        operation.security.within(self.0.api.security)
    }

    /// The token for an operation; none where the operation is open.
    pub(crate) async fn token(&self, operation: &'static Operation) -> Result<Option<AccessToken>, Error> {
        if matches!(self.security(operation), Security::None | Security::Inherited) {
            return Ok(None);
        }
        let Some(credentials) = &self.0.credentials else {
            let what = "the operation needs credentials, and the client has none";
            return Err(Error::configuration(Some(operation), what));
        };
        let audience = self.0.server.map_or("", |server| server.audience);
        match credentials.access_token(audience).await {
            Ok(token) => Ok(Some(token)),
            Err(error) => Err(Error::credentials(operation, error)),
        }
    }

    pub(crate) async fn exchange(&self, prepared: Prepared) -> Result<Received, TransportError> {
        let limits = self.0.limits;
        match &self.0.via {
            Via::Network(network) => network.send(prepared, limits).await,
            Via::Given(transport) => {
                let response = transport.send(standard(prepared)?, limits).await?;
                limited(response, limits)
            }
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
        prepared.url.as_str().parse().map_err(|_| TransportError::other("the URL of the request is not a URI"))?;
    Ok(request)
}

/// A transport that does not keep the limits must not undo them.
fn limited(response: http::Response<Bytes>, limits: Limits) -> Result<Received, TransportError> {
    let (head, mut body) = response.into_parts();
    let length = u64::try_from(body.len()).unwrap_or(u64::MAX);
    if head.status.is_success() && length > limits.body {
        return Err(TransportError::too_large(limits));
    }
    if !head.status.is_success() {
        body.truncate(usize::try_from(limits.error_body).unwrap_or(usize::MAX));
    }
    Ok(Received { status: head.status, headers: head.headers, body })
}
