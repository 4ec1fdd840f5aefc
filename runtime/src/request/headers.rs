//! The header fields of a request, and the media type of an answer.

use std::borrow::Cow;

use bytes::Bytes;
use http::Method;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};

use super::url::{parameters, separator};
use super::{REDACTED, Reader};
use crate::api::Security;
use crate::call::Call;
use crate::error::Error;
use crate::operation::{HeaderSource, In, Operation};
use crate::random::Random;

/// The fields that every call of an operation has, with or without a body.
pub(super) fn common(call: &Call) -> Result<HeaderMap, Error> {
    let mut writer = Writer::new(call, Reader::Server);
    writer.common()?;
    Ok(writer.fields)
}

/// All fields for the server; `common` is what [`common`] says.
pub(super) fn headers(call: &Call, common: HeaderMap) -> Result<HeaderMap, Error> {
    let mut writer = Writer { call, reader: Reader::Server, fields: common };
    writer.own()?;
    Ok(writer.fields)
}

/// The fields for people: values that are secret are marked so, and are not there.
pub(super) fn show(call: &Call) -> Result<HeaderMap, Error> {
    let mut writer = Writer::new(call, Reader::Person);
    writer.common()?;
    writer.own()?;
    writer.credentials()?;
    Ok(writer.fields)
}

/// The field that carries a token, and the token in it; a cookie stands behind those that are there.
pub(super) fn authorization(place: Security, token: &str, fields: &HeaderMap) -> Option<(&'static str, String)> {
    let (name, scheme) = match place {
        Security::Bearer => ("authorization", "Bearer "),
        Security::Basic => ("authorization", "Basic "),
        Security::Header(name) => (name, ""),
        Security::Cookie(name) => {
            let others = fields.get(header::COOKIE).and_then(|others| std::str::from_utf8(others.as_bytes()).ok());
            // What is no cookie-octet (RFC 6265 section 4.1.1) would end the cookie: no header field holds this one.
            let is_octet = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\');
            let token = if token.bytes().all(is_octet) { token } else { "\n" };
            let between = if others.is_some() { "; " } else { "" };
            return Some(("cookie", [others.unwrap_or_default(), between, name, "=", token].concat()));
        }
        Security::Query(_) | Security::None | Security::Inherited | Security::OneOf(_) => return None,
    };
    Some((name, [scheme, token].concat()))
}

/// Whether a media type is JSON: `application/json` or with the suffix `+json` (RFC 6839 section
/// 3.1). The error is what it is instead, without its parameters.
pub(crate) fn json_essence(content_type: &HeaderValue) -> Result<(), String> {
    if content_type == "application/json" {
        return Ok(());
    }
    let text = content_type.to_str().unwrap_or_default();
    let essence = text.split(';').next().unwrap_or_default().trim();
    let suffix = essence.len().checked_sub("+json".len()).and_then(|start| essence.get(start..));
    if essence.eq_ignore_ascii_case("application/json") || suffix.is_some_and(|it| it.eq_ignore_ascii_case("+json")) {
        return Ok(());
    }
    Err(shown_essence(content_type))
}

/// A media type without its parameters.
pub(crate) fn essence(content_type: &HeaderValue) -> String {
    let text = content_type.to_str().unwrap_or_default();
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The same as far as it is plain, for messages.
pub(crate) fn shown_essence(content_type: &HeaderValue) -> String {
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || "/+-._".contains(*c);
    essence(content_type).chars().filter(is_plain).take(100).collect()
}

/// How many fields there may be: what is always sent, what the spec says, and a token.
fn expected(operation: &Operation) -> usize {
    5 + operation.headers.len()
        + operation.parameters.iter().filter(|parameter| parameter.location == In::Header).count()
}

struct Writer<'c> {
    call: &'c Call,
    reader: Reader,
    fields: HeaderMap,
}

impl<'c> Writer<'c> {
    fn new(call: &'c Call, reader: Reader) -> Self {
        Self { call, reader, fields: HeaderMap::with_capacity(expected(call.operation)) }
    }

