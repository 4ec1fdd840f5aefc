// operations/several_bodies.rs

//! Operations of `several_bodies`.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Bytes, Error, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Given, IsGiven, Missing, Operation, Parameter, Repeat,
    Segment, StatusKey,
};
use super::{arguments, models};

impl super::super::Client {
    /// Makes a note.
    ///
    /// `POST /notes/{id}`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | `Draft` |
    ///
    /// ```ignore
    /// use client_crate::{Client, models};
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client
    ///     .create_note()
    ///     .id(1)
    ///     .body_json(&models::Draft::new("example"))
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create_note(
        &self,
    ) -> CreateNoteRequest<Missing<arguments::Id>, Missing<arguments::Body>> {
        let call = Call::new(&self.core, &CREATE_NOTE);
        CreateNoteRequest {
            call,
            given: PhantomData,
        }
    }

    /// Changes a note, or nothing.
    ///
    /// `PATCH /notes`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | nothing |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.change_note().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn change_note(&self) -> ChangeNoteRequest {
        let call = Call::new(&self.core, &CHANGE_NOTE);
        ChangeNoteRequest { call }
    }

    /// Reads a report.
    ///
    /// `GET /report`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | JSON, or text, or bytes: The report. |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.read_report().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn read_report(&self) -> ReadReportRequest {
        let call = Call::new(&self.core, &READ_REPORT);
        ReadReportRequest { call }
    }

    /// Starts a report, or gives it.
    ///
    /// `POST /report`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | `Draft`, or text |
    /// | 202 | nothing |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.start_report().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn start_report(&self) -> StartReportRequest {
        let call = Call::new(&self.core, &START_REPORT);
        StartReportRequest { call }
    }
}

/// The request of [`create_note`](super::super::Client::create_note): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct CreateNoteRequest<IdState, BodyState> {
    call: Call,
    given: PhantomData<fn() -> (IdState, BodyState)>,
}

impl<BodyState> CreateNoteRequest<Missing<arguments::Id>, BodyState> {
    /// The path parameter `id`.
    pub fn id(mut self, id: i64) -> CreateNoteRequest<Given, BodyState> {
        self.call.set(0, &id);
        CreateNoteRequest {
            call: self.call,
            given: PhantomData,
        }
    }
}

impl<IdState> CreateNoteRequest<IdState, Missing<arguments::Body>> {
    /// The request body, as `application/json`.
    pub fn body_json(
        mut self,
        body: &models::Draft,
    ) -> CreateNoteRequest<IdState, Given> {
        self.call.json(body, "application/json");
        CreateNoteRequest {
            call: self.call,
            given: PhantomData,
        }
    }

    /// As browsers send it.
    pub fn body_form(
        mut self,
        body: &models::Draft,
    ) -> CreateNoteRequest<IdState, Given> {
        self.call.deep_form(body, "application/x-www-form-urlencoded");
        CreateNoteRequest {
            call: self.call,
            given: PhantomData,
        }
    }

    /// The request body, as `application/x-tar`.
    pub fn body_tar(
        mut self,
        body: impl Into<Bytes>,
    ) -> CreateNoteRequest<IdState, Given> {
        self.call.bytes(body.into(), "application/x-tar");
        CreateNoteRequest {
            call: self.call,
            given: PhantomData,
        }
    }

    /// The request body, as `text/plain; charset=utf-8`.
    pub fn body_text(mut self, body: &str) -> CreateNoteRequest<IdState, Given> {
        self.call.text(body, "text/plain; charset=utf-8");
        CreateNoteRequest {
            call: self.call,
            given: PhantomData,
        }
    }
}

impl<IdState, BodyState> CreateNoteRequest<IdState, BodyState> {
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

impl<IdState: IsGiven, BodyState: IsGiven> Future
for CreateNoteRequest<IdState, BodyState> {
    type Output = Result<Response<models::Draft>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static CREATE_NOTE: Operation = Operation {
    name: "create_note",
    method: Method::POST,
    template: "/notes/{id}",
    path: &[Segment::Literal("/notes/"), Segment::Parameter(0)],
    parameters: &[Parameter::path("id")],
    responses: &[Declared::new(StatusKey::Code(200), "Draft", &[])],
    ..Operation::NEW
};

/// The request of [`change_note`](super::super::Client::change_note): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ChangeNoteRequest {
    call: Call,
}

impl ChangeNoteRequest {
    /// The request body, as `application/json`.
    pub fn body_json(mut self, body: &models::Draft) -> Self {
        self.call.json(body, "application/json");
        self
    }

