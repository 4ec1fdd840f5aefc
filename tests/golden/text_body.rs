// operations/text_body.rs

//! Operations of `text_body`.

use std::future::IntoFuture;
use std::time::Duration;
use apiloom_runtime::{Error, Method, Request, Response, Sending};
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
    /// How long this call may take, waiting included.
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

impl IntoFuture for RenderRequest {
    type Output = Result<Response<String>, Error>;
    type IntoFuture = Sending<Response<String>>;
    fn into_future(self) -> Self::IntoFuture {
        self.call.send(Answer::text)
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

