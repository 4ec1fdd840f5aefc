// models/envelope.rs

//! The schema `Envelope`.

use apiloom_runtime::Url;
use apiloom_runtime::serde::de;
use apiloom_runtime::wire::fields;

/// What wraps answers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Envelope<T> {
    /// The field `Value`.
    pub value: Vec<T>,
    /// The field `TotalCount`.
    pub total_count: i32,
    /// The field `NextLink`.
    pub next_link: Option<Url>,
    /// The field `StatusCode`.
    pub status_code: Option<i32>,
    /// The field `Message`.
    pub message: Option<String>,
}

fields! {
    Envelope::<T> {
        value: required(0, "Value"),
        total_count: required(1, "TotalCount"),
        next_link: optional(2, "NextLink"),
        status_code: optional(3, "StatusCode"),
        message: optional(4, "Message"),
    }
}

#[cfg(test)]
impl<T: apiloom_runtime::wire::Encode> apiloom_runtime::wire::Encode for Envelope<T> {
    fn encode(&self, to: &mut apiloom_runtime::wire::Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

#[cfg(test)]
impl<T: apiloom_runtime::wire::Encode> Envelope<T> {
    pub(crate) fn encode_fields(
        &self,
        object: &mut apiloom_runtime::wire::ObjectEncoder<'_>,
    ) {
        object.field("Value", &self.value);
        object.field("TotalCount", &self.total_count);
        object.optional("NextLink", &self.next_link);
        object.optional("StatusCode", &self.status_code);
        object.optional("Message", &self.message);
    }
}

#[cfg(test)]
impl<
    T: apiloom_runtime::wire::Encode + apiloom_runtime::serde::Serialize,
> apiloom_runtime::serde::Serialize for Envelope<T> {
    fn serialize<S: apiloom_runtime::serde::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        apiloom_runtime::wire::serialize(self, serializer)
    }
}

impl<T: de::DeserializeOwned> apiloom_runtime::wire::Envelope for Envelope<T> {
    type Item = T;
    fn take_items(&mut self) -> Vec<T> {
        std::mem::take(&mut self.value)
    }

    fn status(&self) -> Option<i64> {
        self.status_code.map(i64::from)
    }

    fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    fn next(&self) -> Option<&str> {
        self.next_link.as_ref().map(Url::as_str)
    }

    fn count(&self) -> Option<i64> {
        Some(i64::from(self.total_count))
    }
}

// operations/envelope_one_many.rs

//! Operations of `envelope_one_many`.

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

    /// Reads a note.
    ///
    /// `GET /notes/{id}`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | one `Note` |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.read_note("example").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn read_note(&self, id: &str) -> ReadNoteRequest {
        let mut call = Call::new(&self.core, &READ_NOTE);
        call.set(0, &id);
        ReadNoteRequest { call }
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
        Items::new(self.pages(), Response::into_inner)
    }

    /// Page after page, each fetched when it is asked for.
    #[inline]
    pub fn pages(
        self,
    ) -> Pages<Response<Vec<models::Note>, models::Envelope<models::Note>>> {
        Pages::new(self.call, Answer::many, turn_of_envelope)
    }
}

impl Future for ListNotesRequest {
    type Output = Result<
        Response<Vec<models::Note>, models::Envelope<models::Note>>,
        Error,
    >;
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
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    paging: Some(Paging::Link),
    ..Operation::NEW
};

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
    type Output = Result<Response<models::Note, models::Envelope<models::Note>>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::one)
    }
}

static READ_NOTE: Operation = Operation {
    name: "read_note",
    method: Method::GET,
    template: "/notes/{id}",
    path: &[Segment::Literal("/notes/"), Segment::Parameter(0)],
    parameters: &[Parameter::path("id")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

