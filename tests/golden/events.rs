// operations/events.rs

//! Operations of `events`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Events, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Parameter, Repeat, Segment, StatusKey,
};
use super::models;

impl super::super::Client {
    /// Follows the notes.
    ///
    /// `GET /notes/events`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | events of `Note` |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut events = client.follow_notes().events();
    /// while let Some(event) = events.next().await {
    ///     let data = event?.data;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn follow_notes(&self) -> FollowNotesRequest {
        let call = Call::new(&self.core, &FOLLOW_NOTES);
        FollowNotesRequest { call }
    }

    /// Reads a log.
    ///
    /// `GET /logs/{id}`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | events of text |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut events = client.read_log("example").events();
    /// while let Some(event) = events.next().await {
    ///     let data = event?.data;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn read_log(&self, id: &str) -> ReadLogRequest {
        let mut call = Call::new(&self.core, &READ_LOG);
        call.set(0, &id);
        ReadLogRequest { call }
    }

    /// Completes a text.
    ///
    /// `POST /completions`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | `Note`, or events of `Note` |
    ///
    /// ```ignore
    /// use client_crate::{Client, models};
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.complete(&models::Prompt::new("example")).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn complete(&self, body: &models::Prompt) -> CompleteRequest {
        let mut call = Call::new(&self.core, &COMPLETE);
        call.json(body, "application/json");
        CompleteRequest { call }
    }
}

/// The request of [`follow_notes`](super::super::Client::follow_notes): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct FollowNotesRequest {
    call: Call,
}

impl FollowNotesRequest {
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

impl FollowNotesRequest {
    /// The events, each as it comes; the stream is opened when the first is asked for.
    #[inline]
    pub fn events(self) -> Events<models::Note> {
        Events::json(self.call, None)
    }
}

impl Future for FollowNotesRequest {
    type Output = Result<Response<Events<models::Note>>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, |answer| answer.events(None))
    }
}

static FOLLOW_NOTES: Operation = Operation {
    name: "follow_notes",
    method: Method::GET,
    template: "/notes/events",
    path: &[Segment::Literal("/notes/events")],
    accept: "text/event-stream",
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    streams: true,
    ..Operation::NEW
};

/// The request of [`read_log`](super::super::Client::read_log): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ReadLogRequest {
    call: Call,
}

impl ReadLogRequest {
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

impl ReadLogRequest {
    /// The events, each as it comes; the stream is opened when the first is asked for.
    #[inline]
    pub fn events(self) -> Events<String> {
        Events::text(self.call, None)
    }
}

impl Future for ReadLogRequest {
    type Output = Result<Response<Events<String>>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, |answer| answer.text_events(None))
    }
}

static READ_LOG: Operation = Operation {
    name: "read_log",
    method: Method::GET,
    template: "/logs/{id}",
    path: &[Segment::Literal("/logs/"), Segment::Parameter(0)],
    parameters: &[Parameter::path("id")],
    accept: "text/event-stream",
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    streams: true,
    ..Operation::NEW
};

/// The request of [`complete`](super::super::Client::complete): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct CompleteRequest {
    call: Call,
}

impl CompleteRequest {
    /// Asks for `application/json`; the service may answer another kind.
    pub fn accept_json(mut self) -> Self {
        self.call.accept("application/json");
        self
    }

    /// Asks for `text/event-stream`; the service may answer another kind.
    pub fn accept_events(mut self) -> Self {
        self.call.accept("text/event-stream");
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

impl Future for CompleteRequest {
    type Output = Result<Response<CompleteOutput>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, complete_output)
    }
}

/// What `complete` gives: a variant for each status.
#[derive(Debug)]
#[non_exhaustive]
pub enum CompleteOutput {
    /// Status 200, as `application/json`.
    Json(Box<models::Note>),
    /// Status 200, as `text/event-stream`.
    Events(Events<models::Note>),
}

#[inline]
fn complete_output(answer: Answer) -> Result<Response<CompleteOutput>, Error> {
    match answer.media_type(&["application/json", "text/event-stream"]) {
        Some(0) => {
            Answer::json::<models::Note>(answer)
                .map(|response| {
                    response.map(|value| CompleteOutput::Json(Box::new(value)))
                })
        }
        Some(1) => {
            answer
                .events(Some("[DONE]"))
                .map(|response| response.map(CompleteOutput::Events))
        }
        _ => Err(answer.of_another_type()),
    }
}

static COMPLETE: Operation = Operation {
    name: "complete",
    method: Method::POST,
    template: "/completions",
    path: &[Segment::Literal("/completions")],
    accept: "application/json, text/event-stream",
    responses: &[Declared::new(StatusKey::Code(200), "Note", &[])],
    streams: true,
    ..Operation::NEW
};

