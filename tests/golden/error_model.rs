// models/problem.rs

//! The schema `Problem`.

use apiloom_runtime::ErrorBody;
use apiloom_runtime::wire::fields;

/// The schema `Problem`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    /// The field `title`.
    pub title: Option<String>,
    /// The field `detail`.
    pub detail: Option<String>,
}

fields! {
    Problem {
        title: optional(0, "title"),
        detail: optional(1, "detail"),
    }
}

#[cfg(test)]
impl apiloom_runtime::wire::Encode for Problem {
    fn encode(&self, to: &mut apiloom_runtime::wire::Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

#[cfg(test)]
impl Problem {
    pub(crate) fn encode_fields(
        &self,
        object: &mut apiloom_runtime::wire::ObjectEncoder<'_>,
    ) {
        object.optional("title", &self.title);
        object.optional("detail", &self.detail);
    }
}

#[cfg(test)]
impl apiloom_runtime::serde::Serialize for Problem {
    fn serialize<S: apiloom_runtime::serde::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        apiloom_runtime::wire::serialize(self, serializer)
    }
}

impl ErrorBody for Problem {
    const SCHEMA: &'static str = "Problem";
}

// operations/error_model.rs

//! Operations of `error_model`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Json, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Repeat, Segment, StatusKey,
};

impl super::super::Client {
    /// Reads the note.
    ///
    /// `GET /note`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | JSON |
    /// | 400, 5XX | `Problem` |
    /// | 404 | `Missing`: There is none. |
    /// | default | nothing |
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
    type Output = Result<Response<Json>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static READ_NOTE: Operation = Operation {
    name: "read_note",
    method: Method::GET,
    template: "/note",
    path: &[Segment::Literal("/note")],
    responses: &[
        Declared::new(StatusKey::Code(200), "", &[]),
        Declared::new(StatusKey::Code(400), "Problem", &["detail", "title"]),
        Declared::new(StatusKey::Code(404), "Missing", &["message"]),
        Declared::new(StatusKey::Class(5), "Problem", &["detail", "title"]),
        Declared::new(StatusKey::Default, "", &[]),
    ],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

