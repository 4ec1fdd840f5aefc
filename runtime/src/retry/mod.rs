//! Sending again: whether, when, and how often.

mod attempt;
mod backoff;
mod budget;
mod decide;
mod retry_after;

use std::time::Duration;

pub use self::attempt::Attempt;
pub(crate) use self::attempt::Attempts;
pub(crate) use self::budget::Budget;
pub(crate) use self::decide::{Decision, Situation, decide};
pub(crate) use self::retry_after::retry_after;

/// When a request is sent again, as a plain value.
///
/// Only a request whose repetition does no harm is: one that was never sent; one whose method is idempotent (RFC 9110
/// section 9.2.2), or that the spec calls so; one with a header field on which the spec says that the server recognises
/// a repetition. And only after a cause that may pass: no connection, no answer in time, an interrupted answer, or one
/// of 408, 429, 500, 502, 503, 504.
///
/// | setting | default | where the number is from |
/// | --- | --- | --- |
/// | [`attempts`](Self::attempts) | 3 | AWS's standard mode; Google's SRE book, chapter 21 |
/// | [`first_wait`](Self::first_wait) | 250 ms, doubled by each attempt; 1 s after 429 | AWS and Azure: 50 to 800 ms |
/// | [`longest_wait`](Self::longest_wait) | 20 s | AWS's standard mode |
/// | [`longest_retry_after`](Self::longest_retry_after) | 60 s | what Microsoft Entra ID asks for at most |
/// | budget | 10 retries at once (20 after 429); 5 successes bring one back, and so do 20 s | a fifth of the calls, as in tower and reqwest |
///
/// A wait is a random part of what is said here (full jitter, as in AWS's builders' library), so that clients which
/// failed together do not come back together; 50 ms at least. A `Retry-After` is waited for in full, and up to a quarter of
/// it more (10 s at most), but never longer than [`longest_retry_after`](Self::longest_retry_after); one that asks for more
/// than that ends the call at once with [`Error::retry_after`](crate::Error::retry_after) set. No wait ends after the call's
/// deadline: the call ends instead.
#[derive(Clone, Debug, PartialEq)]
pub struct Retry {
    pub(crate) attempts: u32,
    pub(crate) first_wait: Duration,
    pub(crate) longest_wait: Duration,
    pub(crate) longest_retry_after: Duration,
    pub(crate) budget: bool,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            attempts: 3,
            first_wait: Duration::from_millis(250),
            longest_wait: Duration::from_secs(20),
            longest_retry_after: Duration::from_secs(60),
            budget: true,
        }
    }
}

impl Retry {
    /// Never sends again.
    #[must_use]
    pub fn never() -> Self {
        Self { attempts: 1, ..Self::default() }
    }

    /// How often a request is sent at most, the first time included.
    #[must_use]
    pub const fn attempts(self, count: u32) -> Self {
        Self { attempts: count, ..self }
    }

    /// The longest wait before the second attempt; each later one doubles it.
    #[must_use]
    pub const fn first_wait(self, wait: Duration) -> Self {
        Self { first_wait: wait, ..self }
    }

    /// The longest wait that doubling may lead to.
    #[must_use]
    pub const fn longest_wait(self, wait: Duration) -> Self {
        Self { longest_wait: wait, ..self }
    }

    /// The longest `Retry-After` that is waited for, and the longest wait that one may lead to.
    #[must_use]
    pub const fn longest_retry_after(self, wait: Duration) -> Self {
        Self { longest_retry_after: wait, ..self }
    }

    /// Sends again however many calls fail: an outage is then met with [`attempts`](Self::attempts) times the load.
    #[must_use]
    pub const fn without_budget(self) -> Self {
        Self { budget: false, ..self }
    }
}