    /// The request body, as `multipart/form-data`.
    pub fn body_multipart(mut self, body: &models::Draft) -> Self {
        self.call.multipart(body, "multipart/form-data");
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

impl Future for ChangeNoteRequest {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static CHANGE_NOTE: Operation = Operation {
    name: "change_note",
    method: Method::PATCH,
    template: "/notes",
    path: &[Segment::Literal("/notes")],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    ..Operation::NEW
};

/// The request of [`read_report`](super::super::Client::read_report): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ReadReportRequest {
    call: Call,
}

impl ReadReportRequest {
    /// Asks for `application/json`; the service may answer another kind.
    pub fn accept_json(mut self) -> Self {
        self.call.accept("application/json");
        self
    }

    /// Asks for `text/csv`; the service may answer another kind.
    pub fn accept_csv(mut self) -> Self {
        self.call.accept("text/csv");
        self
    }

    /// Asks for `application/octet-stream`; the service may answer another kind.
    pub fn accept_raw(mut self) -> Self {
        self.call.accept("application/octet-stream");
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

impl Future for ReadReportRequest {
    type Output = Result<Response<ReadReportOutput>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, read_report_output)
    }
}

/// What `read_report` gives: a variant for each status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ReadReportOutput {
    /// Status 200, as `application/json`.
    Json(Vec<models::Draft>),
    /// Status 200, as `text/csv`.
    Csv(String),
    /// Status 200, as `application/octet-stream`.
    Raw(Bytes),
}

#[inline]
fn read_report_output(answer: Answer) -> Result<Response<ReadReportOutput>, Error> {
    match answer
        .media_type(&["application/json", "text/csv", "application/octet-stream"])
    {
        Some(0) => {
            Answer::json::<Vec<models::Draft>>(answer)
                .map(|response| response.map(ReadReportOutput::Json))
        }
        Some(1) => {
            Answer::text(answer).map(|response| response.map(ReadReportOutput::Csv))
        }
        Some(2) => {
            Answer::bytes(answer).map(|response| response.map(ReadReportOutput::Raw))
        }
        _ => Err(answer.of_another_type()),
    }
}

static READ_REPORT: Operation = Operation {
    name: "read_report",
    method: Method::GET,
    template: "/report",
    path: &[Segment::Literal("/report")],
    accept: "application/json, text/csv, application/octet-stream",
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

/// The request of [`start_report`](super::super::Client::start_report): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct StartReportRequest {
    call: Call,
}

impl StartReportRequest {
    /// Asks for `application/json`; the service may answer another kind.
    pub fn accept_json(mut self) -> Self {
        self.call.accept("application/json");
        self
    }

    /// Asks for `text/plain`; the service may answer another kind.
    pub fn accept_text(mut self) -> Self {
        self.call.accept("text/plain");
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

impl Future for StartReportRequest {
    type Output = Result<Response<StartReportOutput>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, start_report_output)
    }
}

/// What `start_report` gives: a variant for each status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum StartReportOutput {
    /// Status 200, as `application/json`.
    Status200Json(Box<models::Draft>),
    /// Status 200, as `text/plain`.
    Status200Text(String),
    /// Status 202.
    Status202,
}

#[inline]
fn start_report_output(answer: Answer) -> Result<Response<StartReportOutput>, Error> {
    match answer.status() {
        200 => {
            match answer.media_type(&["application/json", "text/plain"]) {
                Some(0) => {
                    Answer::json::<models::Draft>(answer)
                        .map(|response| {
                            response
                                .map(|value| StartReportOutput::Status200Json(
                                    Box::new(value),
                                ))
                        })
                }
                Some(1) => {
                    Answer::text(answer)
                        .map(|response| response.map(StartReportOutput::Status200Text))
                }
                _ => Err(answer.of_another_type()),
            }
        }
        _ => {
            Answer::empty(answer)
                .map(|response| response.map(|()| StartReportOutput::Status202))
        }
    }
}

static START_REPORT: Operation = Operation {
    name: "start_report",
    method: Method::POST,
    template: "/report",
    path: &[Segment::Literal("/report")],
    accept: "application/json, text/plain",
    responses: &[
        Declared::new(StatusKey::Code(200), "Draft", &[]),
        Declared::new(StatusKey::Code(202), "", &[]),
    ],
    ..Operation::NEW
};

