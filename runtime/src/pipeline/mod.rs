//! A call on its way, stage by stage.
//!
//! ```text
//! span -> check and build -> deadline -> place -> retry -> attempt -> credentials -> transport -> head -> body -> decode
//!                                                   ^_______________________________________________________|
//! ```
//!
//! The order matters: what is made once (identifiers in header fields) is made before the attempts, so that a server
//! can recognise a repetition; the deadline is outside of everything that waits; the token is asked for in every attempt,
//! since one may expire while the call waits; limits come before anything looks at a body.

mod attempt;
mod authorize;
mod retry;

use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::answer::Answer;
use crate::call::Call;
use crate::cause::Cause;
use crate::client::ClientCore;
use crate::error::Error;
use crate::events::{Deadline, Flow};
use crate::guard::Received;
use crate::observe::{Happened, operation_span, record_operation, within};
use crate::operation::Operation;
use crate::request::Prepared;
use crate::retry::Attempt;

/// A limit beyond what the clock can count is this one.
const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// A call that was checked and built, with its deadline.
pub(crate) struct Journey {
    core: ClientCore,
    operation: &'static Operation,
    /// The request of the first attempt, and what those of all others are made of.
    requests: Mutex<(Option<Prepared>, Call)>,
    /// Whether sending it twice does no harm.
    repeatable: bool,
    /// How long all of it may take, and until when that is.
    limit: Duration,
    deadline: Instant,
    /// How long one attempt may take.
    attempt_limit: Duration,
    /// When the request was sent that has no answer yet.
    under_way: Mutex<Option<Instant>>,
    /// Whether its caller limited all of it, a stream that it opens included.
    is_limited: bool,
    /// The stream that an attempt opened.
    opened: Mutex<Option<Flow>>,
}

/// From the first poll to the answer that the spec declares. What needs no waiting is done before there is a future, so
/// that the arguments are not carried from one to the next.
pub(crate) fn answer(call: Call) -> impl Future<Output = Result<Answer, Error>> {
    let (core, operation, started) = (call.core.clone(), call.operation, Instant::now());
    let span = operation_span(operation);
    let journey = span.in_scope(|| Journey::new(call, started));
    async move {
        let mut failed = Vec::new();
        let answer = match journey {
            Ok(journey) => within(&span, pin!(journey.answer(&mut failed))).await,
            Err(error) => Err(error),
        };
        span.in_scope(|| finish(&core, operation, started, &span, &answer, &failed));
        answer.map_err(|error| error.after(failed, started.elapsed()))
    }
}

/// A declared success, or an error that keeps everything.
fn classified(received: Received, operation: &'static Operation, core: &ClientCore) -> Result<Answer, Error> {
    if is_hoped_for(&received, operation, core) {
        return Ok(Answer::new(received, operation, core.casing()));
    }
    Err(Error::with_status(operation, received, core.casing()))
}

/// A success, or an empty list told by a status. A gateway answers 404 as well, so the body must be what the spec
/// declares.
fn is_hoped_for(received: &Received, operation: &'static Operation, core: &ClientCore) -> bool {
    operation.is_success(received.status)
        || operation.none == Some(received.status.as_u16())
            && match operation.none_check {
                Some(is_declared) => is_declared(&received.body, core.casing()),
                None => received.body.is_empty(),
            }
}

fn finish(
    core: &ClientCore,
    operation: &'static Operation,
    started: Instant,
    span: &tracing::Span,
    answer: &Result<Answer, Error>,
    failed: &[Attempt],
) {
    if span.is_disabled() && !core.is_observed() {
        return;
    }
    let failures = u32::try_from(failed.len()).unwrap_or(u32::MAX);
    let attempts = failures.saturating_add(u32::from(answer.is_ok()));
    let cause = answer.as_ref().err().map(Error::word);
    record_operation(span, attempts, cause.as_ref().map(|cause| cause as &dyn std::fmt::Display));
    let what = Happened::Finished { attempts, success: answer.is_ok(), elapsed: started.elapsed() };
    core.tell(operation, what);
}

impl Journey {
    /// What can be wrong with a call is found here.
    fn new(call: Call, started: Instant) -> Result<Self, Error> {
        call.check()?;
        let (core, operation) = (call.core.clone(), call.operation);
        let limits = core.limits();
        let limit = call.timeout.unwrap_or_else(|| limits.operation.max(operation.timeout.unwrap_or_default()));
        let prepared = Prepared::new(&call)?;
        Ok(Self {
            repeatable: operation.repeat.is_harmless(&prepared.headers),
            attempt_limit: operation.timeout.unwrap_or(limits.attempt),
            limit,
            deadline: started.checked_add(limit).unwrap_or_else(|| started + YEAR),
            under_way: Mutex::default(),
            is_limited: call.timeout.is_some(),
            opened: Mutex::default(),
            core,
            operation,
            requests: Mutex::new((Some(prepared), call)),
        })
    }

    /// The deadline covers everything, credentials and the last byte of the body included; of a stream, the head.
    async fn answer(&self, failed: &mut Vec<Attempt>) -> Result<Answer, Error> {
        let received = {
            let all = pin!(async {
                let _place = self.core.place().await;
                retry::received(self, failed).await
            });
            tokio::time::timeout_at(self.deadline, all).await
        };
        let Ok(received) = received else {
            if let Some(sent) = self.under_way() {
                failed.push(Attempt { cause: Cause::Timeout, elapsed: sent.elapsed() });
            }
            return Err(Error::deadline(self.operation, self.limit));
        };
        let answer = classified(received?, self.operation, &self.core)?;
        Ok(match self.opened() {
            Some(opened) => answer.with_stream(opened),
            None => answer,
        })
    }

    fn tell(&self, what: Happened) {
        self.core.tell(self.operation, what);
    }

    /// The request of an attempt. It goes with the attempt, and another is the same again: what is random in it comes from
    /// the call's seed.
    fn prepared(&self) -> Result<Prepared, Error> {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let (first, call) = &mut *requests;
        first.take().map_or_else(|| Prepared::new(call), Ok)
    }

    /// The stream that was opened, with the call that may open it again.
    fn opened(&self) -> Option<(Flow, Call)> {
        let flow = self.opened.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        Some((flow, requests.1.take()))
    }

    fn set_opened(&self, flow: Flow) {
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = Some(flow);
    }

    /// Until when a stream may last.
    fn whole_deadline(&self) -> Deadline {
        self.is_limited.then_some((self.deadline, self.limit))
    }

    fn under_way(&self) -> Option<Instant> {
        *self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_under_way(&self, sent: Option<Instant>) {
        *self.under_way.lock().unwrap_or_else(PoisonError::into_inner) = sent;
    }
}
