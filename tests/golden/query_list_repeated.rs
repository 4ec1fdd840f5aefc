// operations/query_list_repeated.rs

//! Operations of `query_list_repeated`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Json, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Parameter, Repeat, Segment, StatusKey, Style,
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
    /// let response = client.find_orders(&["example"]).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn find_orders(&self, tag: &[&str]) -> FindOrdersRequest {
        let mut call = Call::new(&self.core, &FIND_ORDERS);
        call.set(0, &tag);
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
    /// The query parameter `state`.
    pub fn state(mut self, state: &[models::State]) -> Self {
        self.call.set(1, &state);
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
        Parameter {
            style: Style::Repeated,
            ..Parameter::query("tag")
        },
        Parameter {
            style: Style::Repeated,
            ..Parameter::query("state")
        },
    ],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

