// operations/query_optional.rs

//! Operations of `query_optional`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{DateTime, Error, Json, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, FormatKind, Operation, Parameter, Repeat, Rule, Segment,
    StatusKey,
};

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
    /// The query parameter `text`.
    pub fn text(mut self, text: &str) -> Self {
        self.call.set(0, &text);
        self
    }

    /// Only orders made after it.
    pub fn since(mut self, since: &DateTime) -> Self {
        self.call.set(1, since);
        self
    }

    /// If not given, the service assumes: `20`.
    pub fn limit(mut self, limit: i32) -> Self {
        self.call.set(2, &limit);
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
        Parameter::query("text"),
        Parameter {
            rules: &[Rule::Format(FormatKind::DateTime)],
            ..Parameter::query("since")
        },
        Parameter {
            rules: &[Rule::Integer { min: 1, max: 100 }],
            ..Parameter::query("limit")
        },
    ],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

