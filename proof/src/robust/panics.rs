//! Panics, wherever they happen: in a case, in a task that it spawned, on a thread that waits for the disk.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::panic;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

static TOLD: Mutex<BTreeMap<u64, Vec<String>>> = Mutex::new(BTreeMap::new());

thread_local! {
    static CASE: Cell<Option<u64>> = const { Cell::new(None) };
}

/// While it lives, panics are noted and not shown.
pub(crate) struct Watch(Option<Hook>);

type Hook = Box<dyn Fn(&panic::PanicHookInfo<'_>) + Send + Sync>;

impl Watch {
    pub(crate) fn begin() -> Self {
        let before = panic::take_hook();
        panic::set_hook(Box::new(|info| {
            let case = CASE.get().or_else(of_thread).unwrap_or(u64::MAX);
            told().entry(case).or_default().push(info.to_string());
        }));
        Self(Some(before))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(before) = self.0.take().filter(|_| !thread::panicking()) {
            panic::set_hook(before);
        }
    }
}

/// Says that this thread runs a case from now on.
pub(crate) fn of_case(case: u64) {
    CASE.set(Some(case));
}

/// The name of a thread that works for a case.
pub(crate) fn thread_of(case: u64) -> String {
    format!("case-{case}")
}

fn of_thread() -> Option<u64> {
    thread::current().name()?.strip_prefix("case-")?.parse().ok()
}

/// Every panic of a case so far.
pub(crate) fn take(case: u64) -> Vec<String> {
    told().remove(&case).unwrap_or_default()
}

fn told() -> MutexGuard<'static, BTreeMap<u64, Vec<String>>> {
    TOLD.lock().unwrap_or_else(PoisonError::into_inner)
}
