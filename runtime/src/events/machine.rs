//! A stream from its first connection to its end: what is the same whatever its data is decoded to.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};
use tokio::time::Instant;

use super::flow::{Deadline, Flow};
use super::parser::Raw;
use crate::call::Call;
use crate::cause::Cause;
use crate::decode::DecodeError;
use crate::error::Error;
use crate::guard::Received;
use crate::pipeline;
use crate::retry::{Attempt, Attempts, Decision, Situation, decide};
use crate::transport::TransportError;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Longer than any wait.
const LONG: Duration = Duration::from_secs(365 * 24 * 60 * 60);

pub(super) struct Machine {
    /// What each connection is asked for with.
    pub(super) template: Call,
    /// None before the first connection, and between two.
    connection: Option<Connection>,
    /// The data that ends the stream.
    end: Option<&'static str>,
    pub(super) reconnects: bool,
    /// The identifier of the last event, empty for none.
    pub(super) last_id: String,
    /// Connections in a row that brought no event.
    silent: u32,
    deadline: Deadline,
    started: Instant,
    /// Whether there was a connection.
    was_open: bool,
    /// What was found wrong where there was no time to mend it.
    failure: Option<Error>,
}

/// A connection with what its head says.
pub(crate) struct Connection {
    pub(crate) flow: Flow,
    pub(crate) head: Received,
}

impl Machine {
    pub(super) fn new(template: Call, end: Option<&'static str>) -> Self {
        Self {
            template,
            connection: None,
            end,
            reconnects: false,
            last_id: String::new(),
            silent: 0,
            deadline: None,
            started: Instant::now(),
            was_open: false,
            failure: None,
        }
    }

    /// A stream that is open.
    pub(super) fn open(template: Call, end: Option<&'static str>, connection: Connection) -> Self {
        let deadline = connection.flow.deadline;
        Self { connection: Some(connection), deadline, was_open: true, ..Self::new(template, end) }
    }

    /// The error for an event with other data than the spec says. It keeps that data, and the head.
    #[cold]
    pub(super) fn undecodable(self, data: Bytes, error: DecodeError) -> Error {
        let operation = self.template.operation;
        match self.connection {
            Some(Connection { head, .. }) => Error::decode(operation, Received { body: data, ..head }, error),
            // It came from a connection.
            None => Error::configuration(Some(operation), error.to_string()),
        }
    }

    /// The next event of what was read already: it saves a future.
    pub(super) fn parsed(&mut self) -> Option<Found> {
        match self.connection.as_mut()?.flow.parsed() {
            Ok(event) => event.map(|event| self.found(event)),
            Err(failure) => {
                self.failure = Some(failure);
                None
            }
        }
    }

    /// The next event, or the end.
    pub(super) async fn next(&mut self) -> Result<Found, Error> {
        loop {
            if let Some(failure) = self.failure.take() {
                self.wait_after(failure).await?;
            }
            let Some(connection) = &mut self.connection else {
                if self.connect().await? {
                    continue;
                }
                return Ok(Found::End);
            };
            let failure = match connection.flow.parsed() {
                Ok(Some(event)) => return Ok(self.found(event)),
                Ok(None) => match connection.flow.read().await {
                    Ok(true) => continue,
                    Ok(false) if self.end.is_none() && !self.reconnects => return Ok(Found::End),
                    Ok(false) => self.cut(),
                    Err(error) => error,
                },
                Err(error) => error,
            };
            self.failure = Some(failure);
        }
    }

    fn found(&mut self, event: Raw) -> Found {
        self.silent = 0;
        if self.end == Some(event.data.as_str()) {
            return Found::End;
        }
        self.last_id.clone_from(&event.id);
        Found::Event(event)
    }

    /// Opens the stream, behind the last event; false where the service says that there is no more.
    async fn connect(&mut self) -> Result<bool, Error> {
        let mut call = self.template.again();
        if !self.last_id.is_empty() {
            call.insert(LAST_EVENT_ID, self.identifier()?);
        }
        if let Some((end, _)) = self.deadline {
            call.timeout = Some(end.saturating_duration_since(Instant::now()));
        }
        let answer = match pipeline::answer(call).await {
            Ok(answer) => answer,
            // HTML standard section 9.2.2: "clients can be told to stop reconnecting".
            Err(error) if self.was_open && error.status() == Some(StatusCode::NO_CONTENT) => return Ok(false),
            Err(error) => return Err(error),
        };
        let (Connection { flow, head }, _) = answer.into_connection()?;
        let deadline = self.deadline.or(flow.deadline);
        self.connection = Some(Connection { flow: flow.behind(self.last_id.clone(), deadline), head });
        (self.deadline, self.was_open) = (deadline, true);
        Ok(true)
    }

    /// An identifier that cannot be sent is one that cannot be come back to.
    fn identifier(&self) -> Result<HeaderValue, Error> {
        HeaderValue::from_bytes(self.last_id.as_bytes()).map_err(|_| {
            let what = "the last event has an identifier that cannot be sent back";
            Error::transport(self.template.operation, TransportError::unusable(what))
        })
    }

    /// Waits until the stream may be opened again, or gives the failure back.
    async fn wait_after(&mut self, failure: Error) -> Result<(), Error> {
        let retry = self.connection.take().and_then(|connection| connection.flow.retry());
        let cause = failure.cause().unwrap_or(Cause::Unusable);
        self.silent = self.silent.saturating_add(1);
        let core = &self.template.core;
        let situation = Situation {
            cause,
            failed: self.silent,
            repeatable: true,
            retry_after: retry,
            remaining: self.deadline.map_or(LONG, |(end, _)| end.saturating_duration_since(Instant::now())),
            chance: core.environment().fraction(),
        };
        if self.reconnects
            && let Decision::Wait(wait) = decide(core.retry(), core.budget(), &situation)
        {
            tokio::time::sleep(wait).await;
            return Ok(());
        }
        let elapsed = self.started.elapsed();
        Err(failure.after(Attempts::One(Attempt { cause, elapsed }), elapsed))
    }

    /// The error for a stream that ends where it should go on.
    fn cut(&self) -> Error {
        let what = match self.end {
            Some(_) => "the stream ended without the event that ends it",
            None => "the stream ended",
        };
        Error::transport(self.template.operation, TransportError::interrupted(what))
    }
}

/// What the stream says next.
pub(super) enum Found {
    Event(Raw),
    End,
}
