// operations/one_of.rs

//! Operations of `one_of`.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Json, Method, Request, Response, Uuid};
use apiloom_runtime::wire::{
    Answer, Call, Declared, FormatKind, Given, IsGiven, Missing, Operation, Parameter,
    Repeat, Rule, Segment, StatusKey,
};
use super::arguments;

impl super::super::Client {
    /// Runs a query and answers its first rows.
    ///
    /// `GET /test`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | JSON |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.test_query().text("example").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn test_query(&self) -> TestQueryRequest<Missing<arguments::TextOrId>> {
        let call = Call::new(&self.core, &TEST_QUERY);
        TestQueryRequest {
            call,
            given: PhantomData,
        }
    }
}

/// The request of [`test_query`](super::super::Client::test_query): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct TestQueryRequest<TextOrIdState> {
    call: Call,
    given: PhantomData<fn() -> (TextOrIdState,)>,
}

impl TestQueryRequest<Missing<arguments::TextOrId>> {
    /// The query parameter `text`.
    pub fn text(mut self, text: &str) -> TestQueryRequest<Given> {
        self.call.set(1, &text);
        TestQueryRequest {
            call: self.call,
            given: PhantomData,
        }
    }

    /// The query parameter `id`.
    pub fn id(mut self, id: &Uuid) -> TestQueryRequest<Given> {
        self.call.set(2, id);
        TestQueryRequest {
            call: self.call,
            given: PhantomData,
        }
    }
}

impl<TextOrIdState> TestQueryRequest<TextOrIdState> {
    /// The query parameter `limit`.
    pub fn limit(mut self, limit: i32) -> Self {
        self.call.set(0, &limit);
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

impl<TextOrIdState: IsGiven> Future for TestQueryRequest<TextOrIdState> {
    type Output = Result<Response<Json>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static TEST_QUERY: Operation = Operation {
    name: "test_query",
    method: Method::GET,
    template: "/test",
    path: &[Segment::Literal("/test")],
    parameters: &[
        Parameter::query("limit"),
        Parameter::query("text"),
        Parameter {
            rules: &[Rule::Format(FormatKind::Uuid)],
            ..Parameter::query("id")
        },
    ],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

