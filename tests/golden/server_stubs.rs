// server/mod.rs

//! For whoever serves the API: what operations are given and answer, and the routes that lead to them.

mod server_stubs;

pub use server_stubs::*;

#[cfg(feature = "server")]
/// What serves the API: a method for each operation, which may be an `async fn`. Without it, the answer is 501.
pub trait Service: Send + Sync + 'static {
    /// Answers.
    ///
    /// `PUT /ping`
    fn ping(
        &self,
        input: PingInput,
        received: apiloom_server::Received,
    ) -> impl Future<Output = PingAnswer> + Send {
        let _ = (input, received);
        std::future::ready(apiloom_server::Reply::not_implemented("ping").into())
    }
}

#[cfg(feature = "server")]
/// The routes to a service: how requests are refused can be changed before they are made a router.
#[must_use]
pub fn routes<S: Service>(service: S) -> apiloom_server::Routes<S> {
    part_1(apiloom_server::Routes::new(&super::client::API, service))
}

#[cfg(feature = "server")]
/// A router of every operation. What is not what the spec says is refused before it reaches the service.
pub fn router(service: impl Service) -> apiloom_server::axum::Router {
    routes(service).into_router()
}

#[cfg(feature = "server")]
fn part_1<S: Service>(routes: apiloom_server::Routes<S>) -> apiloom_server::Routes<S> {
    routes
        .on::<
            PingInput,
            _,
            _,
        >(|service, input, received| async move {
            S::ping(&service, input, received).await
        })
}

// server/server_stubs.rs

//! What these operations are given and answer.

use apiloom_runtime::wire::Operation;
use apiloom_server::{Answer, Input, Reply};
use apiloom_server::wire::{Reader, status};

/// What `ping` is given.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PingInput {}

impl Input for PingInput {
    type Answer = PingAnswer;
    fn operation() -> &'static Operation {
        &super::super::operations::PING
    }

    fn read(_: &mut Reader<'_>) -> Option<Self> {
        Some(Self {})
    }
}

/// What `ping` answers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PingAnswer {
    /// Status 200.
    Status200,
    /// Anything else.
    Other(Reply),
}

impl From<Reply> for PingAnswer {
    fn from(reply: Reply) -> Self {
        Self::Other(reply)
    }
}

impl Answer for PingAnswer {
    fn into_reply(self) -> Reply {
        match self {
            Self::Status200 => Reply::empty(status(200)),
            Self::Other(reply) => reply,
        }
    }
}

impl From<()> for PingAnswer {
    fn from((): ()) -> Self {
        Self::Status200
    }
}

