// operations/pages_by_read_only_field.rs

//! Operations of `pages_by_read_only_field`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Items, Method, Pages, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Paging, Parameter, Repeat, Segment, StatusKey,
    Turn, argument_text,
};
use super::models;

impl super::super::Client {
    /// Replaces notes, and gives all of them.
    ///
    /// `PUT /notes`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | JSON |
    ///
    /// ```ignore
    /// use client_crate::{Client, models};
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.replace_notes(&[models::Note::new("example")]).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn replace_notes(&self, body: &[models::Note]) -> ReplaceNotesRequest {
        let mut call = Call::new(&self.core, &REPLACE_NOTES);
        call.json(&body, "application/json");
        ReplaceNotesRequest { call }
    }
}

/// The request of [`replace_notes`](super::super::Client::replace_notes): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ReplaceNotesRequest {
    call: Call,
}

impl ReplaceNotesRequest {
    /// The query parameter `after`.
    pub fn after(mut self, after: i64) -> Self {
        self.call.set(0, &after);
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

impl ReplaceNotesRequest {
    /// The items of all pages, one after the other; each page is fetched when it is needed.
    #[inline]
    pub fn items(self) -> Items<models::Note> {
        Items::new(self.pages(), Response::into_inner)
    }

    /// Page after page, each fetched when it is asked for.
    #[inline]
    pub fn pages(self) -> Pages<Response<Vec<models::Note>>> {
        Pages::new(
            self.call,
            Answer::json,
            |page| Turn {
                count: page.len(),
                next: page
                    .last()
                    .and_then(|last| last.id.as_ref())
                    .map(|id| argument_text(id)),
                ..Turn::default()
            },
        )
    }
}

impl Future for ReplaceNotesRequest {
    type Output = Result<Response<Vec<models::Note>>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static REPLACE_NOTES: Operation = Operation {
    name: "replace_notes",
    method: Method::PUT,
    template: "/notes",
    path: &[Segment::Literal("/notes")],
    parameters: &[Parameter::query("after")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    paging: Some(Paging::Cursor(0)),
    ..Operation::NEW
};

