//! Files in ranges, served as RFC 9110 section 14 says.

use std::sync::Arc;

use super::{Reply, Responder};
use crate::answer::Answer;
use crate::recorded::Recorded;

/// A server that serves the good answer, in ranges if it is a file.
pub(super) fn honest(good: &Answer) -> Responder {
    let good = good.clone();
    Arc::new(move |request| Reply::Whole(ranged(&good, request)))
}

/// The part of a file that the request asks for: RFC 9110 sections 13.1.1 (`If-Match`), 13.1.5 (`If-Range`) and 14.2.
/// Weak entity tags match nothing.
pub(super) fn ranged(file: &Answer, request: &Recorded) -> Answer {
    let length = file.body.len();
    let tag = file.value("etag").filter(|tag| !tag.starts_with("W/"));
    let Some(range) = request.field("range").filter(|_| file.is_download()) else { return file.clone() };
    if request.field("if-match").is_some_and(|wanted| wanted != "*" && Some(wanted) != tag) {
        return Answer::new(412);
    }
    if request.field("if-range").is_some_and(|wanted| Some(wanted) != tag) {
        return file.clone();
    }
    match bounds(range, length) {
        Some((first, last)) => part(file, first, last),
        None => Answer::new(416).field("content-range", format!("bytes */{length}")),
    }
}

/// First and last byte of `bytes=first-` or `bytes=first-last`.
pub(super) fn bounds(range: &str, length: usize) -> Option<(usize, usize)> {
    let (first, last) = range.trim().strip_prefix("bytes=")?.split_once('-')?;
    let first: usize = first.parse().ok()?;
    let last = if last.is_empty() { length.checked_sub(1)? } else { last.parse::<usize>().ok()?.min(length - 1) };
    (first <= last).then_some((first, last))
}

/// 206 with these bytes.
pub(super) fn part(file: &Answer, first: usize, last: usize) -> Answer {
    let range = format!("bytes {first}-{last}/{}", file.body.len());
    file.clone().status(206).with("content-range", range).body(file.body.slice(first..=last))
}
