//! A call as a future: it is sent when it is first polled, and stops when it is dropped.

use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use crate::answer::Answer;
use crate::call::Call;
use crate::error::Error;
use crate::pipeline;
use crate::transport::BoxFuture;

/// How far a call is.
#[derive(Default)]
pub(crate) enum Progress {
    /// It is being put together.
    #[default]
    Open,
    /// It is on its way. Nobody locks this: the future is polled by whoever has the call alone, and a call is `Sync`.
    Sent(Mutex<BoxFuture<'static, Result<Answer, Error>>>),
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

    pub(crate) fn poll_answer(&mut self, context: &mut Context<'_>) -> Poll<Result<Answer, Error>> {
        if let Progress::Open = self.progress {
            // Written where it stays: it is too large to be made elsewhere and moved.
            let sent = Box::write(Box::new_uninit(), pipeline::answer(self.take()));
            self.progress = Progress::Sent(Mutex::new(Box::into_pin(sent)));
        }
        let Progress::Sent(sent) = &mut self.progress else {
            // Polled after it was ready, which a future need not bear; this one says so.
            let error = Error::configuration(Some(self.operation), "the request was sent already".to_owned());
            return Poll::Ready(Err(error));
        };
        let sent = sent.get_mut().unwrap_or_else(PoisonError::into_inner);
        let answer = ready!(sent.as_mut().poll(context));
        self.progress = Progress::Done;
        Poll::Ready(answer)
    }
}
