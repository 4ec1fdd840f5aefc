//! An API with a stream of events, and services in memory that answer it.

use std::pin::Pin;
use std::task::{Context, Poll};

use apiloom_runtime::wire::{ClientCore, Declared, Events, Operation, Repeat, Segment, Settings, StatusKey};
use apiloom_runtime::{AccessToken, Body, Bytes, Error, InMemory, Limits, Retry, TransportError, http};
use futures_core::Stream;
use serde::Deserialize;

use crate::support::{API, PARTNER};

pub(super) static FOLLOW: Operation = Operation {
    name: "follow_notes",
    template: "/notes",
    path: &[Segment::Literal("/notes")],
    accept: "text/event-stream",
    responses: &[Declared { status: StatusKey::Code(200), ..Declared::NEW }],
    repeat: Repeat::Harmless,
    streams: true,
    ..Operation::NEW
};

#[derive(Debug, Deserialize, PartialEq)]
pub(super) struct Note {
    pub(super) text: String,
}

pub(super) type Pieces = Vec<Result<Bytes, TransportError>>;

/// Pieces of a body, each at once; after the last it ends, or is silent for ever.
pub(super) struct Given {
    pub(super) pieces: std::vec::IntoIter<Result<Bytes, TransportError>>,
    pub(super) hangs: bool,
}

impl Stream for Given {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.pieces.next() {
            None if self.hangs => Poll::Pending,
            piece => Poll::Ready(piece),
        }
    }
}

pub(super) fn answer(pieces: Pieces, hangs: bool) -> http::Response<Body> {
    let mut answer = http::Response::new(Body::stream(Given { pieces: pieces.into_iter(), hangs }));
    let events = http::HeaderValue::from_static("text/event-stream; charset=utf-8");
    answer.headers_mut().insert(http::header::CONTENT_TYPE, events);
    answer
}

/// Answers in turn: the pieces of each, and whether it hangs then.
pub(super) fn streams(answers: Vec<(Pieces, bool)>) -> InMemory {
    InMemory::in_turn(answers.into_iter().map(|(pieces, hangs)| Ok(answer(pieces, hangs))).collect::<Vec<_>>())
}

pub(super) fn stream(pieces: Pieces) -> InMemory {
    streams(vec![(pieces, false)])
}

pub(super) fn settings(service: &InMemory) -> Settings {
    let settings = Settings::new(&API).server(&PARTNER).credentials(AccessToken::new("t0ken-of-the-caller"));
    settings.transport(service.clone()).limits(Limits::default().body(64 * 1024))
}

pub(super) fn client(service: &InMemory) -> ClientCore {
    settings(service).retry(Retry::default()).build().unwrap()
}

/// A client of a service that always answers this.
pub(super) fn text_client(body: &'static str) -> ClientCore {
    client(&InMemory::new(move |_| Ok(answer(vec![Ok(Bytes::from_static(body.as_bytes()))], false))))
}

pub(super) async fn all<T>(mut events: Events<T>) -> Result<Vec<T>, Error> {
    let mut all = Vec::new();
    while let Some(event) = events.next().await {
        all.push(event?.data);
    }
    Ok(all)
}

/// What the requests say that they have seen.
pub(super) fn seen(service: &InMemory) -> Vec<Option<String>> {
    let last = |sent: &http::Request<Bytes>| {
        sent.headers().get("last-event-id").map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    service.requests().iter().map(last).collect()
}
