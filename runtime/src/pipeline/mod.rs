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

use tokio::sync::SemaphorePermit;
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
use crate::retry::{Attempt, Attempts};
use crate::transport::TransportError;

/// A limit beyond what the clock can count is this one.
const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// A call that was checked and built, with its deadline.
pub(crate) struct Journey<'c> {
    call: &'c Call,
    core: &'c ClientCore,
    operation: &'static Operation,
    /// The request of the first attempt.
    first: Mutex<Option<Prepared>>,
    /// Whether sending it twice does no harm.
    repeatable: bool,
    started: Instant,
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
    opened: Mutex<Option<Box<Flow>>>,
}

/// The time of the call is over.
struct DeadlinePassed;

/// From the first poll to the answer that the spec declares. The call stays where it is until the end: it is large, and
/// moving it takes longer than most of what is done with it.
#[inline]
#[expect(clippy::manual_async_fn, reason = "an `async fn` has room for its arguments twice, and copies them")]
pub(crate) fn answer(call: Call) -> impl Future<Output = Result<Answer, Error>> {
    async move {
        let started = Instant::now();
        let span = operation_span(call.operation);
        let mut failed = Attempts::default();
        let journey = match span.in_scope(|| Journey::new(&call, started)) {
            Ok(journey) => journey,
            Err(error) => return Err(failed_with(error, &call, &span, started, failed)),
        };
        let mut received = None;
        let outcome = within(&span, pin!(journey.answer(&mut failed, &mut received))).await;
        let opened = journey.opened();
        if let Err(error) = outcome {
            return Err(failed_with(error, &call, &span, started, failed));
        }
        tell(&call, &span, started, None, &failed);
        let Some(received) = received else { return Err(nothing(call.operation)) };
        let answer = Answer::new(received, call.operation, call.core.casing());
        Ok(match opened {
            Some(opened) => answer.with_stream(opened, call),
            None => answer,
        })
    }
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

/// The error of a call, with what led to it.
fn failed_with(error: Error, call: &Call, span: &tracing::Span, started: Instant, failed: Attempts) -> Error {
    tell(call, span, started, Some(&error), &failed);
    error.after(failed, started.elapsed())
}

/// An attempt without an answer is an error of its own, so this is never made.
fn nothing(operation: &'static Operation) -> Error {
    Error::transport(operation, TransportError::unusable("there is no answer"))
}

/// Tells how it went.
fn tell(call: &Call, span: &tracing::Span, started: Instant, error: Option<&Error>, failed: &Attempts) {
    let Call { core, operation, .. } = call;
    if span.is_disabled() && !core.is_observed() {
        return;
    }
    let _entered = span.enter();
    let attempts = failed.count().saturating_add(u32::from(error.is_none()));
    let cause = error.map(Error::word);
    record_operation(span, attempts, cause.as_ref().map(|cause| cause as &dyn std::fmt::Display));
    let what = Happened::Finished { attempts, success: error.is_none(), elapsed: started.elapsed() };
    core.tell(operation, what);
}

impl<'c> Journey<'c> {
    /// What can be wrong with a call is found here.
    fn new(call: &'c Call, started: Instant) -> Result<Self, Error> {
        call.check()?;
        let (core, operation) = (&call.core, call.operation);
        let limits = core.limits();
        let limit = call.timeout.unwrap_or_else(|| limits.operation.max(operation.timeout.unwrap_or_default()));
        let prepared = Prepared::new(call)?;
        Ok(Self {
            repeatable: operation.repeat.is_harmless(&prepared.headers),
            attempt_limit: operation.timeout.unwrap_or(limits.attempt),
            started,
            limit,
            deadline: started.checked_add(limit).unwrap_or_else(|| started + YEAR),
            under_way: Mutex::default(),
            is_limited: call.timeout.is_some(),
            opened: Mutex::default(),
            call,
            core,
            operation,
            first: Mutex::new(Some(prepared)),
        })
    }

    /// The deadline covers everything, credentials and the last byte of the body included; of a stream, the head. No stage
    /// waits for longer than until then, so that one timer is enough. What comes back is written where it stays.
    async fn answer(&self, failed: &mut Attempts, received: &mut Option<Received>) -> Result<(), Error> {
        let outcome = match self.place().await {
            Ok((_place, started)) => retry::received(self, started, failed, received).await,
            Err(passed) => Err(passed),
        };
        outcome.unwrap_or_else(|DeadlinePassed| {
            if let Some(sent) = self.under_way() {
                failed.push(Attempt { cause: Cause::Timeout, elapsed: sent.elapsed() });
            }
            Err(Error::deadline(self.operation, self.limit))
        })
    }

    /// A place, and since when there is one. Mostly there is one at once, and nothing to wait for.
    async fn place(&self) -> Result<(Option<SemaphorePermit<'c>>, Instant), DeadlinePassed> {
        if let Some(place) = self.core.free_place() {
            return Ok((Some(place), self.started));
        }
        let place = tokio::time::timeout_at(self.deadline, self.core.place()).await.map_err(|_| DeadlinePassed)?;
        Ok((place, Instant::now()))
    }

    fn tell(&self, what: Happened) {
        self.core.tell(self.operation, what);
    }

    /// The request of an attempt. It goes with the attempt, and another is the same again: what is random in it comes from
    /// the call's seed.
    fn prepared(&self) -> Result<Prepared, Error> {
        let first = self.first.lock().unwrap_or_else(PoisonError::into_inner).take();
        first.map_or_else(|| Prepared::new(self.call), Ok)
    }

    /// The stream that was opened.
    fn opened(&self) -> Option<Box<Flow>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn set_opened(&self, flow: Flow) {
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(flow));
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
