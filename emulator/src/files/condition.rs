//! What a request says about the file it means: `If-Match`, `Range`, `If-Range` (RFC 9110 sections 13 and 14).

use std::ops::Range;

use axum::http::HeaderMap;
use axum::http::header::{HeaderName, IF_MATCH, IF_RANGE, RANGE};

use super::refusal::FileRefusal;
use super::shelf::Representation;

/// Goes on if the file is one of those that `If-Match` names.
pub(super) fn check_match(headers: &HeaderMap, etag: &str) -> Result<(), FileRefusal> {
    let Some(list) = text(headers, &IF_MATCH) else {
        return Ok(());
    };
    let matches = list.split(',').map(str::trim).any(|named| named == "*" || named == etag);
    if matches { Ok(()) } else { Err(FileRefusal::condition()) }
}

/// The range that is asked for and to be sent; `None` stands for the whole file.
///
/// One range of the form `a-` or `a-b` is understood. Any other is ignored, as the RFC allows, and so is one for
/// another file than `If-Range` names.
pub(super) fn range(headers: &HeaderMap, file: &Representation) -> Result<Option<Range<usize>>, FileRefusal> {
    let Some((first, last)) = text(headers, &RANGE).and_then(bounds) else {
        return Ok(None);
    };
    if text(headers, &IF_RANGE).is_some_and(|named| named != file.etag) {
        return Ok(None);
    }
    let length = file.bytes.len();
    if first >= length {
        return Err(FileRefusal::range(length));
    }
    let end = last.map_or(length, |last| last.saturating_add(1).min(length));
    Ok(Some(first..end))
}

/// The first and the last byte of `bytes=a-b`.
fn bounds(range: &str) -> Option<(usize, Option<usize>)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let first = first.parse().ok()?;
    if last.is_empty() {
        return Some((first, None));
    }
    let last = last.parse().ok()?;
    (first <= last).then_some((first, Some(last)))
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim)
}
