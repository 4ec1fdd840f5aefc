//! A request as it came.

use bytes::Bytes;
use hyper::HeaderMap;
use hyper::header::{COOKIE, HeaderName};
use percent_encoding::percent_decode_str;

pub(crate) struct Received {
    pub(crate) method: String,
    /// As it came: percent-encoded.
    pub(crate) path: String,
    /// Names and values, decoded.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Received {
    pub(crate) fn new(parts: &hyper::http::request::Parts, body: Bytes) -> Received {
        let query = parts.uri.query().unwrap_or_default();
        Received {
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            headers: parts.headers.clone(),
            body,
        }
    }

    pub(crate) fn queried<'r>(&'r self, name: &'r str) -> impl Iterator<Item = &'r str> {
        self.query.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The values of a header field, a line each; what is no text is replaced.
    pub(crate) fn header(&self, name: &str) -> Vec<String> {
        let Ok(name) = name.parse::<HeaderName>() else { return Vec::new() };
        let lines = self.headers.get_all(name).into_iter();
        lines.map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned()).collect()
    }

    /// The values of a cookie (RFC 6265 section 4.2).
    pub(crate) fn cookie(&self, name: &str) -> Vec<String> {
        let lines = self.header(COOKIE.as_str());
        let pairs = lines.iter().flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.filter(|(known, _)| *known == name).map(|(_, value)| value.to_owned()).collect()
    }

    /// The media type of the body, in lower case and without parameters.
    pub(crate) fn media_type(&self) -> Option<String> {
        let line = self.header("content-type").into_iter().next()?;
        Some(essence(&line)).filter(|text| !text.is_empty())
    }
}

/// A media type in lower case and without parameters (RFC 9110 section 8.3.1).
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// What percent-encoded text stands for.
pub(crate) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
