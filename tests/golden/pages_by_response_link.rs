// operations/pages_by_response_link.rs

//! Operations of `pages_by_response_link`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Items, Method, Pages, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Paging, Repeat, Segment, StatusKey, Turn,
    argument_text,
};
use super::models;

impl super::super::Client {
    /// Lists notes.
    ///
    /// `GET /notes`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | `Notes` |
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

impl ListNotesRequest {
    /// The items of all pages, one after the other; each page is fetched when it is needed.
    #[inline]
    pub fn items(self) -> Items<models::Note> {
        Items::new(
            self.pages(),
            |page| {
                page
                    .into_inner()
                    .data
                    .and_then(|data| data.value.into_option())
                    .unwrap_or_default()
            },
        )
    }

    /// Page after page, each fetched when it is asked for.
    #[expect(deprecated, reason = "the API still works with this field")]
    #[inline]
    pub fn pages(self) -> Pages<Response<models::Notes>> {
        Pages::new(
            self.call,
            Answer::json,
            |page| Turn {
                count: page
                    .data
                    .as_ref()
                    .and_then(|data| data.value.get())
                    .map_or(0, Vec::len),
                next: page
                    .paging
                    .get()
                    .and_then(|paging| paging.odata_next_link.as_ref())
                    .map(|odata_next_link| argument_text(odata_next_link)),
                more: page.paging.get().and_then(|paging| paging.more.get().copied()),
                ..Turn::default()
            },
        )
    }
}

impl Future for ListNotesRequest {
    type Output = Result<Response<models::Notes>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static LIST_NOTES: Operation = Operation {
    name: "list_notes",
    method: Method::GET,
    template: "/notes",
    path: &[Segment::Literal("/notes")],
    responses: &[Declared::new(StatusKey::Code(200), "Notes", &[])],
    repeat: Repeat::Harmless,
    paging: Some(Paging::Link),
    ..Operation::NEW
};

