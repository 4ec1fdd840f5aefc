//! How far a command is: one line on standard error, where that is a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::report::grouped;

/// A line that is written over and over.
#[derive(Debug)]
pub(crate) struct Progress {
    what: &'static str,
    shown: Option<Instant>,
    terminal: bool,
}

impl Progress {
    pub(crate) fn new(what: &'static str) -> Self {
        Progress { what, shown: None, terminal: io::stderr().is_terminal() }
    }

    /// Shows how far it is, a few times a second.
    pub(crate) fn at(&mut self, done: u64, all: u64) {
        const PERIOD: Duration = Duration::from_millis(200);
        if self.terminal && self.shown.is_none_or(|shown| shown.elapsed() >= PERIOD) {
            self.shown = Some(Instant::now());
            // A line that cannot be shown is not worth a word.
            let _ = write!(io::stderr(), "\r{}: {} of {} ", self.what, grouped(done), grouped(all));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.is_some() {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}
