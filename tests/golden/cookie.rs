// operations/cookie.rs

//! Operations of `cookie`.

use std::future::IntoFuture;
use std::time::Duration;
use apiloom_runtime::{Error, Json, Method, Request, Response, Sending};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Parameter, Segment, StatusKey,
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
    /// How long this call may take, waiting included.
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

impl IntoFuture for WhoAmIRequest {
    type Output = Result<Response<Json>, Error>;
    type IntoFuture = Sending<Response<Json>>;
    fn into_future(self) -> Self::IntoFuture {
        self.call.send(Answer::json)
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
    idempotent: true,
    ..Operation::NEW
};

