//! What an operation answers, and the envelope it travels in.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::Family;
use crate::refusal::Refusal;

/// The media type of every JSON body.
pub(crate) const JSON: &str = "application/json; charset=utf-8";

/// The items of a successful answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub items: Vec<Value>,
    pub message: Option<&'static str>,
    /// The address of the items after these.
    pub next_link: Option<String>,
}

impl Reply {
    /// What was found, or the refusal that says nothing was.
    pub(crate) fn found(items: Vec<Value>, message: &'static str) -> Result<Self, Refusal> {
        if items.is_empty() {
            return Err(Refusal::no_item());
        }
        Ok(Self { items, message: Some(message), next_link: None })
    }

    /// The single item that was made or changed; it is in an array all the same.
    pub(crate) fn one(item: Value, message: &'static str) -> Self {
        Self { items: vec![item], message: Some(message), next_link: None }
    }

    /// Items of an operation whose `message` is null.
    pub(crate) const fn without_message(items: Vec<Value>) -> Self {
        Self { items, message: None, next_link: None }
    }
}

/// Puts the outcome of an operation into the family's envelope.
pub(crate) fn respond(family: Family, outcome: Result<Reply, Refusal>) -> Response {
    let (status, value, count, message, next_link) = match outcome {
        Ok(Reply { items, message, next_link }) => {
            let count = items.len();
            (200, Value::from(items), count, message.map(str::to_owned), next_link)
        }
        Err(Refusal { status, message }) => (status, Value::Null, 0, Some(message), None),
    };
    let mut envelope = json!({
        "value": value,
        "totalCount": count,
        "message": message,
        "statusCode": status,
    });
    // The marketplace's examples have neither.
    if !family.is_marketplace() {
        envelope["nextLink"] = Value::Null;
        envelope["dataRedacted"] = Value::Bool(false);
    }
    if let Some(link) = next_link {
        envelope["nextLink"] = link.into();
    }
    json_response(status, &envelope)
}

/// A failure of the gateway, which knows no envelope.
pub(crate) fn gateway(status: u16, message: &str) -> Response {
    json_response(status, &json!({ "statusCode": status, "message": message }))
}

fn json_response(status: u16, body: &Value) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(CONTENT_TYPE, JSON)], body.to_string()).into_response()
}
