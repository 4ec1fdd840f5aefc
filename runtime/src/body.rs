//! The body of an answer, as it comes.

use std::fmt;
use std::pin::Pin;

use bytes::Bytes;
use futures_core::Stream;

use crate::network;
use crate::transport::TransportError;

/// The body of an answer: in one piece, or in pieces as they arrive.
pub struct Body {
    source: Source,
    is_open: bool,
}

enum Source {
    Whole(Option<Bytes>),
    Network(reqwest::Response),
    Stream(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>),
}

impl Body {
    /// A body in one piece.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { source: Source::Whole(Some(bytes.into())), is_open: false }
    }

    /// A body that comes in pieces. It is whole where they end without an error.
    pub fn stream(pieces: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self { source: Source::Stream(Box::pin(pieces)), is_open: false }
    }

    /// The body of an answer, and whether nothing tells whether it is whole.
    pub(crate) fn of(response: reqwest::Response, is_open: bool) -> Self {
        Self { source: Source::Network(response), is_open }
    }

    /// Whether nothing tells whether the body is whole.
    pub(crate) fn is_open(&self) -> bool {
        self.is_open
    }

    /// The next piece; none after the last.
    ///
    /// # Errors
    ///
    /// If the connection fails before the body is complete.
    pub async fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        match &mut self.source {
            Source::Whole(bytes) => Ok(bytes.take().filter(|bytes| !bytes.is_empty())),
            Source::Network(response) => match response.chunk().await {
                Ok(piece) => Ok(piece),
                Err(error) => Err(network::described(error, "the connection failed within the answer")),
            },
            Source::Stream(pieces) => {
                std::future::poll_fn(|context| pieces.as_mut().poll_next(context)).await.transpose()
            }
        }
    }

    /// The length, where it is known before the body is read.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.source {
            Source::Whole(bytes) => bytes.as_ref().map(|bytes| length_of(bytes)),
            Source::Network(response) => response.content_length(),
            Source::Stream(_) => None,
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self::new(bytes)
    }
}

/// Bodies may hold anything.
impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(formatter, "Body({length} bytes)"),
            None => formatter.write_str("Body"),
        }
    }
}

pub(crate) fn length_of(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
