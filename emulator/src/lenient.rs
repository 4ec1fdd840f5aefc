//! What the service takes beyond its documentation, as its users' programs show. Names in any case are read by the
//! generated router already: the spec says so.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;
use axum::middleware::Next;
use axum::response::Response;
use serde_json::{Map, Value};

/// Brings a request to the documented spelling.
pub(crate) async fn lenient(request: Request, next: Next) -> Response {
    let (mut head, body) = request.into_parts();
    if let Some(uri) = head.uri.query().and_then(|query| uri(head.uri.path(), query)) {
        head.uri = uri;
    }
    // It was received as a whole before.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let body = match serde_json::from_slice(&body) {
        Ok(Value::Object(members)) => object(members).to_string().into(),
        _ => Body::from(body),
    };
    next.run(Request::from_parts(head, body)).await
}

/// A parameter without a value is as good as absent, and `True` is what Python writes. Everything else stays as it is.
fn uri(path: &str, query: &str) -> Option<Uri> {
    let spelled = |pair: &str| match pair.split_once('=') {
        Some((_, "")) => None,
        Some((name, value)) if is_boolean(value) => Some(format!("{name}={}", value.to_ascii_lowercase())),
        _ => Some(pair.to_owned()),
    };
    let pairs: Vec<String> = query.split('&').filter_map(spelled).collect();
    let target = format!("{path}?{}", pairs.join("&"));
    PathAndQuery::try_from(target).ok().map(Uri::from)
}

fn is_boolean(value: &str) -> bool {
    ["true", "false"].iter().any(|boolean| value.eq_ignore_ascii_case(boolean))
}

/// Null and blanks are as good as absent, and blanks around a text are not part of it.
fn object(members: Map<String, Value>) -> Value {
    let trimmed = members.into_iter().map(|(name, value)| match value {
        Value::String(text) => (name, Value::from(text.trim())),
        value => (name, value),
    });
    trimmed.filter(|(_, value)| !value.is_null() && *value != "").collect()
}
