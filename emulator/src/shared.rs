//! What all requests share, behind one lock.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::files::Shelf;
use crate::identity::{Decision, Directory};
use crate::links::Links;
use crate::model::{Account, RunPlan};
use crate::timestamp::Timestamp;
use crate::{Answer, Family, ReceivedRequest};

/// The service's memory.
#[derive(Debug)]
pub(crate) struct Shared {
    /// Scheme, host and port.
    pub origin: String,
    pub links: Links,
    state: Mutex<State>,
}

/// What changes.
#[derive(Debug)]
pub(crate) struct State {
    /// How far the clock is ahead of the system's.
    pub ahead: Duration,
    /// How far each request moves it.
    pub step: Duration,
    /// What arrived.
    pub requests: Vec<ReceivedRequest>,
    /// What to answer to the next requests.
    pub answers: VecDeque<Answer>,
    /// Of the partner, the marketplace and the Store.
    pub accounts: [Account; 3],
    /// How executions run by themselves, if they do.
    pub plan: Option<RunPlan>,
    /// How many of the next executions fail.
    pub failures: usize,
    /// The most items of a list in one answer.
    pub page_size: Option<NonZeroUsize>,
    pub files: Shelf,
    pub directory: Directory,
}

impl Shared {
    pub(crate) fn new(origin: String) -> Self {
        Self { links: Links::new(&origin), origin, state: Mutex::new(State::new()) }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state after all that was planned to happen until now.
    pub(crate) fn settled(&self) -> MutexGuard<'_, State> {
        let mut state = self.lock();
        state.run_executions();
        state
    }
}

impl State {
    fn new() -> Self {
        Self {
            ahead: Duration::ZERO,
            step: Duration::ZERO,
            requests: Vec::new(),
            answers: VecDeque::new(),
            accounts: [Family::Partner, Family::Marketplace, Family::Store].map(Account::new),
            plan: None,
            failures: 0,
            page_size: None,
            files: Shelf::new(),
            directory: Directory::new(),
        }
    }

    /// The emulator's time.
    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::now(self.ahead)
    }

    /// Moves the clock.
    pub(crate) fn advance(&mut self, time: Duration) {
        self.ahead = self.ahead.saturating_add(time);
    }

    pub(crate) fn account(&mut self, family: Family) -> &mut Account {
        let [partner, marketplace, store] = &mut self.accounts;
        match family {
            Family::Partner => partner,
            Family::Marketplace | Family::MarketplaceV1 => marketplace,
            Family::Store => store,
        }
    }

    /// Decides what happens to a sign-in. False if there is none of that code.
    pub(crate) fn decide(&mut self, user_code: &str, decision: Decision) -> bool {
        let now = self.now();
        self.directory.devices.decide(user_code, decision, now)
    }

    fn run_executions(&mut self) {
        let now = self.now();
        if let Some(plan) = self.plan {
            for account in &mut self.accounts {
                account.run_executions(plan, now, &mut self.failures);
            }
        }
    }
}
