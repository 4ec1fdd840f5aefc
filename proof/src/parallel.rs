//! Runs numbered cases on all cores. A case that panics or hangs is an outcome, not the end of the run.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::progress::Progress;

/// Longer than anything may take, on any machine: what is not done by then never will be.
const HANGS: Duration = Duration::from_secs(60);

/// What became of a case.
#[derive(Debug)]
pub(crate) enum End<T> {
    /// It ended by itself.
    Done(T),
    /// The message and place of its panic.
    Panicked(String),
    /// It did not end; no further case is run.
    Hangs,
}

thread_local! {
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs the cases 0, 1, .. and hands each outcome to `each`, in the order in which they end.
pub(crate) fn run<T: Send + 'static>(
    what: &'static str,
    cases: u64,
    work: impl Fn(u64) -> T + Send + Sync + 'static,
    mut each: impl FnMut(u64, End<T>),
) {
    let before = panic::take_hook();
    panic::set_hook(Box::new(|info| PANIC.with_borrow_mut(|told| *told = Some(info.to_string()))));
    let (sender, receiver) = mpsc::channel();
    let (next, stop, work) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)), Arc::new(work));
    let mut running = Vec::new();
    for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
        let current = Arc::new(Mutex::new(None));
        running.push(Arc::clone(&current));
        let (sender, next, stop, work) = (sender.clone(), Arc::clone(&next), Arc::clone(&stop), Arc::clone(&work));
        thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                let case = next.fetch_add(1, Ordering::Relaxed);
                if case >= cases {
                    return;
                }
                set(&current, Some((case, Instant::now())));
                let end = attempt(&*work, case);
                set(&current, None);
                // Whoever stopped listening has seen enough.
                if sender.send((case, end)).is_err() {
                    return;
                }
            }
        });
    }
    drop(sender);
    let mut progress = Progress::new(what);
    let mut done = 0;
    loop {
        match receiver.recv_timeout(Duration::from_millis(500)) {
            Ok((case, end)) => {
                each(case, end);
                done += 1;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        progress.at(done, cases);
        if let Some(case) = running.iter().find_map(|current| hanging(current)) {
            // A thread cannot be ended: it is left behind, and ends with the process.
            stop.store(true, Ordering::Relaxed);
            each(case, End::Hangs);
            break;
        }
    }
    panic::set_hook(before);
}

fn attempt<T>(work: &impl Fn(u64) -> T, case: u64) -> End<T> {
    match panic::catch_unwind(AssertUnwindSafe(|| work(case))) {
        Ok(value) => End::Done(value),
        Err(_) => End::Panicked(PANIC.with_borrow_mut(Option::take).unwrap_or_default()),
    }
}

type Current = Mutex<Option<(u64, Instant)>>;

fn set(current: &Current, to: Option<(u64, Instant)>) {
    *current.lock().unwrap_or_else(PoisonError::into_inner) = to;
}

fn hanging(current: &Current) -> Option<u64> {
    let (case, started) = (*current.lock().unwrap_or_else(PoisonError::into_inner))?;
    (started.elapsed() > HANGS).then_some(case)
}

#[cfg(test)]
mod tests {
    use super::{End, run};

    #[test]
    fn a_panic_is_an_outcome() {
        let mut outcomes = Vec::new();
        run(
            "cases",
            5,
            |case| if case == 3 { panic!("case three") } else { case * 2 },
            |case, end| {
                outcomes.push(match end {
                    End::Done(value) => (case, value.to_string()),
                    End::Panicked(told) => (case, told.lines().last().unwrap_or_default().to_owned()),
                    End::Hangs => (case, "hangs".to_owned()),
                });
            },
        );
        outcomes.sort();
        let expected = [(0, "0"), (1, "2"), (2, "4"), (3, "case three"), (4, "8")];
        assert_eq!(outcomes, expected.map(|(case, told)| (case, told.to_owned())));
    }
}
