//! What a scan found, without repeating it.

use std::collections::BTreeMap;
use std::fmt;

use super::Encoding;

/// What was scanned and what was found so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Bytes scanned, by sink.
    pub sinks: BTreeMap<String, u64>,
    /// One for each sink, secret and form; in the order in which they were found first.
    pub findings: Vec<Finding>,
}

/// A part of a secret where none may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub sink: String,
    /// The name of the secret.
    pub sentinel: String,
    /// In which form.
    pub encoding: Encoding,
    /// The place of the first one: bytes from the start of the text or stream that was scanned.
    pub offset: u64,
    /// How often: one leak of a whole secret counts once for each 12 bytes or so.
    pub count: u64,
}

impl Report {
    /// How many bytes were scanned.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.sinks.values().sum()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    pub(super) fn scanned(&mut self, sink: &str, bytes: usize) {
        match self.sinks.get_mut(sink) {
            Some(sum) => *sum += bytes as u64,
            None => drop(self.sinks.insert(sink.to_owned(), bytes as u64)),
        }
    }

    pub(super) fn found(&mut self, sink: &str, sentinel: &str, encoding: Encoding, offset: u64) {
        let same = |finding: &&mut Finding| {
            finding.sink == sink && finding.sentinel == sentinel && finding.encoding == encoding
        };
        match self.findings.iter_mut().find(same) {
            Some(finding) => finding.count += 1,
            None => self.findings.push(Finding {
                sink: sink.to_owned(),
                sentinel: sentinel.to_owned(),
                encoding,
                offset,
                count: 1,
            }),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes in {} sinks, {} findings", self.bytes(), self.sinks.len(), self.findings.len())?;
        self.findings.iter().try_for_each(|finding| write!(f, "\n{finding}"))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sink, sentinel, encoding, offset, count } = self;
        write!(f, "{sink}: {sentinel}, {encoding}, first at byte {offset}, {count} times")
    }
}
