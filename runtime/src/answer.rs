//! An answer that the spec declares, before it is decoded.

use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

use crate::api::Casing;
use crate::call::Call;
use crate::decode::{self, DecodeError};
use crate::envelope::Envelope;
use crate::error::Error;
use crate::events::{self, Connection, Events, Flow};
use crate::guard::Received;
use crate::operation::Operation;
use crate::request::{essence, json_essence, shown_essence};
use crate::response::{Head, Response};

/// An answer with a status that means success, or an empty list. The methods are the ways to
/// decode one; a generated operation names one of them, or a function that looks at the status.
pub struct Answer {
    received: Received,
    operation: &'static Operation,
    casing: Casing,
    /// The body, where it is read as it comes, and the call that asked for it.
    stream: Option<Box<(Flow, Call)>>,
}

impl Answer {
    pub(crate) fn new(received: Received, operation: &'static Operation, casing: Casing) -> Self {
        Self { received, operation, casing, stream: None }
    }

    /// The same answer with a body that is read as it comes.
    pub(crate) fn with_stream(self, flow: Box<Flow>, call: Call) -> Self {
        Self { stream: Some(Box::new((*flow, call))), ..self }
    }

    /// The status code.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.received.status.as_u16()
    }

    /// Which of these media types the body is written in; the first, where the answer does not say. JSON of a type of its own
    /// is JSON.
    #[must_use]
    pub fn media_type(&self, known: &[&str]) -> Option<usize> {
        let Some(content_type) = self.received.headers.get(CONTENT_TYPE) else {
            return (!known.is_empty()).then_some(0);
        };
        let essence = essence(content_type);
        let is_json = |media_type: &str| media_type == "application/json" || media_type.ends_with("+json");
        let exact = known.iter().position(|media_type| media_type.eq_ignore_ascii_case(&essence));
        exact.or_else(|| known.iter().position(|known| is_json(&known.to_ascii_lowercase()) && is_json(&essence)))
    }

    /// The error for a body that is written in none of the media types that the spec declares.
    #[must_use]
    pub fn of_another_type(&self) -> Error {
        let essence = self.received.headers.get(CONTENT_TYPE).map_or_else(|| "none".to_owned(), shown_essence);
        Error::media_type(self.operation, self.received.copy(), essence)
    }

    /// The target of a link in the header (RFC 8288).
    #[cfg(feature = "pages")]
    pub(crate) fn linked(&self, relation: &str) -> Option<String> {
        crate::pages::linked(&self.received.headers, relation)
    }

    /// Decodes a JSON body.
    ///
    /// # Errors
    ///
    /// [`Error::is_decode`]: another media type than JSON, or JSON that is not a `T`; a number alone whose last digits
    /// may be missing, as in [`bytes`](Self::bytes).
    pub fn json<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        let value = self.decode()?;
        Ok(self.respond(value, None))
    }

    /// Ignores the body.
    ///
    /// # Errors
    ///
    /// None; the type is that of the other methods.
    pub fn empty(self) -> Result<Response<()>, Error> {
        Ok(self.respond((), None))
    }

    /// Takes the body as a text in UTF-8.
    ///
    /// # Errors
    ///
    /// [`Error::is_decode`]: the body is not UTF-8, or as [`bytes`](Self::bytes).
    pub fn text(self) -> Result<Response<String>, Error> {
        self.check_end()?;
        match std::str::from_utf8(&self.received.body) {
            Ok(text) => {
                let text = text.to_owned();
                Ok(self.respond(text, None))
            }
            Err(_) => Err(self.undecodable(DecodeError::of_whole("the text is not UTF-8"))),
        }
    }

    /// Takes the body as it is.
    ///
    /// # Errors
    ///
    /// [`Error::is_decode`]: over HTTP/1 the answer has neither a length nor chunks, so that nothing tells whether it is
    /// whole (RFC 9112 section 8).
    pub fn bytes(self) -> Result<Response<bytes::Bytes>, Error> {
        self.check_end()?;
        let body = self.received.body.clone();
        Ok(self.respond(body, None))
    }

    /// Decodes an envelope with exactly one item.
    ///
    /// # Errors
    ///
    /// [`Error::is_decode`]: as [`json`](Self::json), or another number of items. And the
    /// service's own error, where the envelope says one: [`Error::service_status`].
    pub fn one<E: Envelope>(self) -> Result<Response<E::Item, E>, Error> {
        let (items, envelope) = self.unwrapped::<E>()?;
        let count = items.len();
        match items.into_iter().next() {
            Some(item) if count == 1 => Ok(self.respond(item, Some(envelope))),
            _ => Err(self.wrong_count(count)),
        }
    }

    /// Decodes an envelope with any number of items.
    ///
    /// # Errors
    ///
    /// As [`one`](Self::one), but for the number.
    pub fn many<E: Envelope>(self) -> Result<Response<Vec<E::Item>, E>, Error> {
        if self.means_none() {
            return Ok(self.respond(Vec::new(), None));
        }
        let (items, envelope) = self.unwrapped::<E>()?;
        Ok(self.respond(items, Some(envelope)))
    }

    /// Reads the body as it comes, each event's data as JSON. `end` is the data that ends the stream; with it, a stream that
    /// ends otherwise is an error.
    ///
    /// # Errors
    ///
    /// [`Error::is_decode`]: the answer is no stream of events.
    pub fn events<T: DeserializeOwned>(self, end: Option<&'static str>) -> Result<Response<Events<T>>, Error> {
        self.opened(|call, connection| Events::open(call, end, connection, events::json::<T>))
    }

    /// The same with data that is text.
    ///
    /// # Errors
    ///
    /// As [`events`](Self::events).
    pub fn text_events(self, end: Option<&'static str>) -> Result<Response<Events<String>>, Error> {
        self.opened(|call, connection| Events::open(call, end, connection, events::text))
    }

    fn opened<T>(self, open: impl FnOnce(Call, Connection) -> Events<T>) -> Result<Response<Events<T>>, Error> {
        let (connection, call) = self.into_connection()?;
        let head = Head { status: connection.head.status, headers: connection.head.headers.clone() };
        Ok(Response::new(open(call, connection), None, head))
    }

    /// What is left of an answer that is read as it comes.
    pub(crate) fn into_connection(self) -> Result<(Connection, Call), Error> {
        match self.stream {
            Some(stream) => {
                let (flow, call) = *stream;
                Ok((Connection { flow, head: self.received }, call))
            }
            None => Err(self.of_another_type()),
        }
    }

    fn decode<T: DeserializeOwned>(&self) -> Result<T, Error> {
        self.check_media_type()?;
        let value = decode::from_slice(&self.received.body, self.casing).map_err(|error| self.undecodable(error))?;
        if self.received.body.last().is_some_and(u8::is_ascii_digit) {
            self.check_end()?;
        }
        Ok(value)
    }

    fn unwrapped<E: Envelope>(&self) -> Result<(Vec<E::Item>, E), Error> {
        let mut envelope: E = self.decode()?;
        self.check_envelope(envelope.status(), envelope.message())?;
        Ok((envelope.take_items(), envelope))
    }

    fn respond<T, E>(self, value: T, envelope: Option<E>) -> Response<T, E> {
        let Received { status, headers, .. } = self.received;
        Response::new(value, envelope, Head { status, headers })
    }

    /// A gateway's page is not worth parsing, and its JSON error would be a poor message.
    fn check_media_type(&self) -> Result<(), Error> {
        let Some(content_type) = self.received.headers.get(CONTENT_TYPE) else {
            return Ok(());
        };
        json_essence(content_type).map_err(|essence| Error::media_type(self.operation, self.received.copy(), essence))
    }

    /// A connection that breaks ends such a body as well. Lists, objects and texts of JSON have an end of their own.
    fn check_end(&self) -> Result<(), Error> {
        if self.received.is_open {
            let problem = "nothing tells whether the body is whole: it has no length, and ends with its connection";
            return Err(self.undecodable(DecodeError::of_whole(problem)));
        }
        Ok(())
    }

    /// Some services answer 200 and say in the body that it went wrong.
    fn check_envelope(&self, status: Option<i64>, message: Option<&str>) -> Result<(), Error> {
        match status {
            Some(status) if status >= 400 => Err(Error::service(self.operation, self.received.copy(), status, message)),
            _ => Ok(()),
        }
    }

    fn means_none(&self) -> bool {
        self.operation.none == Some(self.status())
    }

    fn undecodable(&self, error: DecodeError) -> Error {
        Error::decode(self.operation, self.received.copy(), error)
    }

    fn wrong_count(&self, count: usize) -> Error {
        Error::item_count(self.operation, self.received.copy(), count)
    }
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Answer({}: {})", self.operation.name, self.status())
    }
}
