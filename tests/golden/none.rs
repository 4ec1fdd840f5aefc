// operations/none.rs

//! Operations of `none`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Repeat, Segment, StatusKey, is_declared,
};
use super::models;

impl super::super::Client {
    /// Lists notes.
    ///
    /// `GET /notes`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | many `Note` |
    /// | 404 | `Failure` |
    ///
    /// An answer 404 of the declared shape is an empty list.
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.list_notes().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_notes(&self) -> ListNotesRequest {
        let call = Call::new(&self.core, &LIST_NOTES);
        ListNotesRequest { call }
    }
}

/// The request of [`list_notes`](super::super::Client::list_notes): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ListNotesRequest {
    call: Call,
}

impl ListNotesRequest {
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

impl Future for ListNotesRequest {
    type Output = Result<Response<Vec<models::Note>, models::Page<models::Note>>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::many)
    }
}

static LIST_NOTES: Operation = Operation {
    name: "list_notes",
    method: Method::GET,
    template: "/notes",
    path: &[Segment::Literal("/notes")],
    responses: &[
        Declared::new(StatusKey::Code(200), "", &[]),
        Declared::new(StatusKey::Code(404), "Failure", &["message"]),
    ],
    repeat: Repeat::Harmless,
    none: Some(404),
    none_check: Some(is_declared::<models::Failure>),
    ..Operation::NEW
};

