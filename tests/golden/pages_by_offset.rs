// operations/pages_by_offset.rs

//! Operations of `pages_by_offset`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Items, Method, Pages, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Paging, Parameter, Repeat, Rule, Segment,
    StatusKey, Turn,
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

    /// Lists events.
    ///
    /// `GET /events`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | `Events` |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.list_events().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_events(&self) -> ListEventsRequest {
        let call = Call::new(&self.core, &LIST_EVENTS);
        ListEventsRequest { call }
    }
}

/// The request of [`list_notes`](super::super::Client::list_notes): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ListNotesRequest {
    call: Call,
}

impl ListNotesRequest {
    /// The query parameter `offset`.
    pub fn offset(mut self, offset: i32) -> Self {
        self.call.set(0, &offset);
        self
    }

    /// The query parameter `limit`.
    pub fn limit(mut self, limit: i32) -> Self {
        self.call.set(1, &limit);
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
        Pages::new(
            self.call,
            Answer::many,
            |page| Turn {
                count: page.len(),
                total: page
                    .envelope()
                    .and_then(|envelope| envelope.meta.as_ref())
                    .and_then(|meta| meta.total)
                    .and_then(|total| i64::try_from(total).ok()),
                ..Turn::default()
            },
        )
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
    parameters: &[
        Parameter {
            rules: &[
                Rule::Integer {
                    min: 0,
                    max: 2_147_483_647,
                },
            ],
            ..Parameter::query("offset")
        },
        Parameter::query("limit"),
    ],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    paging: Some(Paging::Offset(0)),
    ..Operation::NEW
};

/// The request of [`list_events`](super::super::Client::list_events): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ListEventsRequest {
    call: Call,
}

impl ListEventsRequest {
    /// The query parameter `skip`.
    pub fn skip(mut self, skip: u64) -> Self {
        self.call.set(0, &skip);
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

impl ListEventsRequest {
    /// The items of all pages, one after the other; each page is fetched when it is needed.
    #[inline]
    pub fn items(self) -> Items<String> {
        Items::new(self.pages(), |page| page.into_inner().value)
    }

    /// Page after page, each fetched when it is asked for.
    #[inline]
    pub fn pages(self) -> Pages<Response<models::Events>> {
        Pages::new(
            self.call,
            Answer::json,
            |page| Turn {
                count: page.value.len(),
                total: Some(i64::from(page.total)),
                ..Turn::default()
            },
        )
    }
}

impl Future for ListEventsRequest {
    type Output = Result<Response<models::Events>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static LIST_EVENTS: Operation = Operation {
    name: "list_events",
    method: Method::GET,
    template: "/events",
    path: &[Segment::Literal("/events")],
    parameters: &[Parameter::query("skip")],
    responses: &[Declared::new(StatusKey::Code(200), "Events", &[])],
    repeat: Repeat::Harmless,
    paging: Some(Paging::Offset(0)),
    ..Operation::NEW
};

