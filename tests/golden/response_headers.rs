// operations/response_headers.rs

//! Operations of `response_headers`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{DateTime, Error, HeaderMap, Method, Request, Response, Secret};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Repeat, Segment, StatusKey, header_list,
    header_value,
};
use super::models;

impl super::super::Client {
    /// Reads the note.
    ///
    /// `GET /note`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | `Note` |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.read_note().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn read_note(&self) -> ReadNoteRequest {
        let call = Call::new(&self.core, &READ_NOTE);
        ReadNoteRequest { call }
    }
}

/// The request of [`read_note`](super::super::Client::read_note): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ReadNoteRequest {
    call: Call,
}

impl ReadNoteRequest {
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

impl Future for ReadNoteRequest {
    type Output = Result<Response<models::Note>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

/// Header fields of an answer to `read_note`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReadNoteHeaders {
    /// The version.
    pub e_tag: Option<String>,
    /// The header parameter `X-Left`.
    pub x_left: Option<i32>,
    /// The header parameter `X-State`.
    pub x_state: Option<models::State>,
    /// The header parameter `X-Phase`.
    pub x_phase: Option<models::Phase>,
    /// The header parameter `X-When`.
    pub x_when: Option<DateTime>,
    /// The header parameter `X-Readers`.
    pub x_readers: Option<Vec<u32>>,
    /// The header parameter `X-Token`.
    pub x_token: Option<Secret<String>>,
}

impl ReadNoteHeaders {
    /// Reads them from `response.headers()` or `error.headers()`; one that is missing or cannot be read is `None`.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        Self {
            e_tag: header_value(headers, "ETag"),
            x_left: header_value(headers, "X-Left"),
            x_state: header_value(headers, "X-State"),
            x_phase: header_value(headers, "X-Phase"),
            x_when: header_value(headers, "X-When"),
            x_readers: header_list(headers, "X-Readers", ","),
            x_token: header_value(headers, "X-Token"),
        }
    }
}

static READ_NOTE: Operation = Operation {
    name: "read_note",
    method: Method::GET,
    template: "/note",
    path: &[Segment::Literal("/note")],
    responses: &[Declared::new(StatusKey::Code(200), "Note", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

