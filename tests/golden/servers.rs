// client.rs

//! The client and how it is built.

use std::marker::PhantomData;
use std::time::Duration;
use apiloom_runtime::{Error, Limits, Network, Observer, Retry, Transport};
use apiloom_runtime::wire::{
    Casing, ClientCore, Given, IsGiven, Missing, Security, Settings,
};
use super::arguments;

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
    /// `https://api.example.com/v2`
    Main,
    /// Of others.
    Other,
    /// `https://api.example.com/v1`
    #[deprecated(note = "Use `main`.")]
    Old,
}

#[expect(deprecated, reason = "deprecated servers can still be talked to")]
impl Server {
    const fn description(self) -> &'static apiloom_runtime::wire::Server {
        match self {
            Self::Main => {
                &apiloom_runtime::wire::Server {
                    name: "main",
                    url: "https://api.example.com/v2",
                    audience: "https://api.example.com/v2",
                    plain: false,
                    ..apiloom_runtime::wire::Server::NEW
                }
            }
            Self::Other => {
                &apiloom_runtime::wire::Server {
                    name: "other",
                    url: "https://other.example.com",
                    audience: "api://other",
                    plain: false,
                    ..apiloom_runtime::wire::Server::NEW
                }
            }
            Self::Old => {
                &apiloom_runtime::wire::Server {
                    name: "old",
                    url: "https://api.example.com/v1",
                    audience: "https://api.example.com/v1",
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

/// Makes a [`Client`].
#[derive(Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct ClientBuilder<ServerState = Missing<arguments::Server>> {
    settings: Settings,
    given: PhantomData<fn() -> (ServerState,)>,
}

impl ClientBuilder {
    fn start() -> Self {
        Self {
            settings: Settings::new(&API),
            given: PhantomData,
        }
    }
}

impl ClientBuilder<Missing<arguments::Server>> {
    /// The server to talk to.
    pub fn server(self, server: Server) -> ClientBuilder<Given> {
        ClientBuilder {
            settings: self.settings.server(server.description()),
            given: PhantomData,
        }
    }
}

impl<ServerState> ClientBuilder<ServerState> {
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
    pub fn build(self) -> Result<Client, Error>
    where
        ServerState: IsGiven,
    {
        Ok(Client {
            core: self.settings.build()?,
        })
    }
}

// models/note.rs

//! The schema `Note`.

use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{Encode, Encoder, ObjectEncoder, serialize};

/// The schema `Note`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Note {
    /// Not confirmed on: `other`.
    ///
    /// Required on: `old`.
    pub text: Option<String>,
}

impl Note {
    /// Makes one; what is optional has a setter.
    #[must_use]
    pub fn new() -> Self {
        Self { text: None }
    }

    /// Not confirmed on: `other`.
    ///
    /// Required on: `old`.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }
}

impl Default for Note {
    fn default() -> Self {
        Self::new()
    }
}

impl Encode for Note {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl Note {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.required_on("text", self.text.is_some(), &["old"]);
        object.optional("text", &self.text);
    }
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

