//! Bodies: their media type, and what is in them.

use apiloom_runtime::decode::{self, DecodeError};
use apiloom_runtime::serde::de::DeserializeOwned;
use apiloom_runtime::wire::{Encode, problems_of_body};
use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::pairs::Fields;
use super::{Reader, multipart, pairs, problem_of, tree};

impl Reader<'_> {
    /// A body in JSON.
    pub fn json<T: DeserializeOwned + Encode>(&mut self) -> Option<T> {
        let value = self.maybe_json()?;
        self.required(value)
    }

    /// A body in JSON that may be left out.
    pub fn maybe_json<T: DeserializeOwned + Encode>(&mut self) -> Option<Option<T>> {
        if self.body.is_empty() {
            return Some(None);
        }
        self.expect(|essence| {
            essence == "application/json" || essence.ends_with("/json") || essence.ends_with("+json")
        })?;
        let value = decode::from_slice(self.body, self.casing);
        self.checked(value).map(Some)
    }

    /// A form of an object.
    pub fn form<T: DeserializeOwned + Encode>(&mut self, fields: &Fields) -> Option<T> {
        let value = self.maybe_form(fields)?;
        match value {
            Some(value) => Some(value),
            // Of an object without anything in it, a form is empty.
            None => {
                let json = pairs::of_body(&[], fields, self.casing);
                self.texts_of(json)
            }
        }
    }

    /// A form that may be left out.
    pub fn maybe_form<T: DeserializeOwned + Encode>(&mut self, fields: &Fields) -> Option<Option<T>> {
        if self.body.is_empty() {
            return Some(None);
        }
        let pairs = self.pairs()?;
        let json = pairs::of_body(&pairs, fields, self.casing);
        self.texts_of(json).map(Some)
    }

    /// A form whose names lead into objects and lists.
    pub fn deep_form<T: DeserializeOwned + Encode>(&mut self) -> Option<T> {
        match self.maybe_deep_form()? {
            Some(value) => Some(value),
            None => self.texts_of(Ok("{}".to_owned())),
        }
    }

    /// Such a form that may be left out.
    pub fn maybe_deep_form<T: DeserializeOwned + Encode>(&mut self) -> Option<Option<T>> {
        if self.body.is_empty() {
            return Some(None);
        }
        let pairs = self.pairs()?;
        self.texts_of(tree::json_of_form(&pairs)).map(Some)
    }

    /// A multipart body.
    pub fn multipart<T: DeserializeOwned + Encode>(&mut self, fields: &Fields) -> Option<T> {
        let value = self.maybe_multipart(fields)?;
        self.required(value)
    }

    /// A multipart body that may be left out.
    pub fn maybe_multipart<T: DeserializeOwned + Encode>(&mut self, fields: &Fields) -> Option<Option<T>> {
        if self.body.is_empty() {
            return Some(None);
        }
        self.expect(|essence| essence == "multipart/form-data")?;
        let media_type = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let parts = multipart::boundary(media_type).ok_or("has no boundary in its media type");
        let json = parts.and_then(|boundary| multipart::json(self.body, &boundary, fields, self.casing));
        self.texts_of(json).map(Some)
    }

    /// A text.
    pub fn text(&mut self) -> Option<String> {
        match std::str::from_utf8(self.body) {
            Ok(text) => Some(text.to_owned()),
            Err(_) => self.problem("body", "must be UTF-8"),
        }
    }

    /// A text that may be left out.
    pub fn maybe_text(&mut self) -> Option<Option<String>> {
        if self.is_left_out() { Some(None) } else { self.text().map(Some) }
    }

    /// Bytes as they came.
    pub fn bytes(&mut self) -> Option<Bytes> {
        Some(self.body.clone())
    }

    /// Bytes that may be left out.
    pub fn maybe_bytes(&mut self) -> Option<Option<Bytes>> {
        if self.is_left_out() { Some(None) } else { self.bytes().map(Some) }
    }

    /// An empty body has a media type.
    fn is_left_out(&self) -> bool {
        self.body.is_empty() && !self.headers.contains_key(CONTENT_TYPE)
    }

    fn pairs(&mut self) -> Option<Vec<(String, String)>> {
        self.expect(|essence| essence == "application/x-www-form-urlencoded")?;
        Some(form_urlencoded::parse(self.body).into_owned().collect())
    }

    /// Refuses another media type than the spec's; a request without one is taken at its word.
    fn expect(&mut self, is_right: impl Fn(&str) -> bool) -> Option<()> {
        let given = self.headers.get(CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default());
        let essence = given.map(|text| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
        if essence.is_none_or(|essence| is_right(&essence)) {
            return Some(());
        }
        self.status = Some(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        self.problem("header.Content-Type", "is not a media type that the operation takes")
    }

    fn texts_of<T: DeserializeOwned + Encode>(&mut self, json: Result<String, &'static str>) -> Option<T> {
        match json {
            Ok(json) => {
                let value = decode::from_slice_of_texts(json.as_bytes(), self.casing);
                self.checked(value)
            }
            Err(what) => self.problem("body", what),
        }
    }

    fn checked<T: Encode>(&mut self, value: Result<T, DecodeError>) -> Option<T> {
        let value = value.map_err(|error| self.problems.push(problem_of("body", &error))).ok()?;
        let problems = problems_of_body(&value);
        let is_fine = problems.is_empty();
        self.problems.extend(problems);
        is_fine.then_some(value)
    }

    fn required<T>(&mut self, value: Option<T>) -> Option<T> {
        value.or_else(|| self.problem("body", "is required"))
    }
}
