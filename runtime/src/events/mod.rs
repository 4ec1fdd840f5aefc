//! Server-sent events: answers of the type `text/event-stream` (HTML standard section 9.2), read as they come.

mod flow;
mod machine;
mod parser;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use serde::de::DeserializeOwned;

pub(crate) use self::flow::{Deadline, Flow, is_stream};
pub(crate) use self::machine::Connection;
use self::machine::{Found, Machine};
use self::parser::Raw;
use crate::api::Casing;
use crate::call::Call;
use crate::decode::{self, DecodeError};
use crate::error::Error;
use crate::operation::Repeat;
use crate::transport::BoxFuture;

/// An event that a server sent.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ServerEvent<T> {
    /// What the server calls it: `message`, if it does not.
    pub event: String,
    /// The last identifier that the stream said, with this event or before.
    pub id: Option<String>,
    /// What it says.
    pub data: T,
}

impl<T> ServerEvent<T> {
    /// An event without a name or an identifier: for services, and for tests.
    #[must_use]
    pub fn new(data: T) -> Self {
        Self { event: "message".to_owned(), id: None, data }
    }
}

/// The events of an answer, each as it comes. It is a stream; [`next`](Self::next) does without one of the crates that
/// have `StreamExt`. Dropping it closes the connection.
///
/// An event is bounded by [`Limits::body`](crate::Limits::body), and the silence between two pieces by
/// [`Limits::silence`](crate::Limits::silence); the stream as a whole may last for ever, unless the call has a `timeout` of
/// its own. After an error there are no more events.
#[must_use = "no event is read before it is asked for"]
pub struct Events<T> {
    state: State,
    data: fn(&str, Casing) -> Result<T, DecodeError>,
}

enum State {
    Ready(Box<Machine>),
    Reading(BoxFuture<'static, (Box<Machine>, Result<Found, Error>)>),
    Failed(Error),
    Over,
}

impl<T: DeserializeOwned> Events<T> {
    /// The events of a call that was not sent, with data that is JSON; `end` is the data that ends the stream.
    pub fn json(call: Call, end: Option<&'static str>) -> Self {
        Self::of(Machine::new(call, end), json::<T>)
    }
}

impl Events<String> {
    /// The same with data that is text.
    pub fn text(call: Call, end: Option<&'static str>) -> Self {
        Self::of(Machine::new(call, end), text)
    }
}

impl<T> Events<T> {
    pub(crate) fn open(
        call: Call,
        end: Option<&'static str>,
        connection: Connection,
        data: fn(&str, Casing) -> Result<T, DecodeError>,
    ) -> Self {
        Self::of(Machine::open(call, end, connection), data)
    }

    fn of(machine: Machine, data: fn(&str, Casing) -> Result<T, DecodeError>) -> Self {
        Self { state: State::Ready(Box::new(machine)), data }
    }

    /// Opens the stream again where it breaks, falls silent, or ends without the event that ends it: with the identifier of
    /// the last event in `Last-Event-ID`, by which the server knows where to go on.
    ///
    /// It waits as the stream says (`retry`), or as [`Retry`](crate::Retry) does; it gives up after as many connections in a
    /// row without an event as `Retry` allows attempts, and where the budget of retries is used up. What cannot be decoded
    /// or is too large is an error at once, and a server that answers 204 ends the stream. Where sending twice may do
    /// something twice, by the method and by the spec, the first event is [`Error::is_configuration`].
    pub fn reconnecting(mut self) -> Self {
        if let State::Ready(machine) = &mut self.state {
            let operation = machine.template.operation;
            if operation.repeat == Repeat::Harmless {
                machine.reconnects = true;
            } else {
                let what = "the operation is not idempotent: its stream cannot be opened again";
                self.state = State::Failed(Error::configuration(Some(operation), what));
            }
        }
        self
    }

    /// Begins behind the event with this identifier, which an earlier stream of the same call gave; for one that was not
    /// opened yet.
    pub fn after(mut self, id: &str) -> Self {
        if let State::Ready(machine) = &mut self.state {
            id.clone_into(&mut machine.last_id);
        }
        self
    }

    /// The next event; none after the last, and none after an error.
    pub async fn next(&mut self) -> Option<Result<ServerEvent<T>, Error>> {
        std::future::poll_fn(|context| self.poll_event(context)).await
    }

    /// Ends with an error.
    #[cfg(feature = "blocking")]
    pub(crate) fn fail(&mut self, error: Error) -> Option<Result<ServerEvent<T>, Error>> {
        let is_over = matches!(std::mem::replace(&mut self.state, State::Over), State::Over);
        (!is_over).then_some(Err(error))
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<ServerEvent<T>, Error>>> {
        let (machine, found) = match std::mem::replace(&mut self.state, State::Over) {
            State::Over => return Poll::Ready(None),
            State::Failed(error) => return Poll::Ready(Some(Err(error))),
            State::Ready(mut machine) => match machine.parsed() {
                Some(found) => (machine, Ok(found)),
                None => {
                    self.state = State::Reading(Box::pin(async move {
                        let found = machine.next().await;
                        (machine, found)
                    }));
                    return self.poll_event(context);
                }
            },
            State::Reading(mut reading) => match reading.as_mut().poll(context) {
                Poll::Ready(read) => read,
                Poll::Pending => {
                    self.state = State::Reading(reading);
                    return Poll::Pending;
                }
            },
        };
        Poll::Ready(match found {
            Ok(Found::Event(event)) => Some(self.decoded(machine, event)),
            Ok(Found::End) => None,
            Err(error) => Some(Err(error)),
        })
    }

    /// What cannot be decoded ends the stream: the next event would not be the next.
    fn decoded(&mut self, machine: Box<Machine>, raw: Raw) -> Result<ServerEvent<T>, Error> {
        let Raw { event, id, data } = raw;
        match (self.data)(&data, machine.template.core.casing()) {
            Ok(data) => {
                self.state = State::Ready(machine);
                Ok(ServerEvent { event, id: Some(id).filter(|id| !id.is_empty()), data })
            }
            Err(error) => Err(machine.undecodable(Bytes::from(data), error)),
        }
    }
}

pub(crate) fn json<T: DeserializeOwned>(data: &str, casing: Casing) -> Result<T, DecodeError> {
    decode::from_slice(data.as_bytes(), casing)
}

#[expect(clippy::unnecessary_wraps, reason = "the type is that of JSON, which may be wrong")]
pub(crate) fn text(data: &str, _casing: Casing) -> Result<String, DecodeError> {
    Ok(data.to_owned())
}

impl<T> Stream for Events<T> {
    type Item = Result<ServerEvent<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_event(context)
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match &self.state {
            State::Ready(_) | State::Reading(_) => "Events",
            State::Failed(_) | State::Over => "Events(over)",
        })
    }
}
