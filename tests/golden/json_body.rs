// models/create_order.rs

//! The schema `CreateOrder`.

use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{
    Encode, Encoder, Held, Holds, Missing, ObjectEncoder, serialize,
};
use super::arguments;

/// The schema `CreateOrder`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CreateOrder {
    /// The field `customer`.
    pub customer: String,
    /// The field `amount`.
    pub amount: i64,
    /// The field `note`.
    pub note: Option<String>,
}

impl CreateOrder {
    /// Starts with nothing given: each required field has a setter, in any order.
    pub fn builder() -> CreateOrderBuilder {
        CreateOrderBuilder::start()
    }
}

/// Makes a [`CreateOrder`]: every required field has to be given before `build` compiles.
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct CreateOrderBuilder<
    CustomerState = Missing<arguments::Customer>,
    AmountState = Missing<arguments::Amount>,
> {
    customer: CustomerState,
    amount: AmountState,
    note: Option<String>,
}

impl CreateOrderBuilder {
    pub(crate) fn start() -> Self {
        Self {
            customer: Missing::new(),
            amount: Missing::new(),
            note: None,
        }
    }
}

impl<AmountState> CreateOrderBuilder<Missing<arguments::Customer>, AmountState> {
    /// The field `customer`.
    pub fn customer(
        self,
        customer: impl Into<String>,
    ) -> CreateOrderBuilder<Held<String>, AmountState> {
        CreateOrderBuilder {
            customer: Held::new(customer.into()),
            amount: self.amount,
            note: self.note,
        }
    }
}

impl<CustomerState> CreateOrderBuilder<CustomerState, Missing<arguments::Amount>> {
    /// The field `amount`.
    pub fn amount(self, amount: i64) -> CreateOrderBuilder<CustomerState, Held<i64>> {
        CreateOrderBuilder {
            amount: Held::new(amount),
            customer: self.customer,
            note: self.note,
        }
    }
}

impl<CustomerState, AmountState> CreateOrderBuilder<CustomerState, AmountState> {
    /// The field `note`.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Makes it of what was given.
    pub fn build(self) -> CreateOrder
    where
        CustomerState: Holds<String>,
        AmountState: Holds<i64>,
    {
        CreateOrder {
            customer: self.customer.take(),
            amount: self.amount.take(),
            note: self.note,
        }
    }
}

impl Encode for CreateOrder {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl CreateOrder {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("customer", &self.customer);
        object.field("amount", &self.amount);
        object.optional("note", &self.note);
    }
}

impl Serialize for CreateOrder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

// operations/json_body.rs

//! Operations of `json_body`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Method, Request, Response};
use apiloom_runtime::wire::{Answer, Call, Declared, Operation, Segment, StatusKey};
use super::models;

impl super::super::Client {
    /// Makes an order.
    ///
    /// `POST /orders`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | nothing |
    ///
    /// ```ignore
    /// use client_crate::{Client, models};
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client
    ///     .create_order(
    ///         &models::CreateOrder::builder().customer("example").amount(1).build(),
    ///     )
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create_order(&self, body: &models::CreateOrder) -> CreateOrderRequest {
        let mut call = Call::new(&self.core, &CREATE_ORDER);
        call.json(body, "application/json");
        CreateOrderRequest { call }
    }
}

/// The request of [`create_order`](super::super::Client::create_order): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct CreateOrderRequest {
    call: Call,
}

impl CreateOrderRequest {
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

impl Future for CreateOrderRequest {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static CREATE_ORDER: Operation = Operation {
    name: "create_order",
    method: Method::POST,
    template: "/orders",
    path: &[Segment::Literal("/orders")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    ..Operation::NEW
};

