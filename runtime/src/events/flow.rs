//! The bytes of a stream that is open, within its limits.

use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use tokio::time::{Instant, timeout_at};

use super::parser::{Parser, Raw};
use crate::arrived::Arrived;
use crate::body::{Body, length_of};
use crate::error::Error;
use crate::guard::unpack::Unpacker;
use crate::limits::Limits;
use crate::operation::Operation;
use crate::request::essence;
use crate::transport::TransportError;

pub(crate) const MEDIA_TYPE: &str = "text/event-stream";

/// Until when a stream may last, and how long that is: where its caller said so.
pub(crate) type Deadline = Option<(Instant, Duration)>;

/// A stream whose head was read. Dropping it closes its connection.
pub(crate) struct Flow {
    operation: &'static Operation,
    body: Body,
    unpacker: Unpacker,
    packed: Bytes,
    /// What of the stream is not parsed yet.
    bytes: Bytes,
    /// How many bytes there were so far, unpacked.
    length: u64,
    parser: Parser,
    ratio: u32,
    limit: u64,
    silence: Duration,
    pub(super) deadline: Deadline,
}

/// Whether an answer is to be read as it comes: the operation has such answers, and this one says that it is one.
pub(crate) fn is_stream(operation: &'static Operation, answer: &Arrived) -> bool {
    operation.streams
        && operation.is_success(answer.status)
        && answer.headers.get(CONTENT_TYPE).is_some_and(|value| essence(value) == MEDIA_TYPE)
}

impl Flow {
    /// A stream of which nothing but the head was read.
    pub(crate) fn new(
        operation: &'static Operation,
        body: Body,
        unpacker: Unpacker,
        limits: &Limits,
        deadline: Deadline,
    ) -> Self {
        Self {
            operation,
            body,
            unpacker,
            packed: Bytes::new(),
            bytes: Bytes::new(),
            length: 0,
            parser: Parser::new(limits.body, String::new()),
            ratio: limits.ratio,
            limit: limits.body,
            silence: limits.silence,
            deadline,
        }
    }

    /// The same stream, of which nothing was read, behind the event with this identifier.
    pub(super) fn behind(self, id: String, deadline: Deadline) -> Self {
        Self { parser: Parser::new(self.limit, id), deadline, ..self }
    }

    /// What the stream says about coming back.
    pub(super) fn retry(&self) -> Option<Duration> {
        self.parser.retry().map(Duration::from_millis)
    }

    /// The next event of what was read; none if more has to be.
    pub(super) fn parsed(&mut self) -> Result<Option<Raw>, Error> {
        self.unpacked().map_err(|error| Error::transport(self.operation, error))
    }

    fn unpacked(&mut self) -> Result<Option<Raw>, TransportError> {
        loop {
            if let Some(event) = self.parser.next(&mut self.bytes).map_err(|_| self.too_long())? {
                return Ok(Some(event));
            }
            let Some(bytes) = self.unpacker.next(&mut self.packed)? else { return Ok(None) };
            self.length = self.length.saturating_add(length_of(&bytes));
            self.unpacker.check_ratio(self.length, self.ratio)?;
            self.bytes = bytes;
        }
    }

    /// Reads on; false at the end.
    pub(super) async fn read(&mut self) -> Result<bool, Error> {
        let now = Instant::now();
        let silent = now.checked_add(self.silence);
        let (until, limit) = match (self.deadline, silent) {
            (Some((end, limit)), Some(silent)) if end <= silent => (Some(end), Some(limit)),
            (Some((end, limit)), None) => (Some(end), Some(limit)),
            (_, silent) => (silent, None),
        };
        // A piece that is there already is taken even by who comes late: the reader may have been slow, not the server.
        let piece = match until {
            Some(until) => timeout_at(until, self.body.next()).await,
            None => Ok(self.body.next().await),
        };
        let piece = match (piece, limit) {
            (Ok(piece), _) => piece,
            (Err(_), Some(limit)) => Err(TransportError::timeout(format!("the stream did not end within {limit:?}"))),
            (Err(_), None) => Err(self.silent()),
        };
        let read = match piece {
            Ok(Some(piece)) => {
                self.packed = piece;
                Ok(true)
            }
            Ok(None) => self.unpacker.finish().map(|()| false),
            Err(error) => Err(error),
        };
        read.map_err(|error| Error::transport(self.operation, error))
    }

    fn silent(&self) -> TransportError {
        TransportError::stalled(format!("the stream said nothing for {:?}", self.silence))
    }

    fn too_long(&self) -> TransportError {
        TransportError::over_limit(format!("an event is longer than {} bytes", self.limit))
    }
}
