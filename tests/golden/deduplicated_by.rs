// operations/deduplicated_by.rs

//! Operations of `deduplicated_by`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Method, Request, Response, Uuid};
use apiloom_runtime::wire::{
    Answer, Call, Declared, FormatKind, HeaderSource, Operation, Parameter, Repeat, Rule,
    Segment, StatusKey,
};

impl super::super::Client {
    /// Adds a note.
    ///
    /// `POST /notes`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | nothing |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.add_note().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn add_note(&self) -> AddNoteRequest {
        let call = Call::new(&self.core, &ADD_NOTE);
        AddNoteRequest { call }
    }

    /// Pays.
    ///
    /// `PUT /payments`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | nothing |
    ///
    /// ```ignore
    /// use client_crate::{Client, Uuid};
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.pay(&Uuid::parse("9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10")?).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn pay(&self, x_request: &Uuid) -> PayRequest {
        let mut call = Call::new(&self.core, &PAY);
        call.set(0, x_request);
        PayRequest { call }
    }

    /// Finds notes.
    ///
    /// `POST /notes/find`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | nothing |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.find_notes().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn find_notes(&self) -> FindNotesRequest {
        let call = Call::new(&self.core, &FIND_NOTES);
        FindNotesRequest { call }
    }
}

/// The request of [`add_note`](super::super::Client::add_note): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct AddNoteRequest {
    call: Call,
}

impl AddNoteRequest {
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

impl Future for AddNoteRequest {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static ADD_NOTE: Operation = Operation {
    name: "add_note",
    method: Method::POST,
    template: "/notes",
    path: &[Segment::Literal("/notes")],
    headers: &[("Idempotency-Key", HeaderSource::Uuid)],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::HarmlessWith("Idempotency-Key"),
    ..Operation::NEW
};

/// The request of [`pay`](super::super::Client::pay): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct PayRequest {
    call: Call,
}

impl PayRequest {
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

impl Future for PayRequest {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static PAY: Operation = Operation {
    name: "pay",
    method: Method::PUT,
    template: "/payments",
    path: &[Segment::Literal("/payments")],
    parameters: &[
        Parameter {
            rules: &[Rule::Format(FormatKind::Uuid)],
            ..Parameter::header("X-Request")
        },
    ],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::HarmlessWith("x-request"),
    ..Operation::NEW
};

/// The request of [`find_notes`](super::super::Client::find_notes): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct FindNotesRequest {
    call: Call,
}

impl FindNotesRequest {
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

impl Future for FindNotesRequest {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static FIND_NOTES: Operation = Operation {
    name: "find_notes",
    method: Method::POST,
    template: "/notes/find",
    path: &[Segment::Literal("/notes/find")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

