//! One attempt: a request, a head, and what comes of the body.

use http::StatusCode;
use tokio::time::Instant;

use super::exchange;
use super::failure::Failure;
use super::head::{Answer, Representation, judge};
use super::pace::Pace;
use super::target::Target;
use super::transfer::Transfer;
use super::wrapping::too_large;
use crate::arrived::Arrived;
use crate::body::{Body, length_of};
use crate::cause::Cause;
use crate::error::Error;
use crate::observe::Happened;
use crate::transport::TransportError;

/// Why an attempt was not the last.
pub(super) enum Setback {
    /// By what was waited for, it may go better.
    Failed(Error),
    /// The link is no longer good.
    Expired(Error),
    /// What comes is not the rest of what is there.
    Changed(&'static str),
}

impl Transfer<'_> {
    pub(super) async fn attempt(&mut self, target: &mut Target<'_>) -> Result<(), Setback> {
        let started = Instant::now();
        let headers = exchange::headers(self.core, self.asked().as_ref(), self.wants_gzip);
        let answer = exchange::ask(self.core, &self.link, self.rules, headers).await?;
        let (number, status) = (self.tally.number(), answer.status);
        self.tell(Happened::Answered { number, status, elapsed: started.elapsed() });
        let judged = judge(self.asked().as_ref(), &answer).map_err(Error::broken)?;
        let end = match judged {
            Answer::Whole(of) => self.begin(of, target).await?,
            Answer::Rest { end, length, md5 } => {
                if let Some(of) = &mut self.of {
                    of.length = Some(length);
                    of.md5 = of.md5.or(md5);
                }
                Some(end)
            }
            Answer::Other(why) => return Err(Setback::Changed(why)),
            Answer::None => return Err(self.refused(answer).await),
        };
        self.take(answer.body, end, target).await?;
        Ok(())
    }

    /// A file from its first byte, if it is one to take; the answer is where it ends, if that is known.
    async fn begin(&mut self, of: Representation, target: &mut Target<'_>) -> Result<Option<u64>, Error> {
        if self.there > 0 {
            self.begin_again("the whole file came where the rest of it was asked for", target)?;
        }
        if of.length.is_some_and(|length| length > self.largest) {
            return Err(Error::broken(too_large(self.largest)));
        }
        let is_checked = !of.is_open || of.md5.is_some() || self.options.expected.is_any();
        if !is_checked && !self.options.takes_unverified {
            return Err(Error::download(Failure::Unverified));
        }
        target.begin(&of).await?;
        let end = of.length;
        self.of = Some(of);
        Ok(end)
    }

    /// Takes what comes, up to where the answer said that it ends.
    async fn take(&mut self, mut body: Body, end: Option<u64>, target: &mut Target<'_>) -> Result<(), Setback> {
        let settings = &self.core.downloader().settings;
        let mut pace = Pace::new(settings.slowest, settings.patience);
        let length = self.of.as_ref().and_then(|of| of.length);
        loop {
            let piece = match pace.next(&mut body).await {
                Ok(Some(piece)) => piece,
                Ok(None) => break,
                // Everything came that was to come.
                Err(_) if end == Some(self.there) => break,
                Err(error) if error.is_garbled => return Err(Setback::Changed("what came breaks the rules of HTTP")),
                Err(error) => return Err(Error::broken(error).into()),
            };
            let there = self.there.saturating_add(length_of(&piece));
            if end.is_some_and(|end| there > end) {
                return Err(Error::broken(TransportError::unusable("more came than the answer said")).into());
            }
            if there > self.largest {
                return Err(Error::broken(too_large(self.largest)).into());
            }
            self.digests.push(&piece);
            target.push(piece).await?;
            self.there = there;
            self.tally.advanced();
            self.options.show(there, length);
        }
        if length.is_some_and(|length| self.there < length) {
            return Err(Error::broken(TransportError::interrupted("the connection ended before the file did")).into());
        }
        Ok(())
    }

    /// A link may expire more than once in a long download, but a fresh one that is refused will not get better.
    async fn refused(&mut self, answer: Arrived) -> Setback {
        let is_expired = answer.status == StatusCode::FORBIDDEN;
        let error = exchange::refusal(self.core, answer).await;
        if is_expired && self.options.can_renew() && self.tally.renews() {
            Setback::Expired(error)
        } else {
            Setback::Failed(error)
        }
    }
}

impl Setback {
    pub(super) fn cause(&self) -> Cause {
        match self {
            Self::Failed(error) | Self::Expired(error) => error.cause().unwrap_or(Cause::Unusable),
            Self::Changed(_) => Cause::Unusable,
        }
    }
}

impl From<Error> for Setback {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}
