//! Answers as object stores give them, and what can be wrong with them.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use apiloom_runtime::{Body, Bytes, TransportError, http};
use futures_core::Stream;

use super::{Request, field};

/// An answer, for memory or for a socket.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// Where the connection breaks.
    cut: Option<usize>,
    /// How many bytes come at a time, and how long each takes.
    piece: usize,
    wait: Duration,
    /// Nothing comes back at all.
    is_lost: bool,
}

impl Reply {
    /// What is asked for of a blob: all of it, or the rest from some byte on.
    pub(crate) fn blob(request: &Request, content: &[u8], etag: &str) -> Self {
        Self::for_fields(field(request, "range"), field(request, "if-match"), content, etag)
    }

    pub(crate) fn for_fields(range: Option<&str>, condition: Option<&str>, content: &[u8], etag: &str) -> Self {
        if condition.is_some_and(|condition| condition != etag) {
            return Self::status(412);
        }
        let from = range.map(|range| range.strip_prefix("bytes=").unwrap().strip_suffix('-').unwrap().parse().unwrap());
        match from {
            None => Self::whole(content).header("etag", etag),
            Some(from) if from >= content.len() => Self::status(416),
            Some(from) => Self::part(content, from).header("etag", etag),
        }
    }

    pub(crate) fn whole(content: &[u8]) -> Self {
        Self::status(200).with_body(content)
    }

    pub(crate) fn part(content: &[u8], from: usize) -> Self {
        let range = format!("bytes {from}-{}/{}", content.len() - 1, content.len());
        Self::status(206).with_body(&content[from..]).header("content-range", &range)
    }

    pub(crate) fn status(status: u16) -> Self {
        Self { status, piece: 1000, ..Self::default() }.header("content-length", "0")
    }

    pub(crate) fn lost() -> Self {
        Self { is_lost: true, ..Self::status(500) }
    }

    pub(crate) fn with_body(self, body: &[u8]) -> Self {
        Self { body: body.to_owned(), ..self }.header("content-length", &body.len().to_string())
    }

    /// The field with this value and no other.
    pub(crate) fn header(self, name: &str, value: &str) -> Self {
        let mut reply = self.without(name);
        reply.headers.push((name.to_owned(), value.to_owned()));
        reply
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    /// The connection breaks after so many bytes of the body.
    pub(crate) fn cut(self, after: usize) -> Self {
        Self { cut: Some(after), ..self }
    }

    /// So many bytes come at a time, each after a wait.
    pub(crate) fn pieces(self, piece: usize, wait: Duration) -> Self {
        Self { piece, wait, ..self }
    }

    pub(crate) fn into_response(self) -> Result<http::Response<Body>, TransportError> {
        if self.is_lost {
            return Err(TransportError::interrupted("lost"));
        }
        let mut response = http::Response::builder().status(self.status);
        for (name, value) in &self.headers {
            response = response.header(name, value);
        }
        let come = self.cut.map_or(&*self.body, |cut| &self.body[..cut.min(self.body.len())]);
        let mut pieces: VecDeque<_> = come.chunks(self.piece).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
        if self.cut.is_some() {
            pieces.push_back(Err(TransportError::interrupted("the connection broke")));
        }
        Ok(response.body(Body::stream(Pieces { left: pieces, wait: self.wait, sleep: None })).unwrap())
    }

    /// The same for a socket, which is closed after it.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        if self.is_lost {
            return Vec::new();
        }
        let mut bytes = format!("HTTP/1.1 {} Some Reason\r\nconnection: close\r\n", self.status).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        let come = self.cut.map_or(&*self.body, |cut| &self.body[..cut.min(self.body.len())]);
        bytes.extend_from_slice(come);
        bytes
    }
}

struct Pieces {
    left: VecDeque<Result<Bytes, TransportError>>,
    wait: Duration,
    sleep: Option<Pin<Box<tokio::time::Sleep>>>,
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let wait = self.wait;
        if !wait.is_zero() {
            let sleep = self.sleep.get_or_insert_with(|| Box::pin(tokio::time::sleep(wait)));
            ready!(sleep.as_mut().poll(context));
            self.sleep = None;
        }
        Poll::Ready(self.left.pop_front())
    }
}
