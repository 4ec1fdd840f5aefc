//! A request as people see it.

use std::fmt;

use http::{HeaderMap, Method};

use super::{REDACTED, headers, url};
use crate::call::Call;
use crate::encode::Body;
use crate::error::Error;

/// A view of the request that a call would send. It never held the secrets: where one would be,
/// it says `[redacted]`.
#[derive(Clone)]
pub struct Request {
    method: Method,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
}

impl Request {
    pub(crate) fn of(call: &Call) -> Result<Self, Error> {
        // The URL for the server is made as well, so that what cannot be sent is not shown.
        super::url(call)?;
        Ok(Self {
            method: call.operation.method.clone(),
            url: url::show(call),
            headers: readable(&headers::show(call)?),
            body: call.body.as_ref().map(body_text),
        })
    }

    /// The request method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The whole URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The header fields with their values.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The body, if there is one and it is text; of another its length.
    #[must_use]
    pub fn body_text(&self) -> Option<&str> {
        self.body.as_deref()
    }

    /// A command line for a POSIX shell. Where it says `[redacted]` it needs the secret to work.
    #[must_use]
    pub fn curl(&self) -> String {
        let mut command = format!("curl -X {} {}", self.method, quoted(&self.url));
        for (name, value) in &self.headers {
            command.push_str(" -H ");
            command.push_str(&quoted(&format!("{name}: {value}")));
        }
        if let Some(body) = &self.body {
            command.push_str(" --data-raw ");
            command.push_str(&quoted(body));
        }
        command
    }
}

/// As it would look on a connection (RFC 9112 section 2), with the whole URL in the first line.
impl fmt::Display for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.url)?;
        for (name, value) in &self.headers {
            write!(formatter, "\n{name}: {value}")?;
        }
        match &self.body {
            Some(body) => write!(formatter, "\n\n{body}"),
            None => Ok(()),
        }
    }
}

/// Without the body: one that carries nothing secret may still be long or private.
impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Request({} {})", self.method, self.url)
    }
}

fn readable(headers: &HeaderMap) -> Vec<(String, String)> {
    let fields = headers.iter().map(|(name, value)| {
        let shown = match value.to_str() {
            Ok(text) if !value.is_sensitive() => text,
            _ => REDACTED,
        };
        (name.to_string(), shown.to_owned())
    });
    fields.collect()
}

fn body_text(body: &Body) -> String {
    let mut text = Vec::with_capacity(body.bytes.len());
    let mut start = 0;
    for secret in &body.secrets {
        text.extend_from_slice(body.bytes.get(start..secret.start).unwrap_or_default());
        text.extend_from_slice(REDACTED.as_bytes());
        start = secret.end;
    }
    text.extend_from_slice(body.bytes.get(start..).unwrap_or_default());
    String::from_utf8(text).unwrap_or_else(|_| format!("[{} bytes]", body.bytes.len()))
}

/// Single quotes hide everything but themselves.
fn quoted(text: &str) -> String {
    let mut quoted = "'".to_owned();
    for c in text.chars() {
        match c {
            '\'' => quoted.push_str(r"'\''"),
            c => quoted.push(c),
        }
    }
    quoted + "'"
}
