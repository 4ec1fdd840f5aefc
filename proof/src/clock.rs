//! Time that a thread was on a processor: what other programs do meanwhile does not count.

use std::fs;
use std::time::{Duration, Instant};

/// Runs from when it is made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    thread: Option<Duration>,
    wall: Instant,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Clock { thread: of_thread(), wall: Instant::now() }
    }

    /// How long this thread has been on a processor since; where the system does not tell, how long it is ago.
    pub(crate) fn elapsed(self) -> Duration {
        match (self.thread, of_thread()) {
            (Some(start), Some(end)) => end.saturating_sub(start),
            _ => self.wall.elapsed(),
        }
    }
}

/// Linux: the first number of `schedstat` is in nanoseconds.
fn of_thread() -> Option<Duration> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The most memory that this process ever had, in bytes; 0 where the system does not tell.
pub(crate) fn most_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    line.and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or_default() << 10
}
