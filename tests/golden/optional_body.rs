// operations/optional_body.rs

//! Operations of `optional_body`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Parameter, Segment, StatusKey,
};
use super::models;

impl super::super::Client {
    /// Closes an order.
    ///
    /// `POST /orders/{number}/close`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | nothing |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.close_order(1).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn close_order(&self, number: i64) -> CloseOrderRequest {
        let mut call = Call::new(&self.core, &CLOSE_ORDER);
        call.set(0, &number);
        CloseOrderRequest { call }
    }
}

/// The request of [`close_order`](super::super::Client::close_order): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct CloseOrderRequest {
    call: Call,
}

impl CloseOrderRequest {
    /// Why.
    pub fn body(mut self, body: &models::CloseOrder) -> Self {
        self.call.json(body, "application/json");
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

impl Future for CloseOrderRequest {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static CLOSE_ORDER: Operation = Operation {
    name: "close_order",
    method: Method::POST,
    template: "/orders/{number}/close",
    path: &[
        Segment::Literal("/orders/"),
        Segment::Parameter(0),
        Segment::Literal("/close"),
    ],
    parameters: &[Parameter::path("number")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    ..Operation::NEW
};

