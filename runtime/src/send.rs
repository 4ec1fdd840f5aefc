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

/// How far a call is.
#[derive(Default)]
pub(crate) enum Progress {
    /// It is being put together.
    #[default]
    Open,
    /// It is on its way.
    Sent(BoxFuture<'static, Result<Answer, Error>>),
    /// Its answer was given.
    Done,
}

impl Call {
    /// Sends the call when it is first polled, and decodes its answer. A request of a generated client is a future
    /// by this: dropping it ends the call.
    ///
    /// # Errors
    ///
    /// Arguments that are not valid, a deadline, a connection, an answer that is an error or is not what the spec
    /// says.
    pub fn poll<T>(
        &mut self,
        context: &mut Context<'_>,
        decode: fn(Answer) -> Result<T, Error>,
    ) -> Poll<Result<T, Error>> {
        self.poll_answer(context).map(|answer| answer.and_then(decode))
    }

    fn poll_answer(&mut self, context: &mut Context<'_>) -> Poll<Result<Answer, Error>> {
        if let Progress::Open = self.progress {
            let call = self.take();
            self.progress = Progress::Sent(Box::pin(answer(call)));
        }
        let Progress::Sent(sent) = &mut self.progress else {
            // Polled after it was ready, which a future need not bear; this one says so.
            let error = Error::configuration(Some(self.operation), "the request was sent already".to_owned());
            return Poll::Ready(Err(error));
        };
        let answer = ready!(sent.as_mut().poll(context));
        self.progress = Progress::Done;
        Poll::Ready(answer)
    }
}

/// A call on its way: a future that does nothing before it is polled and stops when it is dropped.
#[must_use = "a request is sent when it is awaited"]
pub struct Sending<T> {
    call: Call,
    decode: fn(Answer) -> Result<T, Error>,
}

impl<T> Sending<T> {
    pub(crate) fn new(call: Call, decode: fn(Answer) -> Result<T, Error>) -> Self {
        Self { call, decode }
    }
}

impl<T> Future for Sending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let decode = self.decode;
        self.call.poll(context, decode)
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
    let limit = call.timeout.or(operation.timeout).unwrap_or(call.core.timeout());
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
    core.exchange(prepared).await.map_err(|error| Error::transport(operation, error))
}

/// A declared success, or an error that keeps everything.
fn classified(received: Received, operation: &'static Operation, casing: Casing) -> Result<Answer, Error> {
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
