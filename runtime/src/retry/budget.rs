//! How many retries a client may make in all, so that an outage is not met with several times the load.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use crate::cause::Cause;

/// Tokens: a retry takes some, a success and time bring some back. A client has one server, so this is a budget for
/// each origin; the clones of a client share it.
pub(crate) struct Budget(Mutex<Tokens>);

struct Tokens {
    count: f64,
    counted: Instant,
}

/// Ten retries at once; then one for five successes, so that one failure in ten leaves the budget alone; and one every
/// twenty seconds, so that a client that is hardly used may retry too.
const FULL: f64 = 50.0;
const RETRY: f64 = 5.0;
const THROTTLED_RETRY: f64 = 2.5;
const SUCCESS: f64 = 1.0;
const SECOND: f64 = 0.25;

impl Budget {
    pub(crate) fn full() -> Self {
        Self(Mutex::new(Tokens { count: FULL, counted: Instant::now() }))
    }

    /// Takes what a retry costs, if it is there.
    pub(crate) fn take(&self, cause: Cause) -> bool {
        let cost = if cause.is_throttled() { THROTTLED_RETRY } else { RETRY };
        let mut tokens = self.current();
        let is_enough = tokens.count >= cost;
        if is_enough {
            tokens.count -= cost;
        }
        is_enough
    }

    pub(crate) fn succeeded(&self) {
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.count = (tokens.count + SUCCESS).min(FULL);
    }

    fn current(&self) -> MutexGuard<'_, Tokens> {
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let seconds = now.saturating_duration_since(tokens.counted).as_secs_f64();
        tokens.count = (tokens.count + seconds * SECOND).min(FULL);
        tokens.counted = now;
        tokens
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn tokens_go_and_come_back() {
        let budget = Budget::full();
        let taken = (0..20).filter(|_| budget.take(Cause::NotSent)).count();
        assert_eq!(taken, 10);
        (0..4).for_each(|_| budget.succeeded());
        assert!(!budget.take(Cause::NotSent));
        budget.succeeded();
        assert!(budget.take(Cause::NotSent));
        tokio::time::advance(Duration::from_secs(20)).await;
        assert!(budget.take(Cause::NotSent) && !budget.take(Cause::NotSent));
        tokio::time::advance(Duration::from_secs(100_000)).await;
        assert_eq!((0..200).filter(|_| budget.take(Cause::NotSent)).count(), 10, "never more than full");
    }
}
