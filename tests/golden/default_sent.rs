// operations/default_sent.rs

//! Operations of `default_sent`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Json, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Parameter, Repeat, Segment, StatusKey,
};
use super::models;

impl super::super::Client {
    /// Finds orders.
    ///
    /// `GET /orders`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | JSON |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.find_orders().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn find_orders(&self) -> FindOrdersRequest {
        let call = Call::new(&self.core, &FIND_ORDERS);
        FindOrdersRequest { call }
    }
}

/// The request of [`find_orders`](super::super::Client::find_orders): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct FindOrdersRequest {
    call: Call,
}

impl FindOrdersRequest {
    /// If not given, the service assumes: `20`.
    pub fn limit(mut self, limit: i32) -> Self {
        self.call.set(0, &limit);
        self
    }

    /// Sent when nothing is given: `2026-01-01`.
    pub fn api_version(mut self, api_version: &str) -> Self {
        self.call.set(1, &api_version);
        self
    }

    /// Sent when nothing is given: `open`.
    pub fn state(mut self, state: &models::State) -> Self {
        self.call.set(2, state);
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

impl Future for FindOrdersRequest {
    type Output = Result<Response<Json>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static FIND_ORDERS: Operation = Operation {
    name: "find_orders",
    method: Method::GET,
    template: "/orders",
    path: &[Segment::Literal("/orders")],
    parameters: &[
        Parameter::query("limit"),
        Parameter {
            default: Some("2026-01-01"),
            ..Parameter::query("api-version")
        },
        Parameter {
            default: Some("open"),
            ..Parameter::query("state")
        },
    ],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

