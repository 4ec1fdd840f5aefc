//! The whole file or a part of it.

use std::ops::Range;

use axum::body::Bytes;
use axum::http::header::{
    ACCEPT_ENCODING, ACCEPT_RANGES, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderName,
    RANGE, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};

use super::condition;
use super::refusal::FileRefusal;
use super::shelf::{File, Representation};
use crate::model::Format;

/// Whether ranges are sent as such or passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ranges {
    Sent,
    Ignored,
}

/// What a request gets: the whole file, compressed if it wants that, or the range it names.
pub(super) fn response(file: &File, headers: &HeaderMap, ranges: Ranges) -> Result<Response<Bytes>, FileRefusal> {
    let compressed = !headers.contains_key(RANGE) && accepts_gzip(headers);
    let representation = if compressed { file.compressed() } else { file.plain() };
    condition::check_match(headers, &representation.etag)?;
    let range = match ranges {
        Ranges::Sent => condition::range(headers, representation)?,
        Ranges::Ignored => None,
    };
    let mut response = match range {
        Some(range) => part(representation, range),
        None => whole(representation),
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(file.format)));
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    if compressed {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

fn whole(representation: &Representation) -> Response<Bytes> {
    let checksum = (HeaderName::from_static("content-md5"), representation.md5.clone());
    with_headers(StatusCode::OK, representation.bytes.clone(), [checksum, (ETAG, representation.etag.clone())])
}

/// The checksum is still that of the whole file, and has another name therefore.
fn part(representation: &Representation, range: Range<usize>) -> Response<Bytes> {
    let Representation { bytes, etag, md5 } = representation;
    let place = format!("bytes {}-{}/{}", range.start, range.end - 1, bytes.len());
    let checksum = (HeaderName::from_static("x-ms-blob-content-md5"), md5.clone());
    let headers = [checksum, (ETAG, etag.clone()), (CONTENT_RANGE, place)];
    with_headers(StatusCode::PARTIAL_CONTENT, bytes.slice(range), headers)
}

fn with_headers<const COUNT: usize>(
    status: StatusCode,
    bytes: Bytes,
    headers: [(HeaderName, String); COUNT],
) -> Response<Bytes> {
    let length = bytes.len();
    let mut response = Response::new(bytes);
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_LENGTH, length.into());
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

const fn content_type(format: Format) -> &'static str {
    match format {
        Format::Csv => "text/csv",
        Format::Tsv => "text/tab-separated-values",
    }
}

/// Whether `gzip` is named, and not with the weight 0. `*` is not taken for a wish.
fn accepts_gzip(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, "q=1"));
        let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.trim().parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case("gzip") && weight.is_none_or(|weight| weight > 0.0)
    })
}
