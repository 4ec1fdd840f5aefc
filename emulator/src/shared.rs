//! What all requests share, behind one lock.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::model::Account;
use crate::timestamp::Timestamp;
use crate::{Answer, Family, ReceivedRequest};

/// The service's memory.
#[derive(Debug)]
pub(crate) struct Shared {
    /// Scheme, host and port.
    pub origin: String,
    state: Mutex<State>,
}

/// What changes.
#[derive(Debug)]
pub(crate) struct State {
    /// How often the token was renewed.
    pub renewals: u32,
    /// How far the clock is ahead of the system's.
    pub ahead: Duration,
    /// What arrived.
    pub requests: Vec<ReceivedRequest>,
    /// What to answer to the next requests.
    pub answers: VecDeque<Answer>,
    /// Of the partner, the marketplace and the Store.
    pub accounts: [Account; 3],
}

/// The shared memory as the operations of one family see it.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    pub family: Family,
    pub shared: Arc<Shared>,
}

impl Shared {
    pub(crate) fn new(origin: String) -> Self {
        let accounts = [Family::Partner, Family::Marketplace, Family::Store].map(Account::new);
        let state =
            State { renewals: 0, ahead: Duration::ZERO, requests: Vec::new(), answers: VecDeque::new(), accounts };
        Self { origin, state: Mutex::new(state) }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::now(self.lock().ahead)
    }
}

impl State {
    pub(crate) fn account(&mut self, family: Family) -> &mut Account {
        let [partner, marketplace, store] = &mut self.accounts;
        match family {
            Family::Partner => partner,
            Family::Marketplace | Family::MarketplaceV1 => marketplace,
            Family::Store => store,
        }
    }

    /// The bearer token of today.
    pub(crate) fn token(&self) -> String {
        format!("emulator-token-{}", self.renewals + 1)
    }
}
