//! Requests to an identity provider.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};
use secrecy::{ExposeSecret, SecretString};

use super::address::Address;
use super::form::Form;
use super::refusal::refused;
use crate::client::Via;
use crate::credentials::CredentialsError;
use crate::guard::{Received, check_head, read};
use crate::limits::Limits;
use crate::network::{HttpTransport, Network, Reach};
use crate::request::Prepared;
use crate::retry::retry_after;
use crate::transport::{Transport, TransportError};

/// The largest answer: a token has 2 KiB, and 8 KiB where it lists every group of its owner.
const LARGEST: u64 = 64 * 1024;

const LONGEST: Duration = Duration::from_secs(30);

pub(super) struct Sender {
    via: Via,
    limits: Limits,
    wall_clock: fn() -> SystemTime,
}

impl Sender {
    pub(super) fn new(
        transport: Option<Box<dyn Transport>>,
        network: &Network,
        reach: Reach,
        wall_clock: fn() -> SystemTime,
    ) -> Result<Self, CredentialsError> {
        let via = match transport {
            Some(transport) => Via::Given(transport),
            None => Via::Network(HttpTransport::new(network, reach).map_err(|error| unsent(&error))?),
        };
        Ok(Self { via, limits: Limits::default().body(LARGEST).error_body(LARGEST), wall_clock })
    }

    pub(super) fn now(&self) -> SystemTime {
        (self.wall_clock)()
    }

    /// The body of a successful answer to a form.
    pub(super) async fn post(
        &self,
        to: &Address,
        authorization: Option<SecretString>,
        form: Form,
    ) -> Result<Bytes, CredentialsError> {
        let headers = headers(authorization)?;
        let prepared =
            Prepared { method: Method::POST, url: to.url().clone(), headers, body: Some(form.finish()), secrets: None };
        let exchanged = async {
            let answer = self.via.send(prepared).await?;
            check_head(&answer, &self.limits)?;
            let (mut received, mut body) = Received::begun(answer, None);
            received.body = read(&received, &mut body, &self.limits).await?;
            Ok(received)
        };
        let answer = match tokio::time::timeout(LONGEST, exchanged).await {
            Ok(answer) => answer.map_err(|error| unsent(&error))?,
            Err(_) => return Err(unsent(&TransportError::timeout(format!("no answer within {LONGEST:?}")))),
        };
        if answer.status.is_success() {
            return Ok(answer.body);
        }
        Err(refused(answer.status, retry_after(&answer.headers, self.now()), &answer.body))
    }
}

fn headers(authorization: Option<SecretString>) -> Result<HeaderMap, CredentialsError> {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(USER_AGENT, HeaderValue::from_static(concat!("apiloom/", env!("CARGO_PKG_VERSION"))));
    if let Some(text) = authorization {
        let mut value = HeaderValue::from_str(text.expose_secret())
            .map_err(|_| CredentialsError::new("the client id and secret do not fit into a header field"))?;
        value.set_sensitive(true);
        headers.insert(AUTHORIZATION, value);
    }
    Ok(headers)
}

fn unsent(error: &TransportError) -> CredentialsError {
    let told = CredentialsError::new(format!("no answer from the identity provider: {error}"));
    if error.cause().is_transient() { told.transient() } else { told }
}
