// arguments.rs

//! Names of what has to be given: they stand in types as `Missing<..>` until it is.

/// The argument or field `Credentials`.
#[derive(Clone, Copy, Debug)]
pub enum Credentials {}

/// The argument or field `Filter`.
#[derive(Clone, Copy, Debug)]
pub enum Filter {}

/// The argument or field `RWhere`.
#[derive(Clone, Copy, Debug)]
pub enum RWhere {}

/// The argument or field `Server`.
#[derive(Clone, Copy, Debug)]
pub enum Server {}

// operations/query_objects.rs

//! Operations of `query_objects`.

use std::collections::BTreeMap;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Given, IsGiven, Missing, Operation, Parameter, Repeat,
    Segment, StatusKey, Style,
};
use super::{arguments, models};

impl super::super::Client {
    /// Finds charges.
    ///
    /// `GET /charges/{where}`
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
    ///     .find_charges()
    ///     .r#where(&models::Where::new(true))
    ///     .filter(
    ///         &models::Filter::new("a")
    ///             .tags(vec!["b".to_owned()])
    ///             .marks(vec![models::Mark::new(1)]),
    ///     )
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn find_charges(
        &self,
    ) -> FindChargesRequest<Missing<arguments::RWhere>, Missing<arguments::Filter>> {
        let call = Call::new(&self.core, &FIND_CHARGES);
        FindChargesRequest {
            call,
            given: PhantomData,
        }
    }

    /// Creates a charge.
    ///
    /// `POST /charges`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | nothing |
    ///
    /// ```ignore
    /// use client_crate::{Client, models};
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.create_charge(&models::Charge::new(1)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create_charge(&self, body: &models::Charge) -> CreateChargeRequest {
        let mut call = Call::new(&self.core, &CREATE_CHARGE);
        call.deep_form(body, "application/x-www-form-urlencoded");
        CreateChargeRequest { call }
    }
}

/// The request of [`find_charges`](super::super::Client::find_charges): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct FindChargesRequest<RWhereState, FilterState> {
    call: Call,
    given: PhantomData<fn() -> (RWhereState, FilterState)>,
}

impl<FilterState> FindChargesRequest<Missing<arguments::RWhere>, FilterState> {
    /// The path parameter `where`.
    pub fn r#where(
        mut self,
        r#where: &models::Where,
    ) -> FindChargesRequest<Given, FilterState> {
        self.call.set_object(0, r#where);
        FindChargesRequest {
            call: self.call,
            given: PhantomData,
        }
    }
}

impl<RWhereState> FindChargesRequest<RWhereState, Missing<arguments::Filter>> {
    /// What to look for.
    pub fn filter(
        mut self,
        filter: &models::Filter,
    ) -> FindChargesRequest<RWhereState, Given> {
        self.call.set_object(2, filter);
        FindChargesRequest {
            call: self.call,
            given: PhantomData,
        }
    }
}

impl<RWhereState, FilterState> FindChargesRequest<RWhereState, FilterState> {
    /// The query parameter `created`.
    pub fn created(mut self, created: &models::Created) -> Self {
        self.call.set_object(1, created);
        self
    }

    /// The query parameter `page`.
    pub fn page(mut self, page: &models::Page) -> Self {
        self.call.set_object(3, page);
        self
    }

    /// The query parameter `expand`.
    pub fn expand(mut self, expand: &[&str]) -> Self {
        self.call.set_object(4, &expand);
        self
    }

    /// The query parameter `labels`.
    pub fn labels(mut self, labels: &BTreeMap<String, String>) -> Self {
        self.call.set_object(5, labels);
        self
    }

    /// The query parameter `raw`.
    pub fn raw(mut self, raw: &[models::Mark]) -> Self {
        self.call.set_object(6, &raw);
        self
    }

    /// The header parameter `X-Where`.
    pub fn x_where(mut self, x_where: &models::Where) -> Self {
        self.call.set_object(7, x_where);
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

impl<RWhereState: IsGiven, FilterState: IsGiven> Future
for FindChargesRequest<RWhereState, FilterState> {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static FIND_CHARGES: Operation = Operation {
    name: "find_charges",
    method: Method::GET,
    template: "/charges/{where}",
    path: &[Segment::Literal("/charges/"), Segment::Parameter(0)],
    parameters: &[
        Parameter {
            style: Style::Json,
            ..Parameter::path("where")
        },
        Parameter {
            style: Style::Deep,
            secret: true,
            ..Parameter::query("created")
        },
        Parameter {
            style: Style::Deep,
            ..Parameter::query("filter")
        },
        Parameter {
            style: Style::Flat,
            ..Parameter::query("page")
        },
        Parameter {
            style: Style::Deep,
            ..Parameter::query("expand")
        },
        Parameter {
            style: Style::Flat,
            ..Parameter::query("labels")
        },
        Parameter {
            style: Style::Json,
            ..Parameter::query("raw")
        },
        Parameter {
            style: Style::Json,
            ..Parameter::header("X-Where")
        },
    ],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

/// The request of [`create_charge`](super::super::Client::create_charge): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct CreateChargeRequest {
    call: Call,
}

impl CreateChargeRequest {
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

impl Future for CreateChargeRequest {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static CREATE_CHARGE: Operation = Operation {
    name: "create_charge",
    method: Method::POST,
    template: "/charges",
    path: &[Segment::Literal("/charges")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    ..Operation::NEW
};

