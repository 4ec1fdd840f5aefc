//! What goes back: tokens or failures, as the two generations of Entra's endpoint write them.

use std::time::Duration;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, PRAGMA};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::directory::Directory;
use super::failure::Failure;
use super::resource::Resource;
use crate::documented::JSON;
use crate::timestamp::{Timestamp, whole_seconds};

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
const RETURN_CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("return-client-request-id");

/// A generation of the endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// A resource is named, and numbers are written as strings.
    V1,
    /// Scopes are named, and numbers are numbers.
    V2,
}

/// Tokens that were given.
#[derive(Debug)]
pub(super) struct Granted {
    pub resource: Resource,
    /// What a user allowed; `None` without a user.
    pub scope: Option<String>,
    pub access_token: String,
    pub refresh_token: Option<String>,
    pub lifetime: Duration,
}

impl Granted {
    /// The body of the answer.
    pub(super) fn body(self, version: Version, now: Timestamp) -> Value {
        let seconds = whole_seconds(self.lifetime);
        let mut body = match version {
            Version::V1 => json!({
                "expires_in": seconds.to_string(),
                "ext_expires_in": seconds.to_string(),
                "expires_on": now.plus(self.lifetime).unix().to_string(),
                // Five minutes for clocks that are behind.
                "not_before": now.minus(Duration::from_secs(5 * 60)).unix().to_string(),
                "resource": self.resource.audience(),
            }),
            Version::V2 => json!({ "expires_in": seconds, "ext_expires_in": seconds }),
        };
        body["token_type"] = "Bearer".into();
        body["access_token"] = self.access_token.into();
        let of_user = [("scope", self.scope), ("refresh_token", self.refresh_token)];
        for (name, value) in of_user {
            if let Some(value) = value {
                body[name] = value.into();
            }
        }
        body
    }
}

/// The answer to a request with these header fields.
pub(super) fn answer(
    outcome: Result<Value, Failure>,
    directory: &Directory,
    headers: &HeaderMap,
    now: Timestamp,
) -> Response {
    let named = headers.get(CLIENT_REQUEST_ID);
    let (status, body) = match outcome {
        Ok(body) => (200, body),
        Err(failure) => {
            let correlation = named.and_then(|id| id.to_str().ok()).map(str::to_owned);
            let correlation = correlation.unwrap_or_else(|| directory.secret.uuid());
            (failure.status, failure_body(failure, &directory.secret.uuid(), &correlation, now))
        }
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let fields = [(CONTENT_TYPE, JSON), (CACHE_CONTROL, "no-store, no-cache"), (PRAGMA, "no-cache")];
    let mut response = (status, fields, body.to_string()).into_response();
    let returned = headers.get(RETURN_CLIENT_REQUEST_ID).is_some_and(|wish| wish.as_bytes() == b"true");
    if let (true, Some(id)) = (returned, named) {
        response.headers_mut().insert(CLIENT_REQUEST_ID, id.clone());
    }
    response
}

fn failure_body(failure: Failure, trace: &str, correlation: &str, now: Timestamp) -> Value {
    let Failure { error, code, text, suberror, .. } = failure;
    // Here Entra writes a space where it writes a `T` elsewhere.
    let timestamp = now.to_string().replace('T', " ");
    let mut body = json!({
        "error": error,
        "error_description": format!(
            "AADSTS{code}: {text} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {timestamp}"
        ),
        "error_codes": [code],
        "timestamp": timestamp,
        "trace_id": trace,
        "correlation_id": correlation,
    });
    if let Some(suberror) = suberror {
        body["suberror"] = suberror.into();
    }
    body
}
