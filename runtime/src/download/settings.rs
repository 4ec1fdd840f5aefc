//! What the downloads of a client may do.

use std::time::Duration;

/// More redirects than this are followed for nobody.
const MOST_REDIRECTS: u32 = 3;

/// The limits of every download of a client, as a plain value.
///
/// | setting | default | why |
/// | --- | --- | --- |
/// | [`pin`](Self::pin) | the hosts that the spec names, else any public name | a link comes from an answer, and whoever changed that could name any machine |
/// | [`largest`](Self::largest) | 10 GiB | the largest exports that reporting services document |
/// | [`resumes`](Self::resumes) | 5 | a line that breaks more often will not carry the rest either |
/// | [`stall`](Self::stall) | less than 1 KiB/s over 30 s | a tenth of what the slowest modem lines carry |
/// | [`redirects`](Self::redirects) | 0 | object stores answer themselves |
/// | [`allow_private_addresses`](Self::allow_private_addresses) | no | a link must not reach what stands behind the caller's firewall |
/// | [`allow_loopback`](Self::allow_loopback) | no | nor the machine itself |
///
/// A failed request is repeated as [`Retry`](crate::Retry) says; downloads have a budget of retries of their own. They
/// take no place among the calls ([`Limits::in_flight`](crate::Limits::in_flight)), since one may last for hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Downloads {
    pub(super) hosts: Vec<String>,
    pub(super) largest: u64,
    pub(super) resumes: u32,
    pub(super) redirects: u32,
    /// Bytes in a second.
    pub(super) slowest: u64,
    pub(super) patience: Duration,
    pub(super) private: bool,
    pub(super) loopback: bool,
}

impl Default for Downloads {
    fn default() -> Self {
        Self {
            hosts: Vec::new(),
            largest: 10 * 1024 * 1024 * 1024,
            resumes: 5,
            redirects: 0,
            slowest: 1024,
            patience: Duration::from_secs(30),
            private: false,
            loopback: false,
        }
    }
}

impl Downloads {
    /// Downloads from this host, and from others that are pinned, alone: `files.example.com`, or `*.example.com` for
    /// every name below it. The port is 443 unless one is named: `files.example.com:8443`. Hosts that the spec names
    /// no longer count then.
    #[must_use]
    pub fn pin(mut self, host: impl Into<String>) -> Self {
        self.hosts.push(host.into());
        self
    }

    /// The largest file in bytes, as it comes and after it is unpacked.
    #[must_use]
    pub fn largest(self, bytes: u64) -> Self {
        Self { largest: bytes, ..self }
    }

    /// How often a download goes on after a connection that broke within the file.
    #[must_use]
    pub fn resumes(self, count: u32) -> Self {
        Self { resumes: count, ..self }
    }

    /// Gives up a connection on which fewer bytes than this come in a second, over so long a time. It is looked at once
    /// in that time, and time in which the file is written does not count.
    #[must_use]
    pub fn stall(self, bytes_per_second: u64, over: Duration) -> Self {
        Self { slowest: bytes_per_second, patience: over, ..self }
    }

    /// How many redirects of one request are followed, 3 at most. Each must lead to a pinned host, and is asked without
    /// `Referer`.
    #[must_use]
    pub fn redirects(self, count: u32) -> Self {
        Self { redirects: count.min(MOST_REDIRECTS), ..self }
    }

    /// Downloads from names that lead to addresses of private networks (RFC 1918, RFC 4193, RFC 6598) too: for storage
    /// behind a private endpoint. Pin its host as well.
    #[must_use]
    pub fn allow_private_addresses(self) -> Self {
        Self { private: true, ..self }
    }

    /// Downloads from the machine itself too, pinned or not, by plain `http` as well: for tests and emulators. No proxy
    /// is asked then.
    #[must_use]
    pub fn allow_loopback(self) -> Self {
        Self { loopback: true, ..self }
    }
}
