//! The tokens for one audience: the state behind its lock, and what waits for it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use super::source::FetchedToken;
use super::state::{Outcome, Seen, State, Step};
use crate::credentials::{AccessToken, CredentialsError};
use crate::environment::Environment;

#[derive(Default)]
pub(super) struct Slot(Mutex<State>);

/// What is to be done for somebody who wants a token.
pub(super) enum Next {
    Serve(AccessToken),
    ServeAndRenew(AccessToken, Landing),
    Renew(Landing, Waiting),
    Wait(Waiting),
    Fail(CredentialsError),
}

impl Slot {
    /// Nothing is fetched or waited for outside of a tokio runtime.
    pub(super) fn next(self: &Arc<Self>, can_wait: bool, environment: &Environment) -> Next {
        let step = self.state().step(Instant::now(), can_wait);
        match step {
            Step::Serve(token) => Next::Serve(token),
            Step::ServeAndRenew(token, number) => Next::ServeAndRenew(token, self.landing(number, environment)),
            Step::Renew(number, seen, until) => Next::Renew(self.landing(number, environment), Waiting { seen, until }),
            Step::Wait(seen, until) => Next::Wait(Waiting { seen, until }),
            Step::Fail(error) => Next::Fail(error),
        }
    }

    pub(super) fn refused(&self, token: &AccessToken) -> bool {
        self.state().refused(token, Instant::now())
    }

    fn landing(self: &Arc<Self>, number: u64, environment: &Environment) -> Landing {
        Landing { slot: Arc::clone(self), number, chance: environment.fraction() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody who waits for a refresh. Dropping it changes nothing.
pub(super) struct Waiting {
    seen: Seen,
    until: Instant,
}

impl Waiting {
    /// What came of the refresh; nothing if it ended without.
    pub(super) async fn outcome(mut self) -> Option<Outcome> {
        let seen = tokio::time::timeout_at(self.until, self.seen.wait_for(Option::is_some)).await;
        seen.ok()?.ok()?.clone()
    }
}

/// A refresh that is to end one way or another: dropped before it has, it is none.
pub(super) struct Landing {
    slot: Arc<Slot>,
    number: u64,
    chance: f64,
}

impl Landing {
    pub(super) fn land(self, fetched: Result<FetchedToken, CredentialsError>) {
        if let Err(error) = &fetched {
            tracing::warn!(%error, "no new access token");
        }
        self.slot.state().settle(self.number, fetched, Instant::now(), self.chance);
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let panicked = CredentialsError::new("the source of access tokens panicked");
            self.slot.state().settle(self.number, Err(panicked), Instant::now(), self.chance);
        } else {
            self.slot.state().clear(self.number);
        }
    }
}
