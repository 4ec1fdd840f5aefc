//! Sending a call: the order of everything that happens between a method and its answer.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::answer::Answer;
use crate::api::Casing;
use crate::call::Call;
use crate::error::Error;
use crate::http_transport::Received;
use crate::operation::Operation;
use crate::request::Prepared;
use crate::transport::BoxFuture;

/// A call on its way: a future that does nothing before it is polled and stops when it is dropped.
#[must_use = "a request is sent when it is awaited"]
pub struct Sending<T> {
    answer: BoxFuture<'static, Result<Answer, Error>>,
    decode: fn(Answer) -> Result<T, Error>,
}

impl<T> Sending<T> {
    pub(crate) fn new(call: Call, decode: fn(Answer) -> Result<T, Error>) -> Self {
        Self {
            answer: Box::pin(answer(call)),
            decode,
        }
    }
}

impl<T> Future for Sending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(self.answer.as_mut().poll(context));
        Poll::Ready(answer.and_then(self.decode))
    }
}

impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Sending")
    }
}

/// The deadline covers everything, credentials and the last byte of the body included.
async fn answer(call: Call) -> Result<Answer, Error> {
    call.check()?;
    let operation = call.operation;
    let casing = call.core.casing();
    let limit = call
        .timeout
        .or(operation.timeout)
        .unwrap_or(call.core.timeout());
    let Ok(received) = tokio::time::timeout(limit, exchange(call)).await else {
        return Err(Error::deadline(operation, limit));
    };
    classified(received?, operation, casing)
}

async fn exchange(call: Call) -> Result<Received, Error> {
    let operation = call.operation;
    let core = call.core.clone();
    let token = core.token(operation).await?;
    let prepared = Prepared::new(call, token.as_ref())?;
    core.exchange(prepared)
        .await
        .map_err(|error| Error::transport(operation, error))
}

/// A declared success, or an error that keeps everything.
fn classified(
    received: Received,
    operation: &'static Operation,
    casing: Casing,
) -> Result<Answer, Error> {
    if operation.is_success(received.status) || means_none(&received, operation, casing) {
        return Ok(Answer::new(received, operation, casing));
    }
    Err(Error::with_status(operation, received, casing))
}

/// Whether the answer is an empty list told by a status. A gateway answers 404 as well, so the
/// body must be what the spec declares.
fn means_none(received: &Received, operation: &Operation, casing: Casing) -> bool {
    operation.none == Some(received.status.as_u16())
        && match operation.none_check {
            Some(is_declared) => is_declared(&received.body, casing),
            None => received.body.is_empty(),
        }
}
