//! The loop around the attempts.

use tokio::time::Instant;

use super::{DeadlinePassed, Journey, attempt, is_hoped_for, nothing};
use crate::cause::Cause;
use crate::error::Error;
use crate::guard::Received;
use crate::observe::Happened;
use crate::retry::{Attempt, Attempts, Decision, Situation, decide, retry_after};

/// Sends until there is an answer that the caller hopes for, or no reason to send again. The answer is written where it
/// stays; in an error it is moved there.
pub(super) async fn received(
    journey: &Journey<'_>,
    mut started: Instant,
    failed: &mut Attempts,
    answer: &mut Option<Received>,
) -> Result<Result<(), Error>, DeadlinePassed> {
    let mut replay = attempt::Replay::Allowed;
    loop {
        let number = failed.count().saturating_add(1);
        let sent = attempt::attempt(journey, number, started, &mut replay, answer).await?;
        let received = answer.as_ref().filter(|_| sent.is_ok());
        let Some(cause) = cause_of(&sent, received, journey) else {
            journey.core.budget().succeeded();
            return Ok(Ok(()));
        };
        failed.push(Attempt { cause, elapsed: started.elapsed() });
        match next(journey, cause, number, received) {
            Decision::Stop => return Ok(sent.and_then(|()| Err(unwanted(journey, answer.take())))),
            Decision::Wait(wait) => {
                journey.tell(Happened::Waiting { wait });
                *answer = None;
                tokio::time::sleep(wait).await;
                started = Instant::now();
            }
        }
    }
}

/// Why the call is not over with this; nothing where it is.
fn cause_of(sent: &Result<(), Error>, received: Option<&Received>, journey: &Journey<'_>) -> Option<Cause> {
    match (sent, received) {
        (Ok(()), Some(received)) if is_hoped_for(received, journey.operation, journey.core) => None,
        (Ok(()), Some(received)) => Some(Cause::Status(received.status)),
        (Ok(()), None) => Some(Cause::Unusable),
        (Err(error), _) => Some(error.cause().unwrap_or(Cause::Unusable)),
    }
}

/// The error for an answer that is not what the caller hoped for; it keeps everything.
fn unwanted(journey: &Journey<'_>, received: Option<Received>) -> Error {
    let with_status = |received| Error::with_status(journey.operation, received, journey.core.casing());
    received.map_or_else(|| nothing(journey.operation), with_status)
}

fn next(journey: &Journey<'_>, cause: Cause, failed: u32, received: Option<&Received>) -> Decision {
    let core = journey.core;
    if !cause.is_transient() {
        return Decision::Stop;
    }
    let situation = Situation {
        cause,
        failed,
        repeatable: journey.repeatable,
        retry_after: received.and_then(|received| retry_after(&received.headers, core.environment().wall())),
        remaining: journey.deadline.saturating_duration_since(Instant::now()),
        chance: core.environment().fraction(),
    };
    decide(core.retry(), core.budget(), &situation)
}
