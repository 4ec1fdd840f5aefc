//! Requests that the generated router refuses, because they are not what the spec says: in the documented words.

use apiloom_server::{Problem, Reply};
use axum::body::Bytes;
use axum::http::{Request, StatusCode};
use serde_json::{Map, Value};

use crate::documented::{self, gateway};
use crate::refusal::Refusal;
use crate::service::Insights;

/// The answer to such a request.
pub(crate) fn reply(insights: &Insights, refusal: &apiloom_server::Refusal, request: &Request<Bytes>) -> Reply {
    match refusal.status() {
        StatusCode::BAD_REQUEST => {
            let reason = match refusal.problems() {
                [] => Refusal::body_not_json(),
                [problem, ..] => reason(insights, refusal.operation().unwrap_or_default(), problem, request),
            };
            documented::refusal(insights.family, reason)
        }
        // The gateway knows pairs of method and path: a wrong method is an unknown operation.
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => gateway(StatusCode::NOT_FOUND, "Resource not found"),
        status => gateway(status, status.canonical_reason().unwrap_or_default()),
    }
}

/// The first problem as the service words it.
fn reason(insights: &Insights, operation: &str, problem: &Problem, request: &Request<Bytes>) -> Refusal {
    let (location, name) = problem.place().split_once('.').unwrap_or((problem.place(), ""));
    let name = name.split('[').next().unwrap_or(name);
    match (location, name) {
        ("query", "exportQuery") => Refusal::one_query(),
        ("query", "queryId") if operation == "try_query" => Refusal::unknown_query(),
        ("query", "executionId") => Refusal::no_executions(),
        // What is no identifier identifies nothing.
        ("path", _) | ("query", "reportId" | "queryId") => Refusal::no_item(),
        ("body", "") => Refusal::body_not_json(),
        ("body", _) => member(insights, name, request.body()),
        _ => Refusal::wrong_type(name),
    }
}

/// What is wrong with a member of the body: that it is missing, of another type, or not allowed.
fn member(insights: &Insights, name: &str, body: &[u8]) -> Refusal {
    let body: Map<String, Value> = serde_json::from_slice(body).unwrap_or_default();
    let value = body.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    let in_marketplace = insights.family.is_marketplace();
    match (name, value) {
        (_, None) => Refusal::missing(name),
        ("QueryId", Some(Value::String(_))) => Refusal::unknown_query(),
        ("StartTime" | "QueryStartTime", Some(Value::String(_))) => time(insights, "StartTime"),
        ("endTime" | "QueryEndTime", Some(Value::String(_))) => time(insights, "EndTime"),
        ("ReportName", Some(Value::String(text))) if in_marketplace && text.contains(';') => Refusal::semicolon(),
        ("ReportName" | "Description", Some(Value::String(_))) if in_marketplace => Refusal::too_long(),
        ("CallbackUrl", Some(Value::String(text))) => Refusal::unknown_value(text),
        ("RecurrenceInterval", Some(Value::Number(hours))) if hours.is_i64() => Refusal::recurrence_interval(),
        ("RecurrenceCount", Some(Value::Number(count))) if in_marketplace && count.is_i64() => {
            Refusal::recurrence_count()
        }
        _ => Refusal::wrong_type(name),
    }
}

fn time(insights: &Insights, field: &str) -> Refusal {
    let correlation_id = insights.shared.lock().account(insights.family).next_id();
    Refusal::time(insights.family, field, &correlation_id)
}
