// operations/path_parameter.rs

//! Operations of `path_parameter`.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Json, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Given, IsGiven, Missing, Operation, Parameter, Repeat,
    Segment, StatusKey,
};
use super::arguments;

impl super::super::Client {
    /// Reads an order.
    ///
    /// `GET /shops/{shopId}/orders/{number}.json`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | JSON |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.read_order().shop_id("example").number(1).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn read_order(
        &self,
    ) -> ReadOrderRequest<Missing<arguments::ShopId>, Missing<arguments::Number>> {
        let call = Call::new(&self.core, &READ_ORDER);
        ReadOrderRequest {
            call,
            given: PhantomData,
        }
    }
}

/// The request of [`read_order`](super::super::Client::read_order): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ReadOrderRequest<ShopIdState, NumberState> {
    call: Call,
    given: PhantomData<fn() -> (ShopIdState, NumberState)>,
}

impl<NumberState> ReadOrderRequest<Missing<arguments::ShopId>, NumberState> {
    /// The shop.
    pub fn shop_id(mut self, shop_id: &str) -> ReadOrderRequest<Given, NumberState> {
        self.call.set(0, &shop_id);
        ReadOrderRequest {
            call: self.call,
            given: PhantomData,
        }
    }
}

impl<ShopIdState> ReadOrderRequest<ShopIdState, Missing<arguments::Number>> {
    /// The path parameter `number`.
    pub fn number(mut self, number: i64) -> ReadOrderRequest<ShopIdState, Given> {
        self.call.set(1, &number);
        ReadOrderRequest {
            call: self.call,
            given: PhantomData,
        }
    }
}

impl<ShopIdState, NumberState> ReadOrderRequest<ShopIdState, NumberState> {
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

impl<ShopIdState: IsGiven, NumberState: IsGiven> Future
for ReadOrderRequest<ShopIdState, NumberState> {
    type Output = Result<Response<Json>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static READ_ORDER: Operation = Operation {
    name: "read_order",
    method: Method::GET,
    template: "/shops/{shopId}/orders/{number}.json",
    path: &[
        Segment::Literal("/shops/"),
        Segment::Parameter(0),
        Segment::Literal("/orders/"),
        Segment::Parameter(1),
        Segment::Literal(".json"),
    ],
    parameters: &[Parameter::path("shopId"), Parameter::path("number")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

