//! Spans with the fields that OpenTelemetry names for HTTP clients
//! (<https://opentelemetry.io/docs/specs/semconv/http/http-spans/>): one for the call, one within it for each attempt.
//!
//! `url.full` is not among them, because a URL may hold a key; `url.template` is.

use std::pin::Pin;

use http::StatusCode;
use tracing::{Instrument, Span, field};

use crate::cause::Cause;
use crate::client::BaseUrl;
use crate::operation::Operation;

pub(crate) fn operation_span(operation: &'static Operation) -> Span {
    tracing::info_span!(
        target: "apiloom",
        "call",
        otel.name = operation.name,
        otel.kind = "internal",
        otel.status_code = field::Empty,
        error.r#type = field::Empty,
        attempts = field::Empty,
    )
}

pub(crate) fn attempt_span(operation: &'static Operation, base: &BaseUrl, number: u32) -> Span {
    let span = tracing::info_span!(
        target: "apiloom",
        "attempt",
        otel.name = field::Empty,
        otel.kind = "client",
        otel.status_code = field::Empty,
        http.request.method = operation.method.as_str(),
        url.template = operation.template,
        server.address = base.host(),
        server.port = base.port(),
        http.response.status_code = field::Empty,
        http.request.resend_count = field::Empty,
        error.r#type = field::Empty,
    );
    if !span.is_disabled() {
        span.record("otel.name", field::display(format_args!("{} {}", operation.method, operation.template)));
        if number > 1 {
            span.record("http.request.resend_count", number - 1);
        }
    }
    span
}

/// Runs a future within a span; one that nobody listens to takes no time. The future stays where it is.
pub(crate) async fn within<T>(span: &Span, future: Pin<&mut impl Future<Output = T>>) -> T {
    if span.is_disabled() { future.await } else { future.instrument(span.clone()).await }
}

pub(crate) fn record_attempt(span: &Span, outcome: Result<StatusCode, Cause>) {
    if span.is_disabled() {
        return;
    }
    let cause = match outcome {
        Ok(status) => {
            span.record("http.response.status_code", status.as_u16());
            (status.is_client_error() || status.is_server_error()).then_some(Cause::Status(status))
        }
        Err(cause) => Some(cause),
    };
    record_error(span, cause);
}

pub(crate) fn record_operation(span: &Span, attempts: u32, cause: Option<&dyn std::fmt::Display>) {
    if span.is_disabled() {
        return;
    }
    span.record("attempts", attempts);
    if let Some(cause) = cause {
        span.record("error.type", field::display(cause));
        span.record("otel.status_code", "ERROR");
    }
}

fn record_error(span: &Span, cause: Option<Cause>) {
    if let Some(cause) = cause {
        span.record("error.type", field::display(cause));
        span.record("otel.status_code", "ERROR");
    }
}
