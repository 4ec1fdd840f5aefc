// operations/pages_by_number.rs

//! Operations of `pages_by_number`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Items, Method, Pages, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Paging, Parameter, Repeat, Segment, StatusKey,
    Turn, turn_of_list,
};
use super::models;

impl super::super::Client {
    /// Lists notes.
    ///
    /// `GET /notes`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | JSON |
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

    /// Finds notes.
    ///
    /// `POST /notes/find`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | `Found` |
    ///
    /// ```ignore
    /// use client_crate::{Client, models};
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.find_notes(&models::Search::new("example")).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn find_notes(&self, body: &models::Search) -> FindNotesRequest {
        let mut call = Call::new(&self.core, &FIND_NOTES);
        call.json(body, "application/json");
        FindNotesRequest { call }
    }
}

/// The request of [`list_notes`](super::super::Client::list_notes): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ListNotesRequest {
    call: Call,
}

impl ListNotesRequest {
    /// The query parameter `page`.
    pub fn page(mut self, page: &models::PageNumber) -> Self {
        self.call.set(0, page);
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
    pub fn pages(self) -> Pages<Response<Vec<models::Note>>> {
        Pages::new(self.call, Answer::json, turn_of_list)
    }
}

impl Future for ListNotesRequest {
    type Output = Result<Response<Vec<models::Note>>, Error>;
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
    parameters: &[Parameter::query("page")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    paging: Some(Paging::Page(0, 1)),
    ..Operation::NEW
};

/// The request of [`find_notes`](super::super::Client::find_notes): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct FindNotesRequest {
    call: Call,
}

impl FindNotesRequest {
    /// The query parameter `page`.
    pub fn page(mut self, page: u32) -> Self {
        self.call.set(0, &page);
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

impl FindNotesRequest {
    /// The items of all pages, one after the other; each page is fetched when it is needed.
    #[inline]
    pub fn items(self) -> Items<models::Note> {
        Items::new(self.pages(), |page| page.into_inner().hits.unwrap_or_default())
    }

    /// Page after page, each fetched when it is asked for.
    #[inline]
    pub fn pages(self) -> Pages<Response<models::Found>> {
        Pages::new(
            self.call,
            Answer::json,
            |page| Turn {
                count: page.hits.as_ref().map_or(0, Vec::len),
                more: page.more,
                ..Turn::default()
            },
        )
    }
}

impl Future for FindNotesRequest {
    type Output = Result<Response<models::Found>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static FIND_NOTES: Operation = Operation {
    name: "find_notes",
    method: Method::POST,
    template: "/notes/find",
    path: &[Segment::Literal("/notes/find")],
    parameters: &[Parameter::query("page")],
    responses: &[Declared::new(StatusKey::Code(200), "Found", &[])],
    paging: Some(Paging::Page(0, 0)),
    ..Operation::NEW
};