    fn common(&mut self) -> Result<(), Error> {
        let operation = self.call.operation;
        self.insert_valid(header::ACCEPT, fixed(operation.accept))?;
        self.insert(header::USER_AGENT, self.call.core.user_agent().clone());
        if cfg!(feature = "gzip") && self.reader == Reader::Server {
            self.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        }
        for (name, source) in operation.headers {
            if let HeaderSource::Constant(text) = source {
                self.insert_named(name, fixed(text))?;
            }
        }
        // RFC 9110 section 8.6: a method that anticipates content says that there is none; some servers answer 411
        // otherwise.
        if self.call.body.is_none() && [Method::POST, Method::PUT, Method::PATCH].contains(&operation.method) {
            self.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok(())
    }

    /// What differs from call to call.
    fn own(&mut self) -> Result<(), Error> {
        self.identifiers()?;
        self.parameters()?;
        self.cookies()?;
        self.media_type()?;
        for (name, value) in self.call.headers() {
            self.given(name, value);
        }
        Ok(())
    }

    fn identifiers(&mut self) -> Result<(), Error> {
        let mut random = Random::with_seed(self.call.seed);
        for (name, source) in self.call.operation.headers {
            if let HeaderSource::Uuid = source {
                let bits = u128::from(random.next()) << 64 | u128::from(random.next());
                self.insert_named(name, HeaderValue::try_from(uuid(bits)).ok())?;
            }
        }
        Ok(())
    }

    fn parameters(&mut self) -> Result<(), Error> {
        for (index, parameter) in parameters(self.call.operation, In::Header) {
            if let Some((text, secret)) = self.joined(index, parameter) {
                let value = match (secret, self.reader) {
                    (true, Reader::Server) => self.marked(text),
                    (true, Reader::Person) => Some(HeaderValue::from_static(REDACTED)),
                    (false, _) => HeaderValue::from_maybe_shared(Bytes::from(text)).ok(),
                };
                self.insert_named(parameter.name, value)?;
            }
        }
        Ok(())
    }

    /// RFC 6265 section 5.4: all cookies in one field.
    fn cookies(&mut self) -> Result<(), Error> {
        let mut cookies = String::new();
        for (index, parameter) in parameters(self.call.operation, In::Cookie) {
            if let Some((text, secret)) = self.joined(index, parameter) {
                let between = if cookies.is_empty() { "" } else { "; " };
                let shown = if secret && self.reader == Reader::Person { REDACTED } else { &text };
                cookies.extend([between, parameter.name, "=", shown]);
            }
        }
        if cookies.is_empty() {
            return Ok(());
        }
        let value = self.marked(cookies);
        self.insert_valid(header::COOKIE, value)
    }

    fn media_type(&mut self) -> Result<(), Error> {
        let Some(body) = &self.call.body else { return Ok(()) };
        let value = match &body.media_type {
            Cow::Borrowed(text) => fixed(text),
            Cow::Owned(text) => HeaderValue::from_str(text).ok(),
        };
        self.insert_valid(header::CONTENT_TYPE, value)
    }

    /// People see where credentials will stand; the server gets them with each attempt.
    fn credentials(&mut self) -> Result<(), Error> {
        for place in self.call.core.places(self.call.operation) {
            if let Some((name, text)) = authorization(place, REDACTED, &self.fields) {
                self.insert_named(name, self.marked(text))?;
            }
        }
        Ok(())
    }

    /// The values of a parameter in one text, and whether it is secret.
    fn joined(&self, index: usize, parameter: &'static crate::operation::Parameter) -> Option<(String, bool)> {
        let mut values = self.call.arguments.of_or_default(index, parameter);
        let first = values.next()?;
        let (mut text, mut secret) = (first.text.to_owned(), first.secret);
        for value in values {
            text.extend([separator(parameter), value.text]);
            secret |= value.secret;
        }
        Some((text, secret))
    }

    /// A value that holds a secret is marked, so that no log of anybody shows it; for people there
    /// is a placeholder in it already.
    fn marked(&self, text: String) -> Option<HeaderValue> {
        let mut value = HeaderValue::from_maybe_shared(Bytes::from(text)).ok()?;
        value.set_sensitive(self.reader == Reader::Server);
        Some(value)
    }

    /// A field that the caller sets for one call; what it usually carries may be secret even where
    /// the caller did not say so.
    fn given(&mut self, name: &HeaderName, value: &HeaderValue) {
        let mut value = value.clone();
        if [header::AUTHORIZATION, header::COOKIE, header::PROXY_AUTHORIZATION].contains(name) {
            value.set_sensitive(true);
        }
        self.insert(name.clone(), value);
    }

    fn insert_named(&mut self, name: &str, value: Option<HeaderValue>) -> Result<(), Error> {
        match HeaderName::from_bytes(name.as_bytes()) {
            Ok(name) => self.insert_valid(name, value),
            Err(_) => Err(self.not_a_field(name)),
        }
    }

    fn insert_valid(&mut self, name: HeaderName, value: Option<HeaderValue>) -> Result<(), Error> {
        let Some(value) = value else { return Err(self.not_a_field(name.as_str())) };
        self.insert(name, value);
        Ok(())
    }

    #[cold]
    fn not_a_field(&self, name: &str) -> Error {
        let place = format!("header.{name}");
        Error::invalid_argument(self.call.operation, &place, "is not a header field (RFC 9110 section 5)")
    }

    fn insert(&mut self, name: HeaderName, value: HeaderValue) {
        self.fields.insert(name, value);
    }
}

/// A value that the spec says, without a copy of it.
fn fixed(text: &'static str) -> Option<HeaderValue> {
    HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes())).ok()
}

/// Version 4 (RFC 9562 section 5.4). It only has to be unlikely to repeat, so a generator that is
/// not cryptographic will do.
fn uuid(random: u128) -> String {
    let bits = random & !(0xf000 << 64) & !(0xc000 << 48) | 0x4000 << 64 | 0x8000 << 48;
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        bits >> 96,
        bits >> 80 & 0xffff,
        bits >> 64 & 0xffff,
        bits >> 48 & 0xffff,
        bits & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_are_version_4() {
        assert_eq!(uuid(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }

    #[test]
    fn media_types() {
        for (text, expected) in [
            ("application/json", Ok(())),
            ("Application/JSON; charset=utf-8", Ok(())),
            ("application/problem+json", Ok(())),
            ("text/html; charset=utf-8", Err("text/html".to_owned())),
            ("text/json", Err("text/json".to_owned())),
            ("a\"<b>", Err("ab".to_owned())),
        ] {
            assert_eq!(json_essence(&HeaderValue::from_str(text).unwrap()), expected);
        }
    }
}
