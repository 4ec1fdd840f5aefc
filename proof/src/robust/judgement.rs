//! What a call told, and what of it is right or no wonder.

use apiloom_chaos::fault::{Breach, Failure, Repeat, Seen, Times};
use partner_insights::{Error, StatusCode};

use super::client::{ATTEMPTS, Patience};
use super::operation::{Operation, Told};
use super::trial::Subject;

impl Subject<'_> {
    pub(super) fn seen(&self, told: &Result<Told, Error>) -> Seen {
        match told {
            Err(_) => Seen::Error,
            Ok(told) if Some(&told.value) == self.world.right(self.case.operation) => Seen::Good,
            // The spec says that 404 is an empty list: what was asked for is not there.
            Ok(told) if self.case.operation.is_list() && told.value.is_empty() && is_not_found(told) => Seen::Error,
            Ok(_) => Seen::Other,
        }
    }

    pub(super) fn attempts(&self) -> usize {
        // A file that breaks is gone on with, five times and more.
        if self.case.operation == Operation::Download { 4 * ATTEMPTS } else { ATTEMPTS }
    }

    /// Whether a connection through the proxy was made after one that was not.
    pub(super) fn is_of_proxy(&self, seen: Seen) -> bool {
        self.fault.expect().failure == Failure::Proxy && self.case.times == Times::Once && seen == Seen::Good
    }

    /// Whether it is no wonder for a client with little patience: it may give an answer up as late, whatever it would
    /// have been, and ask again, once the fault is over as well.
    pub(super) fn is_of_haste(&self, breach: &Breach, told: &Result<Told, Error>) -> bool {
        let asks_again = self.case.operation.repeat() == Repeat::Allowed;
        let is_wonderless = match breach {
            Breach::NeedlessError => told.as_ref().is_err_and(Error::is_transient),
            Breach::TooManyRequests { sent, .. } => asks_again && *sent <= self.attempts(),
            Breach::MadeUpSuccess => self.case.times == Times::Once && self.seen(told) == Seen::Good,
            _ => false,
        };
        self.case.patience == Patience::Short && is_wonderless
    }

    /// An accident of a connection that happens once, to what may be repeated, with time enough.
    pub(super) fn has_to_recover(&self) -> bool {
        let expect = self.fault.expect();
        let by_accident = match expect.failure {
            Failure::Connect => true,
            // The crate `h2` does not say which stream was the last that a server looked at.
            Failure::Interrupted => self.case.operation.repeat() == Repeat::Allowed,
            _ => false,
        };
        self.case.times == Times::Once
            && self.case.patience == Patience::Long
            && by_accident
            && expect.recovers(self.case.operation.repeat())
    }
}

fn is_not_found(told: &Told) -> bool {
    told.status.is_none_or(|status| status == StatusCode::NOT_FOUND)
}

/// Why a call is not what it should be.
pub(super) fn words(told: &Result<Told, Error>) -> String {
    match told {
        Ok(told) => format!("a success with {} bytes of another value", format!("{:?}", told.value).len()),
        Err(error) => error.to_string(),
    }
}
