// operations/cookie.rs

//! Operations of `cookie`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Json, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Parameter, Repeat, Segment, StatusKey,
};

impl super::super::Client {
    /// Reads the session.
    ///
    /// `GET /session`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | JSON |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.who_am_i("example").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn who_am_i(&self, session: &str) -> WhoAmIRequest {
        let mut call = Call::new(&self.core, &WHO_AM_I);
        call.set(0, &session);
        WhoAmIRequest { call }
    }
}

/// The request of [`who_am_i`](super::super::Client::who_am_i): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct WhoAmIRequest {
    call: Call,
}

impl WhoAmIRequest {
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

impl Future for WhoAmIRequest {
    type Output = Result<Response<Json>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static WHO_AM_I: Operation = Operation {
    name: "who_am_i",
    method: Method::GET,
    template: "/session",
    path: &[Segment::Literal("/session")],
    parameters: &[
        Parameter {
            secret: true,
            ..Parameter::cookie("session")
        },
    ],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

