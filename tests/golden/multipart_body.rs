// operations/multipart_body.rs

//! Operations of `multipart_body`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Method, Request, Response};
use apiloom_runtime::wire::{Answer, Call, Declared, Operation, Segment, StatusKey};
use super::models;

impl super::super::Client {
    /// Uploads a file.
    ///
    /// `POST /files`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | nothing |
    ///
    /// ```ignore
    /// use client_crate::{Client, models, runtime::serde_json, Binary};
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client
    ///     .upload(
    ///         &models::Upload::builder()
    ///             .name("example")
    ///             .data(serde_json::from_str::<Binary>("\"AAEC\"")?)
    ///             .build(),
    ///     )
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn upload(&self, body: &models::Upload) -> UploadRequest {
        let mut call = Call::new(&self.core, &UPLOAD);
        call.multipart(body, "multipart/form-data");
        UploadRequest { call }
    }
}

/// The request of [`upload`](super::super::Client::upload): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct UploadRequest {
    call: Call,
}

impl UploadRequest {
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

impl Future for UploadRequest {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static UPLOAD: Operation = Operation {
    name: "upload",
    method: Method::POST,
    template: "/files",
    path: &[Segment::Literal("/files")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    ..Operation::NEW
};

