//! Runs numbered cases, many at once: most of them wait most of the time. Each has a tokio runtime of its own, so that
//! what a case leaves behind is known to be its own.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};

use super::panics;
use crate::progress::Progress;

/// Longer than any case may take: what is not done by then never will be.
const HANGS: Duration = Duration::from_secs(120);

/// Tasks end by being polled once more after what they serve is gone.
const GRACE: Duration = Duration::from_secs(1);

/// How many cases run at once for each core.
const CROWD: usize = 12;

/// What became of a case.
#[derive(Debug)]
pub(crate) struct End<T> {
    /// None if it panicked.
    pub(crate) value: Option<T>,
    /// Every panic, on whatever thread.
    pub(crate) panics: Vec<String>,
    /// Tasks that were alive a second after the case.
    pub(crate) leaked: usize,
}

/// Runs these cases in a crowd, and hands each outcome to `each` in the order in which they end. The numbers of those
/// that never ended are returned: nothing is run after them.
pub(crate) fn run<T, F>(
    what: &'static str,
    cases: Vec<u64>,
    work: impl Fn(u64) -> F + Send + Sync + 'static,
    each: impl FnMut(u64, End<T>),
) -> io::Result<Vec<u64>>
where
    T: Send + 'static,
    F: Future<Output = T>,
{
    let cores = thread::available_parallelism().map_or(1, usize::from);
    run_at_once(cores * CROWD, what, cases, work, each)
}

/// The same with so many at once.
pub(crate) fn run_at_once<T, F>(
    width: usize,
    what: &'static str,
    cases: Vec<u64>,
    work: impl Fn(u64) -> F + Send + Sync + 'static,
    mut each: impl FnMut(u64, End<T>),
) -> io::Result<Vec<u64>>
where
    T: Send + 'static,
    F: Future<Output = T>,
{
    let _watch = panics::Watch::begin();
    let (sender, receiver) = mpsc::channel();
    let (next, cases, work) = (Arc::new(AtomicUsize::new(0)), Arc::new(cases), Arc::new(work));
    for _ in 0..width.clamp(1, cases.len().max(1)) {
        let (sender, next, cases, work) = (sender.clone(), Arc::clone(&next), Arc::clone(&cases), Arc::clone(&work));
        thread::Builder::new().name("cases".to_owned()).spawn(move || {
            while let Some(&case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                // Whoever stopped listening has seen enough.
                if sender.send((case, attempt(&*work, case))).is_err() {
                    return;
                }
            }
        })?;
    }
    drop(sender);
    let mut missing: std::collections::BTreeSet<u64> = cases.iter().copied().collect();
    let (all, mut progress, mut last) = (cases.len() as u64, Progress::new(what), Instant::now());
    loop {
        match receiver.recv_timeout(Duration::from_millis(500)) {
            Ok((case, Ok(end))) => {
                missing.remove(&case);
                last = Instant::now();
                each(case, end);
            }
            Ok((_, Err(error))) => return Err(error),
            Err(RecvTimeoutError::Timeout) if last.elapsed() < HANGS => {}
            Err(RecvTimeoutError::Timeout) => {
                // Those that were begun; their threads are left behind, and end with the process.
                let begun = cases.get(..next.load(Ordering::Relaxed)).unwrap_or(&cases);
                return Ok(begun.iter().copied().filter(|case| missing.contains(case)).collect());
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(Vec::new()),
        }
        progress.at(all - missing.len() as u64, all);
    }
}

fn attempt<T, F: Future<Output = T>>(work: &impl Fn(u64) -> F, case: u64) -> io::Result<End<T>> {
    panics::of_case(case);
    let runtime = Builder::new_current_thread().enable_all().thread_name(panics::thread_of(case)).build()?;
    let value = panic::catch_unwind(AssertUnwindSafe(|| runtime.block_on(work(case)))).ok();
    let leaked = runtime.block_on(left_alive(&runtime));
    // A look-up of a name cannot be ended.
    runtime.shutdown_background();
    Ok(End { value, panics: panics::take(case), leaked })
}

async fn left_alive(runtime: &Runtime) -> usize {
    let ended = Instant::now();
    loop {
        let alive = runtime.metrics().num_alive_tasks();
        if alive == 0 || ended.elapsed() > GRACE {
            return alive;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}
