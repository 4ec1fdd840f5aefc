//! The loop around the attempts.

use tokio::time::Instant;

use super::{DeadlinePassed, Journey, attempt, is_hoped_for};
use crate::cause::Cause;
use crate::error::Error;
use crate::guard::Received;
use crate::observe::Happened;
use crate::retry::{Attempt, Attempts, Decision, Situation, decide, retry_after};

/// Sends until there is an answer to give, or no reason to send again.
pub(super) async fn received(
    journey: &Journey<'_>,
    failed: &mut Attempts,
) -> Result<Result<Received, Error>, DeadlinePassed> {
    let mut replay = attempt::Replay::Allowed;
    loop {
        let started = Instant::now();
        let number = failed.count().saturating_add(1);
        let outcome = attempt::attempt(journey, number, started, &mut replay).await?;
        let Some(cause) = cause_of(&outcome, journey) else {
            journey.core.budget().succeeded();
            return Ok(outcome);
        };
        failed.push(Attempt { cause, elapsed: started.elapsed() });
        match next(journey, cause, number, &outcome) {
            Decision::Stop => return Ok(outcome),
            Decision::Wait(wait) => {
                journey.tell(Happened::Waiting { wait });
                drop(outcome);
                tokio::time::sleep(wait).await;
            }
        }
    }
}

fn next(journey: &Journey<'_>, cause: Cause, failed: u32, outcome: &Result<Received, Error>) -> Decision {
    let core = journey.core;
    if !cause.is_transient() {
        return Decision::Stop;
    }
    let headers = outcome.as_ref().ok().map(|received| &received.headers);
    let situation = Situation {
        cause,
        failed,
        repeatable: journey.repeatable,
        retry_after: headers.and_then(|headers| retry_after(headers, core.environment().wall())),
        remaining: journey.deadline.saturating_duration_since(Instant::now()),
        chance: core.environment().fraction(),
    };
    decide(core.retry(), core.budget(), &situation)
}

/// Why the call is not over with this; nothing where it is, or where it would end the same way again.
fn cause_of(outcome: &Result<Received, Error>, journey: &Journey<'_>) -> Option<Cause> {
    match outcome {
        Ok(received) if is_hoped_for(received, journey.operation, journey.core) => None,
        Ok(received) => Some(Cause::Status(received.status)),
        Err(error) => Some(error.cause().unwrap_or(Cause::Unusable)),
    }
}
