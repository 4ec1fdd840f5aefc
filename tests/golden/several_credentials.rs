// client.rs

//! The client and how it is built.

use std::time::Duration;
use apiloom_runtime::{Credentials, Error, Limits, Network, Observer, Retry, Transport};
use apiloom_runtime::wire::{Casing, ClientCore, Security, Settings};

static API: apiloom_runtime::wire::Api = apiloom_runtime::wire::Api {
    name: "Example",
    version: "",
    casing: Casing::Exact,
    security: Security::OneOf(
        &[
            &[
                apiloom_runtime::wire::Scheme {
                    name: "user",
                    place: Security::Bearer,
                },
            ],
            &[
                apiloom_runtime::wire::Scheme {
                    name: "session",
                    place: Security::Cookie("session"),
                },
            ],
        ],
    ),
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

/// Credentials that a client may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scheme {
    /// An access token.
    User,
    /// A user and a password.
    Admin,
    /// An API key in the header field `X-App`.
    App,
    /// An API key in the cookie `session`.
    Session,
    /// An API key in the query parameter `key`.
    Key,
}

impl Scheme {
    /// The name that the spec gives it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Admin => "admin",
            Self::App => "app",
            Self::Session => "session",
            Self::Key => "key",
        }
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

    /// How the caller proves who it is, by one of the kinds that there are. A call of an operation that wants
    /// others fails before anything is sent.
    pub fn credentials(mut self, scheme: Scheme, credentials: impl Credentials) -> Self {
        self.settings = self.settings.credentials_for(scheme.name(), credentials);
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

// operations/several_credentials.rs

//! Operations of `several_credentials`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Parameter, Repeat, Scheme, Security, Segment,
    StatusKey,
};

impl super::super::Client {
    /// Lists notes.
    ///
    /// Credentials: `user`, or `session`.
    ///
    /// Scopes: `notes.read`.
    ///
    /// `GET /notes`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | nothing |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.list_notes().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_notes(&self) -> ListNotesRequest {
        let call = Call::new(&self.core, &LIST_NOTES);
        ListNotesRequest { call }
    }

    /// Deletes notes.
    ///
    /// Credentials: `admin`.
    ///
    /// Scopes: `notes:write`, `notes:delete`.
    ///
    /// `DELETE /notes`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | nothing |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.delete_notes().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete_notes(&self) -> DeleteNotesRequest {
        let call = Call::new(&self.core, &DELETE_NOTES);
        DeleteNotesRequest { call }
    }

    /// Pays.
    ///
    /// Credentials: `user` with `app`, or `app` with `key`.
    ///
    /// `POST /pay`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | nothing |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.pay().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn pay(&self) -> PayRequest {
        let call = Call::new(&self.core, &PAY);
        PayRequest { call }
    }

    /// Looks.
    ///
    /// Credentials: `admin`, or none.
    ///
    /// `GET /look`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | nothing |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.look().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn look(&self) -> LookRequest {
        let call = Call::new(&self.core, &LOOK);
        LookRequest { call }
    }

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
}

/// The request of [`list_notes`](super::super::Client::list_notes): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ListNotesRequest {
    call: Call,
}

impl ListNotesRequest {
    /// The cookie parameter `theme`.
    pub fn theme(mut self, theme: &str) -> Self {
        self.call.set(0, &theme);
        self
    }

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

impl Future for ListNotesRequest {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static LIST_NOTES: Operation = Operation {
    name: "list_notes",
    method: Method::GET,
    template: "/notes",
    path: &[Segment::Literal("/notes")],
    parameters: &[Parameter::cookie("theme")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

/// The request of [`delete_notes`](super::super::Client::delete_notes): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct DeleteNotesRequest {
    call: Call,
}

impl DeleteNotesRequest {
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

impl Future for DeleteNotesRequest {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static DELETE_NOTES: Operation = Operation {
    name: "delete_notes",
    method: Method::DELETE,
    template: "/notes",
    path: &[Segment::Literal("/notes")],
    security: Security::OneOf(
        &[
            &[
                Scheme {
                    name: "admin",
                    place: Security::Basic,
                },
            ],
        ],
    ),
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

/// The request of [`pay`](super::super::Client::pay): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct PayRequest {
    call: Call,
}

impl PayRequest {
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

impl Future for PayRequest {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static PAY: Operation = Operation {
    name: "pay",
    method: Method::POST,
    template: "/pay",
    path: &[Segment::Literal("/pay")],
    security: Security::OneOf(
        &[
            &[
                Scheme {
                    name: "user",
                    place: Security::Bearer,
                },
                Scheme {
                    name: "app",
                    place: Security::Header("X-App"),
                },
            ],
            &[
                Scheme {
                    name: "app",
                    place: Security::Header("X-App"),
                },
                Scheme {
                    name: "key",
                    place: Security::Query("key"),
                },
            ],
        ],
    ),
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    ..Operation::NEW
};

/// The request of [`look`](super::super::Client::look): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct LookRequest {
    call: Call,
}

impl LookRequest {
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

impl Future for LookRequest {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static LOOK: Operation = Operation {
    name: "look",
    method: Method::GET,
    template: "/look",
    path: &[Segment::Literal("/look")],
    security: Security::OneOf(
        &[
            &[
                Scheme {
                    name: "admin",
                    place: Security::Basic,
                },
            ],
            &[],
        ],
    ),
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

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
    security: Security::None,
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

