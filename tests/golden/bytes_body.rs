// operations/bytes_body.rs

//! Operations of `bytes_body`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Bytes, Error, Method, Request, Response};
use apiloom_runtime::wire::{Answer, Call, Declared, Operation, Segment, StatusKey};

impl super::super::Client {
    /// Converts an image.
    ///
    /// `POST /convert`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | bytes |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.convert("AAEC").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn convert(&self, body: impl Into<Bytes>) -> ConvertRequest {
        let mut call = Call::new(&self.core, &CONVERT);
        call.bytes(body.into(), "image/png");
        ConvertRequest { call }
    }
}

/// The request of [`convert`](super::super::Client::convert): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ConvertRequest {
    call: Call,
}

impl ConvertRequest {
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

impl Future for ConvertRequest {
    type Output = Result<Response<Bytes>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::bytes)
    }
}

static CONVERT: Operation = Operation {
    name: "convert",
    method: Method::POST,
    template: "/convert",
    path: &[Segment::Literal("/convert")],
    accept: "*/*",
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    ..Operation::NEW
};

