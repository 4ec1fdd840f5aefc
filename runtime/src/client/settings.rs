//! How a client is made.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::HeaderValue;
use tokio::sync::Semaphore;

use super::variables::{self, Chosen};
use super::{BaseUrl, ClientCore, Inner, Via};
use crate::api::{Api, Server};
use crate::credentials::Credentials;
#[cfg(feature = "download")]
use crate::download::{Downloader, Downloads};
use crate::environment::Environment;
use crate::error::{Error, readable};
use crate::limits::Limits;
use crate::network::{HttpTransport, Network, Plain, Reach};
use crate::observe::Observer;
use crate::request::Templates;
use crate::retry::{Budget, Retry};
use crate::transport::Transport;

/// What a client needs to know before its first call. Nothing is checked before
/// [`build`](Self::build).
#[must_use = "settings do nothing before they are built"]
pub struct Settings {
    api: &'static Api,
    server: Option<&'static Server>,
    base_url: Option<String>,
    variables: Chosen,
    credentials: Vec<(&'static str, Box<dyn Credentials>)>,
    transport: Option<Box<dyn Transport>>,
    network: Network,
    limits: Limits,
    retry: Retry,
    observer: Option<Box<dyn Observer>>,
    user_agent: Option<String>,
    wall_clock: fn() -> SystemTime,
    seed: Option<u64>,
    #[cfg(feature = "download")]
    downloads: Downloads,
}

impl Settings {
    /// The defaults of [`Limits`], [`Retry`] and [`Network`].
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            server: None,
            base_url: None,
            variables: Chosen::new(),
            credentials: Vec::new(),
            transport: None,
            network: Network::default(),
            limits: Limits::default(),
            retry: Retry::default(),
            observer: None,
            user_agent: None,
            wall_clock: SystemTime::now,
            seed: None,
            #[cfg(feature = "download")]
            downloads: Downloads::default(),
        }
    }

    /// Chooses a server of the spec.
    pub fn server(mut self, server: &'static Server) -> Self {
        self.server = Some(server);
        self
    }

    /// Chooses what stands in the server's URL in the place of a name in braces. Servers without that name are not changed.
    pub fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    /// Sends requests to another URL than the server's. It must begin with `https`, unless the
    /// host is the machine itself or [`Network::plain_http`] is set, and hold no user name, query or fragment.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Says who calls.
    pub fn credentials(self, credentials: impl Credentials) -> Self {
        self.credentials_for("", credentials)
    }

    /// Says who calls where an API has several kinds of credentials, in place of what was said for that kind.
    pub fn credentials_for(mut self, scheme: &'static str, credentials: impl Credentials) -> Self {
        self.credentials.retain(|(name, _)| *name != scheme);
        self.credentials.push((scheme, Box::new(credentials)));
        self
    }

    /// Limits a call from its first poll to its last byte, retries included: [`Limits::operation`]. Each of its attempts is
    /// also limited by [`Limits::attempt`], however much longer this is.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits = self.limits.operation(timeout);
        self
    }

    /// Says how much a call may take.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Says when a request is sent again.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Says how to connect.
    pub fn network(mut self, network: Network) -> Self {
        self.network = network;
        self
    }

    /// Shows what happens in calls.
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// Says what the downloads of links may do.
    #[cfg(feature = "download")]
    pub fn downloads(mut self, downloads: Downloads) -> Self {
        self.downloads = downloads;
        self
    }

    /// Says what calls (RFC 9110 section 10.1.5), in place of the API's name and version.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sends requests through something else than the network.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Replaces chance: the same seed makes the same waits and the same identifiers in header fields. For tests.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Replaces the time of day, by which dates in header fields are read. For tests; what is waited for and measured
    /// goes by tokio's clock, which `tokio::time::pause` stops.
    pub fn wall_clock(mut self, now: fn() -> SystemTime) -> Self {
        self.wall_clock = now;
        self
    }

    /// Checks the settings.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`]: no server, a base URL or user agent that is not valid, credentials that would be
    /// sent in the clear, or no TLS to be had.
    pub fn build(self) -> Result<ClientCore, Error> {
        let (base, audience) = (self.base()?, self.audience()?);
        let user_agent = self.user_agent.unwrap_or_else(|| default_user_agent(self.api));
        let user_agent = HeaderValue::try_from(user_agent)
            .map_err(|_| wrong("the user agent is not the value of a header field"))?;
        let via = match self.transport {
            Some(transport) => Via::Given(transport),
            None => match HttpTransport::new(&self.network, base.reach) {
                Ok(network) => Via::Network(network),
                Err(error) => return Err(wrong(&readable(&error.to_string()))),
            },
        };
        Ok(ClientCore(Arc::new(Inner {
            api: self.api,
            server: self.server,
            base,
            templates: Templates::default(),
            audience,
            credentials: self.credentials,
            via,
            #[cfg(feature = "download")]
            network: self.network,
            places: Semaphore::new(self.limits.in_flight.clamp(1, Semaphore::MAX_PERMITS)),
            limits: self.limits,
            retry: self.retry,
            budget: Budget::full(),
            observer: self.observer,
            environment: Environment::new(self.wall_clock, self.seed),
            user_agent,
            #[cfg(feature = "download")]
            downloader: Downloader::new(self.downloads),
        })))
    }

    /// Whom access tokens are made out to: the server, as it was chosen.
    fn audience(&self) -> Result<String, Error> {
        self.server.map_or_else(|| Ok(String::new()), |server| self.filled(server.audience, server))
    }

    fn filled(&self, text: &str, server: &Server) -> Result<String, Error> {
        variables::filled(text, server, &self.variables).map_err(|what| wrong(&what))
    }

    fn base(&self) -> Result<BaseUrl, Error> {
        let url = match (&self.base_url, self.server) {
            (Some(url), _) => url.clone(),
            (None, Some(server)) => self.filled(server.url, server)?,
            (None, None) => return Err(wrong("the client needs a server or a base URL")),
        };
        let declared = self.base_url.is_none() && self.server.is_some_and(|server| server.plain);
        let base = BaseUrl::parse(&url, declared || self.network.plain != Plain::Nothing).map_err(wrong)?;
        let is_secret = !self.credentials.is_empty();
        if base.reach == Reach::Plain && is_secret && self.network.plain != Plain::Credentials {
            return Err(wrong(
                "credentials would be sent without TLS; if that is meant, ask for it with `Network::plain_http` and \
                 `Network::and_credentials_in_the_clear`",
            ));
        }
        Ok(base)
    }
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Settings({:?})", self.api.name)
    }
}

fn wrong(what: &str) -> Error {
    Error::configuration(None, what)
}

/// `name/version apiloom/version`, with what is not a token (RFC 9110 section 5.6.2) as `-`.
fn default_user_agent(api: &Api) -> String {
    let token = |text: &str| -> String {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._-+".contains(c);
        text.chars().map(|c| if allowed(c) { c } else { '-' }).collect()
    };
    let own = concat!("apiloom/", env!("CARGO_PKG_VERSION"));
    match (api.name, api.version) {
        ("", _) => own.to_owned(),
        (name, "") => format!("{} {own}", token(name)),
        (name, version) => format!("{}/{} {own}", token(name), token(version)),
    }
}
