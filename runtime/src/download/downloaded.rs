//! What is to be said of a file that was downloaded.

use std::time::Duration;

use crate::retry::Attempt;

/// A file that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Downloaded {
    pub(super) length: u64,
    pub(super) received: u64,
    pub(super) resumed_from: u64,
    pub(super) was_unpacked: bool,
    pub(super) is_checksummed: bool,
    pub(super) attempts: Vec<Attempt>,
    pub(super) elapsed: Duration,
}

impl Downloaded {
    /// How many bytes it has.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// How many bytes it had as it came; fewer than its length if it was packed.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }

    /// How many of these were there from a former download.
    #[must_use]
    pub fn resumed_from(&self) -> u64 {
        self.resumed_from
    }

    /// Whether it came packed by gzip.
    #[must_use]
    pub fn was_unpacked(&self) -> bool {
        self.was_unpacked
    }

    /// Whether a checksum says that it is right, the server's or the caller's; else only its length does.
    #[must_use]
    pub fn is_checksummed(&self) -> bool {
        self.is_checksummed
    }

    /// The attempts that failed before it was whole.
    #[must_use]
    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }

    /// How long it took.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}
