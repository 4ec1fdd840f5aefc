// operations/text_body.rs

//! Operations of `text_body`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Method, Request, Response};
use apiloom_runtime::wire::{Answer, Call, Declared, Operation, Segment, StatusKey};

impl super::super::Client {
    /// Renders Markdown.
    ///
    /// `POST /render`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | text |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.render("example").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn render(&self, body: &str) -> RenderRequest {
        let mut call = Call::new(&self.core, &RENDER);
        call.text(body, "text/markdown");
        RenderRequest { call }
    }
}

/// The request of [`render`](super::super::Client::render): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct RenderRequest {
    call: Call,
}

impl RenderRequest {
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

impl Future for RenderRequest {
    type Output = Result<Response<String>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::text)
    }
}

static RENDER: Operation = Operation {
    name: "render",
    method: Method::POST,
    template: "/render",
    path: &[Segment::Literal("/render")],
    accept: "*/*",
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    ..Operation::NEW
};

