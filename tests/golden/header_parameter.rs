// operations/header_parameter.rs

//! Operations of `header_parameter`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Method, Request, Response, Uuid};
use apiloom_runtime::wire::{
    Answer, Call, Declared, FormatKind, Operation, Parameter, Repeat, Rule, Segment,
    StatusKey,
};

impl super::super::Client {
    /// Replaces the note.
    ///
    /// `PUT /note`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | nothing |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.replace_note("example").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn replace_note(&self, if_match: &str) -> ReplaceNoteRequest {
        let mut call = Call::new(&self.core, &REPLACE_NOTE);
        call.set(0, &if_match);
        ReplaceNoteRequest { call }
    }
}

/// The request of [`replace_note`](super::super::Client::replace_note): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ReplaceNoteRequest {
    call: Call,
}

impl ReplaceNoteRequest {
    /// Shown in the service's log.
    pub fn x_trace(mut self, x_trace: &Uuid) -> Self {
        self.call.set(1, x_trace);
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

impl Future for ReplaceNoteRequest {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static REPLACE_NOTE: Operation = Operation {
    name: "replace_note",
    method: Method::PUT,
    template: "/note",
    path: &[Segment::Literal("/note")],
    parameters: &[
        Parameter::header("If-Match"),
        Parameter {
            rules: &[Rule::Format(FormatKind::Uuid)],
            ..Parameter::header("X-Trace")
        },
    ],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

