//! Whether a wait is over.

use std::time::SystemTime;

use super::Waiting;
use crate::api::Casing;
use crate::text::DateTime;

/// How many items have to be in the state that is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// One of them, whichever.
    Any,
    /// Each of them, and there is one at least.
    All,
    /// The newest.
    Newest,
}

/// What the newest item has most of. Texts of a time say nothing by themselves: they have fractions and offsets.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    Text(String),
    Number(i128),
    Time(SystemTime),
}

impl Order {
    fn of(text: String) -> Self {
        if let Ok(number) = text.parse() {
            return Self::Number(number);
        }
        let time = text.parse::<DateTime>().ok().and_then(|time| time.system_time());
        time.map_or(Self::Text(text), Self::Time)
    }
}

/// What a look at the items says.
pub(super) enum Verdict<T> {
    Reached(Vec<T>),
    /// There is no way from this state.
    Failed(String),
    /// Not yet; the state of what is waited for, if there is something.
    Pending(Option<String>),
}

pub(super) fn judge<T>(mut items: Vec<T>, waiting: &Waiting<T>, casing: Casing) -> Verdict<T> {
    if let (Of::Newest, Some(order)) = (waiting.of, waiting.order) {
        items = items.into_iter().max_by_key(|item| order(item).map(Order::of)).into_iter().collect();
    }
    let state = |item: &T| (waiting.state)(item);
    let is = |item: &T, states: &[&str]| {
        state(item).is_some_and(|state| states.iter().any(|known| casing.matches(&state, known)))
    };
    let all = waiting.of != Of::Any;
    let reached = |item: &T| is(item, waiting.reached);
    let failed = |item: &T| is(item, waiting.failed);
    let first = items.first().and_then(state);
    if items.is_empty() {
        return Verdict::Pending(None);
    }
    if all && items.iter().all(reached) {
        return Verdict::Reached(items);
    }
    if !all && items.iter().any(reached) {
        return Verdict::Reached(items.into_iter().filter(reached).collect());
    }
    let is_hopeless = if all { items.iter().any(failed) } else { items.iter().all(failed) };
    if is_hopeless {
        let state = items.iter().find(|item| failed(item)).and_then(state);
        return Verdict::Failed(state.unwrap_or_default());
    }
    Verdict::Pending(first)
}
