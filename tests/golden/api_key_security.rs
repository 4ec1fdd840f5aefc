// client.rs

//! The client and how it is built.

use std::marker::PhantomData;
use std::time::Duration;
use apiloom_runtime::{Credentials, Error, Limits, Network, Observer, Retry, Transport};
use apiloom_runtime::wire::{
    Casing, ClientCore, Given, IsGiven, Missing, Security, Settings,
};
use super::arguments;

static API: apiloom_runtime::wire::Api = apiloom_runtime::wire::Api {
    name: "Example",
    version: "",
    casing: Casing::Exact,
    security: Security::Header("X-Api-Key"),
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

/// Makes a [`Client`].
#[derive(Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct ClientBuilder<CredentialsState = Missing<arguments::Credentials>> {
    settings: Settings,
    given: PhantomData<fn() -> (CredentialsState,)>,
}

impl ClientBuilder {
    fn start() -> Self {
        Self {
            settings: Settings::new(&API).server(Server::Main.description()),
            given: PhantomData,
        }
    }
}

impl ClientBuilder<Missing<arguments::Credentials>> {
    /// How the caller proves who it is: an access token, or something that gets one.
    pub fn credentials(self, credentials: impl Credentials) -> ClientBuilder<Given> {
        ClientBuilder {
            settings: self.settings.credentials(credentials),
            given: PhantomData,
        }
    }
}

impl<CredentialsState> ClientBuilder<CredentialsState> {
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
        CredentialsState: IsGiven,
    {
        Ok(Client {
            core: self.settings.build()?,
        })
    }
}

// operations/api_key_security.rs

//! Operations of `api_key_security`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Repeat, Security, Segment, StatusKey,
};

impl super::super::Client {
    /// Answers nothing.
    ///
    /// `GET /ping`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | nothing |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.ping().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn ping(&self) -> PingRequest {
        let call = Call::new(&self.core, &PING);
        PingRequest { call }
    }

    /// Answers nothing.
    ///
    /// `GET /old/ping`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | nothing |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.old_ping().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn old_ping(&self) -> OldPingRequest {
        let call = Call::new(&self.core, &OLD_PING);
        OldPingRequest { call }
    }
}

/// The request of [`ping`](super::super::Client::ping): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct PingRequest {
    call: Call,
}

impl PingRequest {
    /// How long this call may take, waiting and retries included. Each attempt keeps its own limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call.timeout(timeout);
        self
    }

    /// What would be sent, secrets left out.
    ///
    /// # Errors
    /// If something given cannot be sent.
    pub fn to_request(&self) -> Result<Request, Error> {
        self.call.to_request()
    }
}

impl Future for PingRequest {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static PING: Operation = Operation {
    name: "ping",
    method: Method::GET,
    template: "/ping",
    path: &[Segment::Literal("/ping")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

/// The request of [`old_ping`](super::super::Client::old_ping): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct OldPingRequest {
    call: Call,
}

impl OldPingRequest {
    /// How long this call may take, waiting and retries included. Each attempt keeps its own limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call.timeout(timeout);
        self
    }

    /// What would be sent, secrets left out.
    ///
    /// # Errors
    /// If something given cannot be sent.
    pub fn to_request(&self) -> Result<Request, Error> {
        self.call.to_request()
    }
}

impl Future for OldPingRequest {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static OLD_PING: Operation = Operation {
    name: "old_ping",
    method: Method::GET,
    template: "/old/ping",
    path: &[Segment::Literal("/old/ping")],
    security: Security::Query("api_key"),
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

