//! What is known of the tokens for one audience, and what follows from it: without a clock, a lock or a task.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::held::Held;
use super::source::FetchedToken;
use super::{HANG, hung};
use crate::credentials::{AccessToken, CredentialsError};

/// Between the starts of two refreshes, and between two that a refusal caused.
const GAP: Duration = Duration::from_secs(10);

/// How long nothing is asked for after failures: the first, and the longest that doubling leads to.
const FIRST_REST: Duration = Duration::from_secs(1);
const LONGEST_REST: Duration = Duration::from_secs(60);

/// A longer `Retry-After` than this is more likely a mistake.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60 * 60);

pub(super) type Outcome = Result<AccessToken, CredentialsError>;
pub(super) type Seen = watch::Receiver<Option<Outcome>>;

#[derive(Default)]
pub(super) struct State {
    held: Option<Held>,
    flight: Option<Flight>,
    flights: u64,
    /// No refresh before this.
    rests_until: Option<Instant>,
    /// No refresh because of a refusal before this.
    trusts_until: Option<Instant>,
    /// How many refreshes failed since the last that did not, and why the last did.
    failures: u32,
    error: Option<CredentialsError>,
}

/// A refresh under way.
struct Flight {
    number: u64,
    started: Instant,
    outcome: watch::Sender<Option<Outcome>>,
}

/// What is to be done for somebody who wants a token. A number is that of a refresh to start.
pub(super) enum Step {
    Serve(AccessToken),
    ServeAndRenew(AccessToken, u64),
    Renew(u64, Seen, Instant),
    /// For a refresh that is under way, no longer than until then.
    Wait(Seen, Instant),
    Fail(CredentialsError),
}

impl State {
    pub(super) fn step(&mut self, now: Instant, can_wait: bool) -> Step {
        self.give_up_overdue(now);
        let is_free = self.flight.is_none() && self.rests_until.is_none_or(|end| end <= now);
        let may_renew = can_wait && is_free;
        if let Some(held) = self.held.as_ref().filter(|held| held.is_usable(now)) {
            let (token, is_due) = (held.token.clone(), held.is_due(now));
            return if is_due && may_renew {
                Step::ServeAndRenew(token, self.start(now).0)
            } else {
                Step::Serve(token)
            };
        }
        if may_renew {
            let (number, seen) = self.start(now);
            return Step::Renew(number, seen, now + HANG);
        }
        if let Some(flight) = self.flight.as_ref().filter(|_| can_wait) {
            return Step::Wait(flight.outcome.subscribe(), flight.started + HANG);
        }
        // The last seconds of a token are better than nothing.
        match self.alive(now) {
            Some(token) => Step::Serve(token),
            None if can_wait => Step::Fail(self.refusal(now)),
            None => {
                Step::Fail(CredentialsError::new("an access token is fetched in a tokio runtime, and there is none"))
            }
        }
    }

    fn start(&mut self, now: Instant) -> (u64, Seen) {
        self.flights += 1;
        let (outcome, seen) = watch::channel(None);
        self.flight = Some(Flight { number: self.flights, started: now, outcome });
        (self.flights, seen)
    }

    /// A refresh has ended. One that was given up is of no interest any more.
    pub(super) fn settle(
        &mut self,
        number: u64,
        fetched: Result<FetchedToken, CredentialsError>,
        now: Instant,
        chance: f64,
    ) {
        let Some(flight) = self.flight.take_if(|flight| flight.number == number) else { return };
        let outcome = match fetched {
            Ok(fetched) => self.arrived(Held::new(fetched, now, chance), flight.started, now),
            Err(error) => self.failed(error, now),
        };
        flight.outcome.send_replace(Some(outcome));
    }

    fn arrived(&mut self, held: Held, started: Instant, now: Instant) -> Outcome {
        self.failures = 0;
        self.error = None;
        self.rests_until = Some(started + GAP);
        if held.is_alive(now) {
            let token = held.token.clone();
            self.held = Some(held);
            return Ok(token);
        }
        self.alive(now).ok_or_else(|| self.refusal(now))
    }

    fn failed(&mut self, error: CredentialsError, now: Instant) -> Outcome {
        let doubled = 1_u32.checked_shl(self.failures).unwrap_or(u32::MAX);
        let rest = FIRST_REST.saturating_mul(doubled).min(LONGEST_REST);
        let asked = error.retry_after().unwrap_or_default().min(LONGEST_RETRY_AFTER);
        self.failures = self.failures.saturating_add(1);
        self.rests_until = Some(now + rest.max(asked));
        self.error = Some(error);
        self.alive(now).ok_or_else(|| self.refusal(now))
    }

    /// The tokio runtime of a refresh is gone: it will not land.
    pub(super) fn clear(&mut self, number: u64) {
        self.flight.take_if(|flight| flight.number == number);
    }

    /// A runtime may also stand still, and with it the refresh and its limit of time.
    fn give_up_overdue(&mut self, now: Instant) {
        if let Some(flight) = self.flight.as_ref().filter(|flight| flight.started + HANG <= now) {
            self.settle(flight.number, Err(hung()), now, 0.0);
        }
    }

    /// Whether there is, or may be, another token than this one, which a service refused.
    pub(super) fn refused(&mut self, token: &AccessToken, now: Instant) -> bool {
        if !self.held.as_ref().is_some_and(|held| held.token.is(token)) {
            return true;
        }
        let is_failing = self.failures > 0 && self.rests_until.is_some_and(|end| now < end);
        let is_trusted = self.trusts_until.is_some_and(|end| now < end);
        if self.flight.is_none() && (is_failing || is_trusted) {
            return false;
        }
        self.held = None;
        self.rests_until = None;
        self.trusts_until = Some(now + GAP);
        true
    }

    fn alive(&self, now: Instant) -> Option<AccessToken> {
        self.held.as_ref().filter(|held| held.is_alive(now)).map(|held| held.token.clone())
    }

    /// Why there is none for now, and from when there may be one.
    fn refusal(&self, now: Instant) -> CredentialsError {
        let error = self.error.clone().unwrap_or_else(|| {
            CredentialsError::new("the access token was expired before another could be asked for").transient()
        });
        error.with_retry_after(self.rests_until.unwrap_or(now).saturating_duration_since(now))
    }
}
