//! What the head of an answer says of the file, and whether it is the file that is wanted.

use http::header::{CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, StatusCode};

use super::checksum;
use super::content_range::ContentRange;
use super::wrapping::Coding;
use crate::arrived::Arrived;
use crate::body::length_of;
use crate::guard::is_open;
use crate::transport::TransportError;

/// A file as a server has it, coded for the way (RFC 9110 section 8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Representation {
    /// A strong one: the bytes are others when it is another (RFC 9110 section 8.8.1).
    pub(super) etag: Option<String>,
    pub(super) length: Option<u64>,
    pub(super) coding: Coding,
    pub(super) md5: Option<[u8; 16]>,
    /// Whether the end of the connection is the only end there is (RFC 9112 section 6.3).
    pub(super) is_open: bool,
}

/// The rest of a file that was asked for.
pub(super) struct Asked<'a> {
    pub(super) from: u64,
    pub(super) of: &'a Representation,
}

/// What an answer is.
pub(super) enum Answer {
    Whole(Representation),
    /// What was asked for, up to this byte.
    Rest {
        end: u64,
        length: u64,
        md5: Option<[u8; 16]>,
    },
    /// Something else than the rest of the file.
    Other(&'static str),
    /// No file.
    None,
}

/// Reads a head.
pub(super) fn judge(asked: Option<&Asked<'_>>, response: &Arrived) -> Result<Answer, TransportError> {
    match (response.status, asked) {
        (StatusCode::OK, _) => whole(response).map(Answer::Whole),
        (StatusCode::PARTIAL_CONTENT, Some(asked)) => Ok(rest(asked, response).unwrap_or_else(Answer::Other)),
        // RFC 9110 sections 15.5.13 and 15.5.17.
        (StatusCode::PRECONDITION_FAILED, Some(_)) => Ok(Answer::Other("the server has another file there now")),
        (StatusCode::RANGE_NOT_SATISFIABLE, Some(_)) => Ok(Answer::Other("the server has no such part of the file")),
        (StatusCode::PARTIAL_CONTENT, None) => Err(TransportError::unusable("a part came that was not asked for")),
        (status, _) if status.is_success() => Err(TransportError::unusable("the answer is no file")),
        _ => Ok(Answer::None),
    }
}

fn whole(response: &Arrived) -> Result<Representation, TransportError> {
    let headers = &response.headers;
    let length = length(response);
    Ok(Representation {
        etag: strong(headers).map(str::to_owned),
        length,
        coding: Coding::of(headers)?,
        md5: checksum::of_file(headers, false),
        is_open: is_open(response.version, headers, length),
    })
}

/// Believes a part only if everything about it is as it was asked for: the error is what is not.
fn rest(asked: &Asked<'_>, response: &Arrived) -> Result<Answer, &'static str> {
    let headers = &response.headers;
    let of = asked.of;
    if strong(headers).is_none() || strong(headers) != of.etag.as_deref() {
        return Err("the part is of another file");
    }
    if Coding::of(headers).ok() != Some(of.coding) {
        return Err("the part has another content coding");
    }
    let content_type = only(headers, &CONTENT_TYPE).unwrap_or_default().trim_start();
    if content_type.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("multipart/")) {
        return Err("several parts came where one was asked for");
    }
    let range = only(headers, &CONTENT_RANGE).and_then(ContentRange::parse);
    let Some(ContentRange { first, last, length: total }) = range else {
        return Err("the answer does not say which part it is");
    };
    if first != asked.from {
        return Err("another part came than was asked for");
    }
    let Some(total) = total.or(of.length) else { return Err("the answer does not say how long the file is") };
    if of.length.is_some_and(|length| length != total) || last >= total {
        return Err("the file has another length now");
    }
    let end = last.saturating_add(1);
    if length(response).is_some_and(|length| length != end - first) {
        return Err("the part has another length than it says");
    }
    Ok(Answer::Rest { end, length: total, md5: checksum::of_file(headers, true) })
}

/// The body's own, or what the head says; a body that says its end another way has none (RFC 9112 section 6.3).
fn length(response: &Arrived) -> Option<u64> {
    response.body.length().or_else(|| {
        let headers = &response.headers;
        if headers.contains_key(TRANSFER_ENCODING) {
            return None;
        }
        let text = only(headers, &CONTENT_LENGTH)?;
        text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// `"..."` (RFC 9110 section 8.8.3). A weak one tells nothing about bytes.
fn strong(headers: &HeaderMap) -> Option<&str> {
    let tag = only(headers, &ETAG)?;
    let inner = tag.strip_prefix('"')?.strip_suffix('"')?;
    let is_strong =
        length_of(inner.as_bytes()) <= 1024 && inner.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"');
    is_strong.then_some(tag)
}

/// The value of a field that must not be there twice.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    if values.next().is_some() { None } else { value.to_str().ok() }
}
