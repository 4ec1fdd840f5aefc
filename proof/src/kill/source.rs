//! A server of one file that takes its time.

use std::io;
use std::time::Duration;

use apiloom_chaos::http1::{Action, Script};
use apiloom_chaos::{Answer, Recorded, Server};

/// How a file comes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// How many bytes at a time.
    pub(super) chunk: usize,
    /// How long between two.
    pub(super) period: Duration,
}

/// A server that has this file, whole or from a byte on (RFC 9110 sections 13.1.1 and 14.2).
pub(super) async fn source(file: Answer, pace: Pace) -> io::Result<Server> {
    let handler = move |request: &Recorded| {
        let part = part(&file, request);
        let all = part.http1();
        let head = all.slice(..all.len() - part.body.len());
        vec![Action::Send(head), Action::Drip { bytes: part.body, chunk: pace.chunk, period: pace.period }]
    };
    Server::start(Script::handler(handler)).await
}

fn part(file: &Answer, request: &Recorded) -> Answer {
    let Some(first) = request.field("range").and_then(first_byte) else { return file.clone() };
    if request.field("if-match") != file.value("etag") {
        return Answer::new(412);
    }
    let length = file.body.len();
    if first >= length {
        return Answer::new(416).field("content-range", format!("bytes */{length}"));
    }
    let range = format!("bytes {first}-{}/{length}", length - 1);
    file.clone().status(206).without("content-md5").field("content-range", range).body(file.body.slice(first..))
}

fn first_byte(range: &str) -> Option<usize> {
    range.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()
}
