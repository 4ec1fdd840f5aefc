// operations/form_body.rs

//! Operations of `form_body`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Json, Method, Request, Response};
use apiloom_runtime::wire::{Answer, Call, Declared, Operation, Segment, StatusKey};
use super::models;

impl super::super::Client {
    /// Gets a token.
    ///
    /// `POST /token`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | JSON |
    ///
    /// ```ignore
    /// use client_crate::{Client, models};
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client
    ///     .get_token(
    ///         &models::TokenRequest::builder()
    ///             .client_id("example")
    ///             .client_secret("example")
    ///             .build(),
    ///     )
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_token(&self, body: &models::TokenRequest) -> GetTokenRequest {
        let mut call = Call::new(&self.core, &GET_TOKEN);
        call.form(body, "application/x-www-form-urlencoded");
        GetTokenRequest { call }
    }
}

/// The request of [`get_token`](super::super::Client::get_token): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct GetTokenRequest {
    call: Call,
}

impl GetTokenRequest {
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

impl Future for GetTokenRequest {
    type Output = Result<Response<Json>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static GET_TOKEN: Operation = Operation {
    name: "get_token",
    method: Method::POST,
    template: "/token",
    path: &[Segment::Literal("/token")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    ..Operation::NEW
};

