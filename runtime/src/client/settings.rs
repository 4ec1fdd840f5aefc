//! How a client is made.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::{BaseUrl, ClientCore, Inner, Via};
use crate::api::{Api, Server};
use crate::credentials::Credentials;
use crate::error::{Error, readable};
use crate::http_transport::HttpTransport;
use crate::transport::{Limits, Transport};

/// What a client needs to know before its first call. Nothing is checked before
/// [`build`](Self::build).
#[must_use = "settings do nothing before they are built"]
pub struct Settings {
    api: &'static Api,
    server: Option<&'static Server>,
    base_url: Option<String>,
    credentials: Option<Box<dyn Credentials>>,
    transport: Option<Box<dyn Transport>>,
    timeout: Duration,
    connect_timeout: Duration,
    body_limit: u64,
    user_agent: Option<String>,
}

impl Settings {
    /// The defaults: 30 s a call, 5 s to connect, 16 MiB an answer.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            server: None,
            base_url: None,
            credentials: None,
            transport: None,
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(5),
            body_limit: 16 * 1024 * 1024,
            user_agent: None,
        }
    }

    /// Chooses a server of the spec.
    pub fn server(mut self, server: &'static Server) -> Self {
        self.server = Some(server);
        self
    }

    /// Sends requests to another URL than the server's. It must begin with `https`, unless the
    /// host is the machine itself, and hold no user name, query or fragment.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Says who calls.
    pub fn credentials(mut self, credentials: impl Credentials) -> Self {
        self.credentials = Some(Box::new(credentials));
        self
    }

    /// Limits a call from its first poll to its last byte, where neither the call nor the
    /// operation says otherwise.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Limits how long a connection may take.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Limits how many bytes of an answer are read.
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.body_limit = bytes;
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

    /// Checks the settings.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`]: no server, a base URL or user agent that is not valid, or no
    /// TLS to be had.
    pub fn build(self) -> Result<ClientCore, Error> {
        let wrong = |what: &str| Error::configuration(None, what.to_owned());
        let url = self.base_url.as_deref().or(self.server.map(|server| server.url));
        let url = url.ok_or_else(|| wrong("the client needs a server or a base URL"))?;
        let base = BaseUrl::parse(url).map_err(wrong)?;
        let user_agent = self.user_agent.unwrap_or_else(|| default_user_agent(self.api));
        let user_agent = HeaderValue::try_from(user_agent)
            .map_err(|_| wrong("the user agent is not the value of a header field"))?;
        let via = match self.transport {
            Some(transport) => Via::Given(transport),
            None => match HttpTransport::new(self.connect_timeout, base.reach) {
                Ok(network) => Via::Network(network),
                Err(error) => return Err(wrong(&readable(&error.to_string()))),
            },
        };
        Ok(ClientCore(Arc::new(Inner {
            api: self.api,
            server: self.server,
            base,
            credentials: self.credentials,
            via,
            limits: Limits { body: self.body_limit, error_body: 64 * 1024 },
            timeout: self.timeout,
            user_agent,
        })))
    }
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Settings({:?})", self.api.name)
    }
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
