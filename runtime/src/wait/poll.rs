//! The loop of a wait.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::time::Instant;

use super::judge::{Verdict, judge};
use super::{Plan, Waiting};
use crate::error::Error;

pub(super) async fn poll<T: Send + 'static>(plan: Plan<T>) -> Result<Vec<T>, Error> {
    let Plan { call, waiting, items: decode, every, within, only_new } = plan;
    let (core, operation) = (call.core.clone(), call.operation);
    if only_new && waiting.identity.is_none() {
        return Err(Error::configuration(Some(operation), "the spec does not say what tells new items from old ones"));
    }
    let started = Instant::now();
    let mut known = only_new.then(BTreeSet::new);
    let mut is_first = true;
    loop {
        let mut request = call.again();
        let left = within.saturating_sub(started.elapsed());
        let answer = tokio::time::timeout(left, std::future::poll_fn(|context| request.poll(context, decode))).await;
        let mut last_state = None;
        match answer {
            Err(_) => {}
            // The answer is that there is nothing.
            Ok(Err(error)) if is_pending(&error, waiting) => is_first = false,
            Ok(Err(error)) if error.is_transient() => {}
            Ok(Err(error)) => return Err(error),
            Ok(Ok(items)) => {
                let items = new_ones(items, waiting, &mut known, is_first);
                is_first = false;
                match judge(items, waiting, core.casing()) {
                    Verdict::Reached(items) => return Ok(items),
                    Verdict::Failed(state) => return Err(Error::hopeless(operation, waiting.name, &state)),
                    Verdict::Pending(state) => last_state = state,
                }
            }
        }
        let wait = jittered(every, core.environment().fraction());
        if started.elapsed().saturating_add(wait) >= within {
            return Err(Error::not_in_time(operation, waiting.name, within, last_state.as_deref()));
        }
        tokio::time::sleep(wait).await;
    }
}

/// Without those that were there at the first look; what cannot be told apart is taken for new.
fn new_ones<T>(items: Vec<T>, waiting: &Waiting<T>, known: &mut Option<BTreeSet<String>>, is_first: bool) -> Vec<T> {
    let (Some(known), Some(identity)) = (known, waiting.identity) else { return items };
    if is_first {
        known.extend(items.iter().filter_map(identity));
        return Vec::new();
    }
    items.into_iter().filter(|item| identity(item).is_none_or(|identity| !known.contains(&identity))).collect()
}

/// A gateway answers the same status, so the body has to be the declared one.
fn is_pending<T>(error: &Error, waiting: &Waiting<T>) -> bool {
    waiting.pending.is_some_and(|(status, is_declared)| error.is_declared_as(status, is_declared))
}

/// Give or take a fifth, so that clients that began together do not go on together.
fn jittered(every: Duration, chance: f64) -> Duration {
    every.mul_f64(0.8 + 0.4 * chance)
}
