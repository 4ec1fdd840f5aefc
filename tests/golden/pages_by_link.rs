// operations/pages_by_link.rs

//! Operations of `pages_by_link`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Items, Method, Pages, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Paging, Parameter, Repeat, Segment, StatusKey,
    turn_of_envelope,
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
    /// The query parameter `tag`.
    pub fn tag(mut self, tag: &str) -> Self {
        self.call.set(0, &tag);
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

impl ListNotesRequest {
    /// The items of all pages, one after the other; each page is fetched when it is needed.
    #[inline]
    pub fn items(self) -> Items<models::Note> {
        Items::new(self.pages(), Response::into_inner)
    }

    /// Page after page, each fetched when it is asked for.
    #[inline]
    pub fn pages(
        self,
    ) -> Pages<Response<Vec<models::Note>, models::Page<models::Note>>> {
        Pages::new(self.call, Answer::many, turn_of_envelope)
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
    parameters: &[Parameter::query("tag")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    paging: Some(Paging::Link),
    ..Operation::NEW
};

