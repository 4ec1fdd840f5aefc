// operations/two_success_statuses.rs

//! Operations of `two_success_statuses`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Repeat, Segment, StatusKey,
};
use super::models;

impl super::super::Client {
    /// Starts an export, or answers a recent one.
    ///
    /// `PUT /export`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | `Export`: A recent one. |
    /// | 202 | nothing |
    /// | 203, 2XX | text |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.start_export().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn start_export(&self) -> StartExportRequest {
        let call = Call::new(&self.core, &START_EXPORT);
        StartExportRequest { call }
    }
}

/// The request of [`start_export`](super::super::Client::start_export): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct StartExportRequest {
    call: Call,
}

impl StartExportRequest {
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

impl Future for StartExportRequest {
    type Output = Result<Response<StartExportOutput>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, start_export_output)
    }
}

/// What `start_export` gives: a variant for each status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum StartExportOutput {
    /// Status 200.
    Status200(Box<models::Export>),
    /// Status 202.
    Status202,
    /// Status 203.
    Status203(String),
    /// Status 2XX.
    Status2xx(String),
}

#[inline]
fn start_export_output(answer: Answer) -> Result<Response<StartExportOutput>, Error> {
    match answer.status() {
        200 => {
            Answer::json::<models::Export>(answer)
                .map(|response| {
                    response.map(|value| StartExportOutput::Status200(Box::new(value)))
                })
        }
        202 => {
            Answer::empty(answer)
                .map(|response| response.map(|()| StartExportOutput::Status202))
        }
        203 => {
            Answer::text(answer)
                .map(|response| response.map(StartExportOutput::Status203))
        }
        _ => {
            Answer::text(answer)
                .map(|response| response.map(StartExportOutput::Status2xx))
        }
    }
}

static START_EXPORT: Operation = Operation {
    name: "start_export",
    method: Method::PUT,
    template: "/export",
    path: &[Segment::Literal("/export")],
    accept: "*/*",
    responses: &[
        Declared::new(StatusKey::Code(200), "Export", &[]),
        Declared::new(StatusKey::Code(202), "", &[]),
        Declared::new(StatusKey::Code(203), "", &[]),
        Declared::new(StatusKey::Class(2), "", &[]),
    ],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

