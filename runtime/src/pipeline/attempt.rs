//! One attempt: a token, a request, an answer, within the time of an attempt.

use std::pin::pin;

use bytes::Bytes;
use http::Response;
use tokio::time::Instant;

use super::{DeadlinePassed, Journey, authorize};
use crate::body::Body;
use crate::error::Error;
use crate::events::{Flow, is_stream};
use crate::guard::unpack::Unpacker;
use crate::guard::{Received, Secrets, check_fields, check_head, received};
use crate::observe::{Happened, attempt_span, record_attempt, within};
use crate::request::Prepared;
use crate::transport::TransportError;

/// Whether a refused token may still be replaced: once in a call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Replay {
    Allowed,
    Done,
}

pub(super) async fn attempt(
    journey: &Journey<'_>,
    number: u32,
    started: Instant,
    replay: &mut Replay,
) -> Result<Result<Received, Error>, DeadlinePassed> {
    if started >= journey.deadline {
        // Whoever waited for a place until now sends nothing any more.
        return Err(DeadlinePassed);
    }
    journey.tell(Happened::AttemptStarted { number });
    let span = attempt_span(journey.operation, journey.core.base(), number);
    let exchange = pin!(authorize::authorized(journey, replay));
    let exchange = pin!(within(&span, exchange));
    let limit = started.checked_add(journey.attempt_limit).map_or(journey.deadline, |end| end.min(journey.deadline));
    let outcome = match tokio::time::timeout_at(limit, exchange).await {
        Ok(outcome) => outcome,
        // The deadline of the call is told by the stage around this one.
        Err(_) if limit == journey.deadline => return Err(DeadlinePassed),
        Err(_) => Err(Error::transport(journey.operation, late(journey))),
    };
    journey.set_under_way(None);
    tell(journey, number, started, &span, &outcome);
    Ok(outcome)
}

/// Sends a request that has its credentials. What is given back is small, since it is moved.
pub(super) fn sent<'j>(
    journey: &'j Journey<'_>,
    mut prepared: Prepared,
) -> (impl Future<Output = Result<Response<Body>, TransportError>> + 'j, Secrets) {
    let secrets = prepared.secrets.take();
    journey.set_under_way(Some(Instant::now()));
    (journey.core.send(prepared), secrets)
}

/// Reads the answer to what was sent.
pub(super) async fn answered(
    journey: &Journey<'_>,
    (sent, secrets): (impl Future<Output = Result<Response<Body>, TransportError>>, Secrets),
) -> Result<Received, Error> {
    let limits = journey.core.limits();
    let failed = |error| Error::transport(journey.operation, error);
    let mut response = sent.await.map_err(failed)?;
    if is_stream(journey.operation, &response) {
        return open(journey, response, secrets).map_err(failed);
    }
    check_head(&response, limits).map_err(failed)?;
    received(&mut response, limits, secrets).await.map_err(failed)
}

/// Leaves the body where it is, for whoever is given the answer.
fn open(journey: &Journey<'_>, response: Response<Body>, secrets: Secrets) -> Result<Received, TransportError> {
    let limits = journey.core.limits();
    check_fields(&response, limits)?;
    let unpacker = Unpacker::new(response.headers())?;
    let (head, body) = response.into_parts();
    let is_open = body.is_open();
    journey.set_opened(Flow::new(journey.operation, body, unpacker, limits, journey.whole_deadline()));
    Ok(Received {
        status: head.status,
        headers: head.headers,
        body: Bytes::new(),
        is_open,
        tokens: Vec::new(),
        secrets,
    })
}

fn late(journey: &Journey<'_>) -> TransportError {
    let limit = journey.attempt_limit;
    if journey.under_way().is_some() {
        TransportError::timeout(format!("no answer within {limit:?}"))
    } else {
        TransportError::connect(format!("no access token within {limit:?}"))
    }
}

fn tell(journey: &Journey<'_>, number: u32, started: Instant, span: &tracing::Span, outcome: &Result<Received, Error>) {
    if span.is_disabled() && !journey.core.is_observed() {
        return;
    }
    let elapsed = started.elapsed();
    match outcome {
        Ok(Received { status, .. }) => {
            record_attempt(span, Ok(*status));
            journey.tell(Happened::Answered { number, status: *status, elapsed });
        }
        Err(error) => {
            let cause = error.cause().unwrap_or(crate::Cause::Unusable);
            record_attempt(span, Err(cause));
            journey.tell(Happened::Failed { number, cause, elapsed });
        }
    }
}
