// operations/pages_by_link_header.rs

//! Operations of `pages_by_link_header`.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Items, Method, Pages, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Given, IsGiven, Missing, Operation, Paging, Parameter,
    Repeat, Segment, StatusKey, turn_of_list,
};
use super::{arguments, models};

impl super::super::Client {
    /// Lists the notes of an owner.
    ///
    /// `GET /{owner}/notes`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | JSON |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.list_notes().owner("example").sort("example").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_notes(
        &self,
    ) -> ListNotesRequest<Missing<arguments::Owner>, Missing<arguments::Sort>> {
        let call = Call::new(&self.core, &LIST_NOTES);
        ListNotesRequest {
            call,
            given: PhantomData,
        }
    }
}

/// The request of [`list_notes`](super::super::Client::list_notes): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ListNotesRequest<OwnerState, SortState> {
    call: Call,
    given: PhantomData<fn() -> (OwnerState, SortState)>,
}

impl<SortState> ListNotesRequest<Missing<arguments::Owner>, SortState> {
    /// The path parameter `owner`.
    pub fn owner(mut self, owner: &str) -> ListNotesRequest<Given, SortState> {
        self.call.set(0, &owner);
        ListNotesRequest {
            call: self.call,
            given: PhantomData,
        }
    }
}

impl<OwnerState> ListNotesRequest<OwnerState, Missing<arguments::Sort>> {
    /// The query parameter `sort`.
    pub fn sort(mut self, sort: &str) -> ListNotesRequest<OwnerState, Given> {
        self.call.set(1, &sort);
        ListNotesRequest {
            call: self.call,
            given: PhantomData,
        }
    }
}

impl<OwnerState, SortState> ListNotesRequest<OwnerState, SortState> {
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

impl<OwnerState: IsGiven, SortState: IsGiven> ListNotesRequest<OwnerState, SortState> {
    /// The items of all pages, one after the other; each page is fetched when it is needed.
    #[inline]
    pub fn items(self) -> Items<models::Note> {
        Items::new(self.pages(), Response::into_inner)
    }

    /// Page after page, each fetched when it is asked for.
    #[inline]
    pub fn pages(self) -> Pages<Response<Vec<models::Note>>> {
        Pages::new(self.call, Answer::json, turn_of_list)
    }
}

impl<OwnerState: IsGiven, SortState: IsGiven> Future
for ListNotesRequest<OwnerState, SortState> {
    type Output = Result<Response<Vec<models::Note>>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static LIST_NOTES: Operation = Operation {
    name: "list_notes",
    method: Method::GET,
    template: "/{owner}/notes",
    path: &[Segment::Literal("/"), Segment::Parameter(0), Segment::Literal("/notes")],
    parameters: &[Parameter::path("owner"), Parameter::query("sort")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    paging: Some(Paging::LinkHeader),
    ..Operation::NEW
};

