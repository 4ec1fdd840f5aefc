// client.rs

//! The client and how it is built.

use std::time::Duration;
use apiloom_runtime::{
    Download, Downloads, Error, Limits, Network, Observer, Retry, Transport,
};
use apiloom_runtime::wire::{Casing, ClientCore, Security, Settings, argument_text};
use super::models;

static API: apiloom_runtime::wire::Api = apiloom_runtime::wire::Api {
    name: "Example",
    version: "",
    casing: Casing::Exact,
    security: Security::None,
};

/// A place where the API is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Server {
    /// `https://api.example.com`
    Main,
}

impl Server {
    const fn description(self) -> &'static apiloom_runtime::wire::Server {
        match self {
            Self::Main => {
                &apiloom_runtime::wire::Server {
                    name: "main",
                    url: "https://api.example.com",
                    audience: "https://api.example.com",
                    plain: false,
                    ..apiloom_runtime::wire::Server::NEW
                }
            }
        }
    }

    /// The name that the spec gives it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.description().name
    }

    /// The base URL of its paths.
    #[must_use]
    pub const fn url(self) -> &'static str {
        self.description().url
    }

    /// Whom an access token for it is made out to.
    #[must_use]
    pub const fn audience(self) -> &'static str {
        self.description().audience
    }
}

/// A client of Example. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) core: ClientCore,
}

impl Client {
    /// Starts with what a client needs.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::start()
    }
}

impl Client {
    /// Fetches what `CsvLink` of an [`Export`](super::models::Export) links to.
    ///
    /// The link has to lead to `files.example.com` or `*.blob.example.net`.
    /// Nothing happens before it is asked for a file, a writer or the bytes; the API's credentials are not sent.
    pub fn download_csv(&self, from: &models::Export) -> Download {
        self.core
            .download_field(
                "CsvLink",
                Some(argument_text(&from.csv_link)),
                &["files.example.com", "*.blob.example.net"],
            )
    }

    /// Fetches what `Log` of an [`Export`](super::models::Export) links to.
    ///
    /// The link may lead to any public host; say to which with `Downloads::pin`.
    /// Nothing happens before it is asked for a file, a writer or the bytes; the API's credentials are not sent.
    #[expect(deprecated, reason = "the API still works with this field")]
    pub fn download_log(&self, from: &models::Export) -> Download {
        self.core
            .download_field("Log", from.log.get().map(|log| argument_text(log)), &[])
    }
}

/// Makes a [`Client`].
#[derive(Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct ClientBuilder {
    settings: Settings,
}

impl ClientBuilder {
    fn start() -> Self {
        Self {
            settings: Settings::new(&API).server(Server::Main.description()),
        }
    }
}

impl ClientBuilder {
    /// Another base URL for the server's paths: a proxy's, an emulator's. Plain `http` is for loopback hosts.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.settings = self.settings.base_url(url);
        self
    }

    /// How long a call may take in all, retries included: 90 seconds if nothing is said. Each attempt is also
    /// limited by `Limits::attempt`, or by the operation's own limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings = self.settings.timeout(timeout);
        self
    }

    /// How much a call may take: time, bytes, places.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.settings = self.settings.limits(limits);
        self
    }

    /// When a request is sent again.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.settings = self.settings.retry(retry);
        self
    }

    /// How to connect: the proxy, TLS, whom to trust.
    pub fn network(mut self, network: Network) -> Self {
        self.settings = self.settings.network(network);
        self
    }

    /// What the link of a download may lead to, and how much is taken of it.
    pub fn downloads(mut self, downloads: Downloads) -> Self {
        self.settings = self.settings.downloads(downloads);
        self
    }

    /// Something that sees what happens in calls: for metrics, for tests.
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.settings = self.settings.observer(observer);
        self
    }

    /// The `User-Agent` of every request.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.settings = self.settings.user_agent(user_agent);
        self
    }

    /// Something else than the network that answers requests: for tests.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.settings = self.settings.transport(transport);
        self
    }

    /// Everything else that can be set: `builder.adjust(|settings| settings.seed(7))`.
    pub fn adjust(mut self, change: impl FnOnce(Settings) -> Settings) -> Self {
        self.settings = change(self.settings);
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    /// If the base URL or the user agent cannot be used, or TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        Ok(Client {
            core: self.settings.build()?,
        })
    }
}

