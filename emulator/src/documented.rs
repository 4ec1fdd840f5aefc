//! Answers as each family sends them: what the documentation shows of them and the spec cannot say.
//!
//! The spec has one shape for all families, in the spelling of the reference pages. What is really sent is in
//! `camelCase`, has null where the spec has nothing, and differs from family to family. Here, and nowhere else, the one
//! becomes the other.

mod members;

use apiloom_server::{Answer, Reply};
use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use crate::Family;
use crate::api::models::Failure;
use crate::refusal::Refusal;
pub(crate) use members::{CREATED_QUERY, DATASET, EXECUTION, Members, QUERY, REPORT, ROW};

/// The media type of every JSON body.
pub(crate) const JSON: &str = "application/json; charset=utf-8";

/// A typed answer with an envelope of such items, as a family sends it.
pub(crate) fn answer<A: Answer>(family: Family, items: &Members, typed: A) -> A {
    let typed = typed.into_reply();
    // One that is not what the spec says has become the error that says so.
    let is_meant = typed.status() == StatusCode::OK;
    let Some(Value::Object(mut envelope)) = serde_json::from_slice(typed.body()).ok().filter(|_| is_meant) else {
        return typed.into();
    };
    if let Some(Value::Array(values)) = envelope.get_mut("Value") {
        values.iter_mut().for_each(|item| items.spell(family, item));
    }
    reply(typed.status(), family, envelope).into()
}

/// A refusal in the envelope of a family.
pub(crate) fn refusal(family: Family, Refusal { status, message }: Refusal) -> Reply {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let failure = Failure::new().message(message).status_code(status.as_u16().into()).total_count(0);
    let typed = Reply::json(status, JSON, &failure.data_redacted(false));
    match serde_json::from_slice(typed.body()) {
        Ok(Value::Object(envelope)) => reply(status, family, envelope),
        _ => typed,
    }
}

/// A failure of the gateway, which knows no envelope.
pub(crate) fn gateway(status: StatusCode, message: &str) -> Reply {
    Reply::bytes(status, JSON, json!({ "statusCode": status.as_u16(), "message": message }).to_string())
}

fn reply(status: StatusCode, family: Family, envelope: Map<String, Value>) -> Reply {
    let has_next = envelope.contains_key("NextLink");
    let members = if has_next { &members::PAGE } else { &members::ENVELOPE };
    let mut envelope = Value::Object(envelope);
    members.spell(family, &mut envelope);
    Reply::bytes(status, JSON, envelope.to_string())
}
