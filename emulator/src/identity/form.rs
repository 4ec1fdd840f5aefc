//! The form that a token is asked for with.

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;

use super::failure::Failure;

const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// The parameters of a request; their names are case-sensitive.
#[derive(Debug)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// A body of another type has no parameters, which is what the service complains about then.
    pub(super) fn parse(headers: &HeaderMap, body: &[u8]) -> Result<Self, Failure> {
        let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let is_form = media_type.split(';').next().is_some_and(|name| name.trim().eq_ignore_ascii_case(MEDIA_TYPE));
        let pairs = form_urlencoded::parse(if is_form { body } else { b"" }).into_owned();
        let form = Self(pairs.collect());
        match form.0.iter().enumerate().find(|(at, (name, _))| form.0[..*at].iter().any(|(other, _)| other == name)) {
            Some((_, (name, _))) => Err(Failure::repeated(name)),
            None => Ok(form),
        }
    }

    /// A parameter's value. An empty one is as good as absent (RFC 6749 section 3.2).
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let mut pairs = self.0.iter();
        pairs.find(|(known, _)| known == name).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    pub(super) fn required(&self, name: &'static str) -> Result<&str, Failure> {
        self.text(name).ok_or_else(|| Failure::missing(name))
    }
}
