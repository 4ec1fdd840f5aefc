// operations/constant_and_generated_header.rs

//! Operations of `constant_and_generated_header`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, HeaderSource, Operation, Repeat, Segment, StatusKey,
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
    headers: &[
        ("x-version", HeaderSource::Constant("2")),
        ("X-Request-Id", HeaderSource::Uuid),
    ],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

