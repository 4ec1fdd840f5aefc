//! One attempt: a token, a request, an answer, within the time of an attempt.

use std::pin::pin;

use tokio::time::Instant;

use super::{DeadlinePassed, Journey, authorize};
use crate::arrived::Arrived;
use crate::body::Body;
use crate::error::Error;
use crate::events::{Flow, is_stream};
use crate::guard::unpack::Unpacker;
use crate::guard::{Received, Secrets, check_fields, check_head, read};
use crate::observe::{Happened, attempt_span, record_attempt, within};
use crate::request::Prepared;
use crate::transport::TransportError;

/// Whether a refused token may still be replaced: once in a call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Replay {
    Allowed,
    Done,
}

/// What comes back is written where it stays: it is large.
pub(super) async fn attempt(
    journey: &Journey<'_>,
    number: u32,
    started: Instant,
    replay: &mut Replay,
    answer: &mut Option<Received>,
) -> Result<Result<(), Error>, DeadlinePassed> {
    if started >= journey.deadline {
        // Whoever waited for a place until now sends nothing any more.
        return Err(DeadlinePassed);
    }
    journey.tell(Happened::AttemptStarted { number });
    let span = attempt_span(journey.operation, journey.core.base(), number);
    let limit = started.checked_add(journey.attempt_limit).map_or(journey.deadline, |end| end.min(journey.deadline));
    let exchanged = {
        let exchange = pin!(authorize::authorized(journey, replay, answer));
        tokio::time::timeout_at(limit, pin!(within(&span, exchange))).await
    };
    let outcome = match exchanged {
        Ok(outcome) => outcome,
        // The deadline of the call is told by the stage around this one.
        Err(_) if limit == journey.deadline => return Err(DeadlinePassed),
        Err(_) => Err(Error::transport(journey.operation, late(journey))),
    };
    journey.set_under_way(None);
    tell(journey, number, started, &span, &outcome, answer.as_ref());
    Ok(outcome)
}

/// Sends a request that has its credentials. What is given back is small, since it is moved.
pub(super) fn sent<'j>(
    journey: &'j Journey<'_>,
    mut prepared: Prepared,
) -> (impl Future<Output = Result<Arrived, TransportError>> + 'j, Secrets) {
    let secrets = prepared.secrets.take();
    journey.set_under_way(Some(Instant::now()));
    (journey.core.send(prepared), secrets)
}

/// Reads the answer to what was sent.
pub(super) async fn answered(
    journey: &Journey<'_>,
    (sent, secrets): (impl Future<Output = Result<Arrived, TransportError>>, Secrets),
    answer: &mut Option<Received>,
) -> Result<(), Error> {
    let failed = |error| Error::transport(journey.operation, error);
    let Some(mut body) = begun(journey, sent.await, secrets, answer).map_err(failed)? else { return Ok(()) };
    let Some(received) = answer else { return Ok(()) };
    received.body = read(received, &mut body, journey.core.limits()).await.map_err(failed)?;
    Ok(())
}

/// Keeps the head of an answer; the body is to be read, unless it is read as it comes.
fn begun(
    journey: &Journey<'_>,
    sent: Result<Arrived, TransportError>,
    secrets: Secrets,
    answer: &mut Option<Received>,
) -> Result<Option<Body>, TransportError> {
    let (arrived, limits) = (sent?, journey.core.limits());
    let is_stream = is_stream(journey.operation, &arrived);
    if is_stream { check_fields(&arrived, limits) } else { check_head(&arrived, limits) }?;
    let (head, body) = Received::begun(arrived, secrets);
    let head = answer.insert(head);
    if is_stream {
        open(journey, head, body)?;
        return Ok(None);
    }
    Ok(Some(body))
}

/// Leaves the body where it is, for whoever is given the answer.
fn open(journey: &Journey<'_>, head: &Received, body: Body) -> Result<(), TransportError> {
    let unpacker = Unpacker::new(&head.headers)?;
    let limits = journey.core.limits();
    journey.set_opened(Flow::new(journey.operation, body, unpacker, limits, journey.whole_deadline()));
    Ok(())
}

fn late(journey: &Journey<'_>) -> TransportError {
    let limit = journey.attempt_limit;
    if journey.under_way().is_some() {
        TransportError::timeout(format!("no answer within {limit:?}"))
    } else {
        TransportError::connect(format!("no access token within {limit:?}"))
    }
}

fn tell(
    journey: &Journey<'_>,
    number: u32,
    started: Instant,
    span: &tracing::Span,
    outcome: &Result<(), Error>,
    received: Option<&Received>,
) {
    if span.is_disabled() && !journey.core.is_observed() {
        return;
    }
    let elapsed = started.elapsed();
    match (outcome, received) {
        (Ok(()), Some(Received { status, .. })) => {
            record_attempt(span, Ok(*status));
            journey.tell(Happened::Answered { number, status: *status, elapsed });
        }
        (outcome, _) => {
            let cause = outcome.as_ref().err().and_then(Error::cause).unwrap_or(crate::Cause::Unusable);
            record_attempt(span, Err(cause));
            journey.tell(Happened::Failed { number, cause, elapsed });
        }
    }
}
