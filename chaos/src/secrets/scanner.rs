//! Looks for secrets in everything a program lets out.

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::patterns::Patterns;
use super::{Report, Sentinels};

/// Finds any 12 bytes in a row of any secret, in every [`Encoding`](super::Encoding). Threads may share it.
#[derive(Debug)]
pub struct Scanner {
    patterns: Patterns,
    names: Vec<String>,
    report: Mutex<Report>,
}

impl Scanner {
    /// A scanner for these secrets.
    ///
    /// # Panics
    ///
    /// If there are secrets of many megabytes, of which no automaton can be built.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the automaton numbers its states with 31 bits")]
    pub fn new(sentinels: &Sentinels) -> Self {
        let patterns = Patterns::new(sentinels).expect("the sentinels are too long for an automaton");
        let names = sentinels.iter().map(|sentinel| sentinel.name().to_owned()).collect();
        Self { patterns, names, report: Mutex::new(Report::default()) }
    }

    /// Scans a whole text that left the program by this sink, such as `display of Error`. Any name will do: sinks are
    /// counted apart.
    pub fn sink(&self, name: &str, bytes: impl AsRef<[u8]>) {
        self.scan(name, bytes.as_ref(), 0, 0);
    }

    /// A sink that gets its bytes in pieces: a secret that is cut between two is found.
    #[must_use]
    pub fn stream(&self, name: &str) -> Stream<'_> {
        Stream { scanner: self, name: name.to_owned(), tail: Vec::new(), passed: 0 }
    }

    /// What was scanned and found so far.
    #[must_use]
    pub fn report(&self) -> Report {
        self.lock().clone()
    }

    /// Scans these bytes, of which the first `known` were scanned before, and which begin `passed` bytes after the
    /// start of their stream.
    fn scan(&self, sink: &str, bytes: &[u8], known: usize, passed: u64) {
        let hits: Vec<_> = self.patterns.hits(bytes).filter(|hit| hit.end > known).collect();
        let mut report = self.lock();
        report.scanned(sink, bytes.len() - known);
        for hit in hits {
            if let Some(name) = self.names.get(hit.sentinel) {
                report.found(sink, name, hit.encoding, passed + hit.start as u64);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Report> {
        self.report.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A sink of a [`Scanner`] that is written to in pieces.
#[derive(Debug)]
pub struct Stream<'a> {
    scanner: &'a Scanner,
    name: String,
    /// The end of what was written, one byte too short for any pattern.
    tail: Vec<u8>,
    /// Bytes before the tail.
    passed: u64,
}

impl io::Write for Stream<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let known = self.tail.len();
        self.tail.extend_from_slice(bytes);
        self.scanner.scan(&self.name, &self.tail, known, self.passed);
        let kept = self.scanner.patterns.longest.saturating_sub(1).min(self.tail.len());
        let dropped = self.tail.len() - kept;
        self.tail.drain(..dropped);
        self.passed += dropped as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
