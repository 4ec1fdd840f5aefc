//! The client under test: as a user would build it, with limits that fit a run of thousands.

use std::time::Duration;

use apiloom_chaos::tls::Authority;
use partner_insights::runtime::Downloads;
use partner_insights::{Client, Credentials, Error, Limits, Network, Retry, Server};

/// How long an attempt is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Patience {
    /// Shorter than anything that never ends; what is good may also be too late for it, on a machine that is busy.
    Short,
    /// Longer than anything that ends, on any machine.
    Long,
}

impl Patience {
    pub(crate) fn attempt(self) -> Duration {
        match self {
            Self::Short => Duration::from_millis(200),
            Self::Long => Duration::from_secs(10),
        }
    }

    pub(crate) fn call(self) -> Duration {
        match self {
            Self::Short => Duration::from_millis(500),
            Self::Long => Duration::from_secs(40),
        }
    }
}

/// The largest body that the client takes: far below what faults call large.
pub(crate) const LARGEST: u64 = 512 * 1024;

/// How often a request is sent at most.
pub(crate) const ATTEMPTS: usize = 3;

/// Where a client goes.
#[derive(Clone, Copy)]
pub(crate) struct Way<'w> {
    /// Scheme, host and port.
    pub(crate) server: &'w str,
    pub(crate) proxy: Option<&'w str>,
    /// Whom it trusts.
    pub(crate) authority: &'w Authority,
}

impl Way<'_> {
    /// The URL that the client is given: with a path, as the service has.
    pub(crate) fn base_url(&self) -> String {
        format!("{}/insights/v1/mpn", self.server)
    }

    pub(crate) fn network(&self, patience: Patience) -> Result<Network, Error> {
        let network = Network::default()
            .connect_timeout(patience.attempt())
            .trust(self.authority.pem().as_bytes())?
            .trust_nothing_else();
        let network = match self.proxy {
            Some(proxy) => network.proxy(proxy)?,
            None => network.no_proxy(),
        };
        // A host without an address is none of this machine.
        let is_plain = self.server.starts_with("http://") && !self.server.contains("127.0.0.1");
        Ok(if is_plain { network.plain_http().and_credentials_in_the_clear() } else { network })
    }
}

/// A client with limits for a run, and waits that are short.
///
/// # Errors
/// If it cannot be built: that is a fault of the run.
pub(crate) fn client(way: Way<'_>, patience: Patience, credentials: impl Credentials) -> Result<Client, Error> {
    let limits = Limits::default().attempt(patience.attempt()).operation(patience.call()).body(LARGEST);
    let retry = Retry::default()
        .first_wait(Duration::from_millis(20))
        .longest_wait(Duration::from_millis(50))
        .longest_retry_after(Duration::from_secs(2));
    Client::builder()
        .server(Server::Partner)
        .base_url(way.base_url())
        .credentials(credentials)
        .network(way.network(patience)?)
        .limits(limits)
        .retry(retry)
        .downloads(Downloads::default().allow_loopback().largest(LARGEST).stall(1024, patience.attempt()))
        .build()
}
