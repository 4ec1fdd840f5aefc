// operations/waits.rs

//! Operations of `waits`.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Method, Request, Response, Wait, WaitForAll};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Given, IsGiven, Missing, Of, Operation, Parameter, Repeat,
    Segment, StatusKey, Style, Waiting, argument_text, is_declared,
};
use super::{arguments, models};

impl super::super::Client {
    /// Lists the runs of a job.
    ///
    /// `GET /jobs/{job}/runs`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | many `Run` |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.list_runs("example").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_runs(&self, job: &str) -> ListRunsRequest {
        let mut call = Call::new(&self.core, &LIST_RUNS);
        call.set(0, &job);
        ListRunsRequest { call }
    }

    /// Reads an export.
    ///
    /// `GET /exports`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | `Export` |
    /// | 404 | `Failure` |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.read_export().id(1).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn read_export(&self) -> ReadExportRequest<Missing<arguments::IdOrName>> {
        let call = Call::new(&self.core, &READ_EXPORT);
        ReadExportRequest {
            call,
            given: PhantomData,
        }
    }
}

/// The request of [`list_runs`](super::super::Client::list_runs): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ListRunsRequest {
    call: Call,
}

impl ListRunsRequest {
    /// The query parameter `state`.
    pub fn state(mut self, state: &[models::State]) -> Self {
        self.call.set(1, &state);
        self
    }

    /// The query parameter `latest`.
    pub fn latest(mut self, latest: bool) -> Self {
        self.call.set(2, &latest);
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

impl ListRunsRequest {
    /// Waits until a run is done.
    ///
    /// Runs that were there before do not count after `only_new`.
    ///
    /// It asks [`list_runs`](super::super::Client::list_runs) every minute, for 2 hours at most.
    #[inline]
    pub fn until_done(self) -> Wait<models::Run> {
        static WAITING: Waiting<models::Run> = Waiting {
            name: "until_done",
            with: &[(1, &["done", "failed"])],
            state: |item| Some(argument_text(&item.state)),
            reached: &["done"],
            failed: &["failed"],
            of: Of::Any,
            identity: Some(|item| Some(argument_text(&item.id))),
            order: None,
            pending: None,
            every: Duration::from_secs(60),
            within: Duration::from_secs(7200),
        };
        Wait::new(
            self.call,
            &WAITING,
            |answer| Ok(answer.many::<models::Page<models::Run>>()?.into_inner()),
        )
    }

    /// Waits until each run is done.
    ///
    /// It asks [`list_runs`](super::super::Client::list_runs) every minute, for 90 minutes at most.
    #[inline]
    pub fn until_all_done(self) -> WaitForAll<models::Run> {
        static WAITING: Waiting<models::Run> = Waiting {
            name: "until_all_done",
            with: &[],
            state: |item| Some(argument_text(&item.state)),
            reached: &["done"],
            failed: &[],
            of: Of::All,
            identity: None,
            order: None,
            pending: None,
            every: Duration::from_secs(60),
            within: Duration::from_secs(5400),
        };
        WaitForAll::new(
            self.call,
            &WAITING,
            |answer| Ok(answer.many::<models::Page<models::Run>>()?.into_inner()),
        )
    }

    /// Waits until the newest run is published.
    ///
    /// It asks [`list_runs`](super::super::Client::list_runs) every 500 milliseconds, for 1 hour at most.
    #[inline]
    pub fn until_newest_published(self) -> Wait<models::Run> {
        static WAITING: Waiting<models::Run> = Waiting {
            name: "until_newest_published",
            with: &[(2, &["true"])],
            state: |item| {
                item
                    .published
                    .as_ref()
                    .and_then(|published| published.at.as_ref())
                    .map(|at| argument_text(at))
            },
            reached: &["2026-11-22"],
            failed: &[],
            of: Of::Newest,
            identity: None,
            order: Some(|item| Some(argument_text(&item.started))),
            pending: None,
            every: Duration::from_millis(500),
            within: Duration::from_secs(3600),
        };
        Wait::new(
            self.call,
            &WAITING,
            |answer| Ok(answer.many::<models::Page<models::Run>>()?.into_inner()),
        )
    }
}

impl Future for ListRunsRequest {
    type Output = Result<Response<Vec<models::Run>, models::Page<models::Run>>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::many)
    }
}

static LIST_RUNS: Operation = Operation {
    name: "list_runs",
    method: Method::GET,
    template: "/jobs/{job}/runs",
    path: &[
        Segment::Literal("/jobs/"),
        Segment::Parameter(0),
        Segment::Literal("/runs"),
    ],
    parameters: &[
        Parameter::path("job"),
        Parameter {
            style: Style::Repeated,
            ..Parameter::query("state")
        },
        Parameter::query("latest"),
    ],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

/// The request of [`read_export`](super::super::Client::read_export): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ReadExportRequest<IdOrNameState> {
    call: Call,
    given: PhantomData<fn() -> (IdOrNameState,)>,
}

impl ReadExportRequest<Missing<arguments::IdOrName>> {
    /// The query parameter `id`.
    pub fn id(mut self, id: i64) -> ReadExportRequest<Given> {
        self.call.set(0, &id);
        ReadExportRequest {
            call: self.call,
            given: PhantomData,
        }
    }

    /// The query parameter `name`.
    pub fn name(mut self, name: &str) -> ReadExportRequest<Given> {
        self.call.set(1, &name);
        ReadExportRequest {
            call: self.call,
            given: PhantomData,
        }
    }
}

impl<IdOrNameState> ReadExportRequest<IdOrNameState> {
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

impl<IdOrNameState: IsGiven> ReadExportRequest<IdOrNameState> {
    /// Waits for the export.
    ///
    /// It asks [`read_export`](super::super::Client::read_export) every 5 seconds, for 1 minute at most.
    #[expect(deprecated, reason = "the API still works with this field")]
    #[inline]
    pub fn r#await(self) -> Wait<models::Export> {
        static WAITING: Waiting<models::Export> = Waiting {
            name: "await",
            with: &[],
            state: |item| item.ready.as_ref().map(|ready| argument_text(ready)),
            reached: &["true"],
            failed: &[],
            of: Of::Any,
            identity: None,
            order: None,
            pending: Some((404, is_declared::<models::Failure>)),
            every: Duration::from_secs(5),
            within: Duration::from_secs(60),
        };
        Wait::new(
            self.call,
            &WAITING,
            |answer| Ok(Vec::from([answer.json::<models::Export>()?.into_inner()])),
        )
    }
}

impl<IdOrNameState: IsGiven> Future for ReadExportRequest<IdOrNameState> {
    type Output = Result<Response<models::Export>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static READ_EXPORT: Operation = Operation {
    name: "read_export",
    method: Method::GET,
    template: "/exports",
    path: &[Segment::Literal("/exports")],
    parameters: &[Parameter::query("id"), Parameter::query("name")],
    responses: &[
        Declared::new(StatusKey::Code(200), "Export", &[]),
        Declared::new(StatusKey::Code(404), "Failure", &["message"]),
    ],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

