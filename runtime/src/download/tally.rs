//! What is counted in a download, so that it ends.

use std::time::Duration;

use tokio::time::Instant;

use crate::cause::Cause;
use crate::client::ClientCore;
use crate::error::Error;
use crate::retry::{Attempt, Decision, Situation, decide, retry_after};

pub(super) struct Tally {
    pub(super) failures: Vec<Attempt>,
    /// Attempts in a row that brought nothing.
    in_a_row: u32,
    /// How often a connection broke within the file.
    broke: u32,
    has_begun_again: bool,
    has_renewed: bool,
    pub(super) deadline: Instant,
}

impl Tally {
    pub(super) fn new(deadline: Instant) -> Self {
        Self { failures: Vec::new(), in_a_row: 0, broke: 0, has_begun_again: false, has_renewed: false, deadline }
    }

    /// Of the attempt that is under way; the first is 1.
    pub(super) fn number(&self) -> u32 {
        u32::try_from(self.failures.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// An attempt failed. One that brought something is the first of those that did not go on from there.
    pub(super) fn failed(&mut self, cause: Cause, elapsed: Duration, brought_something: bool) {
        self.failures.push(Attempt { cause, elapsed });
        if brought_something {
            self.broke = self.broke.saturating_add(1);
            self.in_a_row = 1;
        } else {
            self.in_a_row = self.in_a_row.saturating_add(1);
        }
    }

    /// Bytes came: the link is good.
    pub(super) fn advanced(&mut self) {
        self.has_renewed = false;
    }

    /// How long to wait for the next attempt, if there is one.
    pub(super) fn next(&self, core: &ClientCore, error: Error) -> Result<Duration, Error> {
        let downloader = core.downloader();
        let Some(cause) = error.cause().filter(|_| self.broke <= downloader.settings.resumes) else {
            return Err(error);
        };
        let environment = core.environment();
        let situation = Situation {
            cause,
            failed: self.in_a_row,
            repeatable: true,
            retry_after: error.headers().and_then(|headers| retry_after(headers, environment.wall())),
            remaining: self.deadline.saturating_duration_since(Instant::now()),
            chance: environment.fraction(),
        };
        match decide(core.retry(), &downloader.budget, &situation) {
            Decision::Wait(wait) => Ok(wait),
            Decision::Stop => Err(error),
        }
    }

    /// Whether the file may be begun again: once.
    pub(super) fn begins_again(&mut self) -> bool {
        !std::mem::replace(&mut self.has_begun_again, true)
    }

    /// Whether a fresh link may be asked for: once in a row.
    pub(super) fn renews(&mut self) -> bool {
        !std::mem::replace(&mut self.has_renewed, true)
    }
}
