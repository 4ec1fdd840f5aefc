//! B37 to B39: bodies that are too large.

use std::time::Duration;

use bytes::Bytes;

use super::super::{Carrier, Expect, Failure, Fate, Fault, Plan, Setting};
use crate::answer::Answer;
use crate::http1::Action;
use crate::http2;
use crate::payload::{HTML, gzip, gzip_bomb};

/// The server has done its work: only what may be repeated is worth another attempt, and that is as large.
const TOO_LARGE: Expect = Expect::error(Fate::Unknown, Failure::TooLarge);

pub(super) fn faults() -> Vec<Fault> {
    let mut faults = bombs();
    faults.extend(endless());
    faults
}

/// The content codings of a bomb and how often it is packed.
fn bombs() -> Vec<Fault> {
    let bomb = |name, coding: &'static str, status: u16, times: usize| {
        Fault::new("B37", name, Carrier::ALL, TOO_LARGE, move |setting: &Setting<'_>| {
            let mut body = gzip_bomb(setting.scene.mebibytes.max(1))?;
            for _ in 1..times {
                body = gzip(&body)?;
            }
            let answer = setting.good().clone().status(status).with("content-encoding", coding).body(body);
            Ok(Some(Plan::answer(answer)))
        })
    };
    vec![
        bomb("gzip bomb", "gzip", 200, 1),
        bomb("gzip bomb in gzip", "gzip, gzip", 200, 2),
        bomb("gzip bomb in an error", "gzip", 500, 1),
    ]
}

fn endless() -> Vec<Fault> {
    let spaces = Bytes::from(vec![b' '; 16 * 1024]);
    let page = Bytes::from(HTML.repeat(100));
    let error = |_: &Answer| Answer::ok("text/html", Bytes::new()).status(500);
    vec![
        stream("B38", "chunks without end", &spaces, Answer::clone, Length::Chunks),
        stream("B38", "body without end", &spaces, Answer::clone, Length::UntilClose),
        stream("B38", "length of ten terabytes", &spaces, Answer::clone, Length::Declared(10_000_000_000_000)),
        stream("B39", "error page without end", &page, error, Length::UntilClose),
        stream("B39", "error page of a gibibyte", &page, error, Length::Declared(1 << 30)),
    ]
}

/// How long an endless body says it is.
#[derive(Clone, Copy)]
enum Length {
    Chunks,
    UntilClose,
    Declared(u64),
}

fn stream(
    row: &'static str,
    name: &'static str,
    bytes: &Bytes,
    head: impl Fn(&Answer) -> Answer + Send + Sync + 'static,
    length: Length,
) -> Fault {
    let bytes = bytes.clone();
    // HTTP/2 frames bodies by itself: chunks are nothing of its own there.
    let carriers = if matches!(length, Length::Chunks) { Carrier::HTTP1 } else { Carrier::ALL };
    Fault::fitting(row, name, carriers, TOO_LARGE, move |setting| {
        let head = head(setting.good_with_body()?);
        let (bytes, period) = (bytes.clone(), Duration::ZERO);
        if setting.scene.carrier.is_http2() {
            let head = match length {
                Length::Declared(length) => head.with("content-length", length.to_string()),
                Length::Chunks | Length::UntilClose => head,
            };
            return Some(Plan::after_stream([http2::Action::Head(head), http2::Action::Repeat { bytes, period }]));
        }
        let (head, bytes) = match length {
            Length::Chunks => (head.http1_head(&[("transfer-encoding", "chunked")]), chunk(&bytes)),
            Length::UntilClose => (head.http1_head(&[("connection", "close")]), bytes),
            Length::Declared(length) => (head.http1_head(&[("content-length", &length.to_string())]), bytes),
        };
        Some(Plan::after_request([Action::send(head), Action::Repeat { bytes, period }]))
    })
}

fn chunk(bytes: &Bytes) -> Bytes {
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat().into()
}
