// operations/idempotency_and_timeout.rs

//! Operations of `idempotency_and_timeout`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Json, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Repeat, Segment, StatusKey,
};

impl super::super::Client {
    /// Searches.
    ///
    /// `POST /search`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | JSON |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.search().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn search(&self) -> SearchRequest {
        let call = Call::new(&self.core, &SEARCH);
        SearchRequest { call }
    }

    /// Gives a number that nobody else gets.
    ///
    /// `GET /next`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | JSON |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.next_number().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn next_number(&self) -> NextNumberRequest {
        let call = Call::new(&self.core, &NEXT_NUMBER);
        NextNumberRequest { call }
    }
}

/// The request of [`search`](super::super::Client::search): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct SearchRequest {
    call: Call,
}

impl SearchRequest {
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

impl Future for SearchRequest {
    type Output = Result<Response<Json>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static SEARCH: Operation = Operation {
    name: "search",
    method: Method::POST,
    template: "/search",
    path: &[Segment::Literal("/search")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    timeout: Some(Duration::from_millis(1500)),
    ..Operation::NEW
};

/// The request of [`next_number`](super::super::Client::next_number): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct NextNumberRequest {
    call: Call,
}

impl NextNumberRequest {
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

impl Future for NextNumberRequest {
    type Output = Result<Response<Json>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static NEXT_NUMBER: Operation = Operation {
    name: "next_number",
    method: Method::GET,
    template: "/next",
    path: &[Segment::Literal("/next")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    timeout: Some(Duration::from_secs(90)),
    ..Operation::NEW
};

