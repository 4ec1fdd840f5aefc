//! An answer as it is sent.

use std::fmt;

use apiloom_runtime::wire::{Encode, answer_text};
use apiloom_runtime::{Problem, ServerEvent};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use serde_json::json;

/// Any answer: a status, header fields, a body.
#[derive(Clone, PartialEq)]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// Where it is not what the service meant, because that cannot be sent.
    mistake: Option<String>,
}

impl Reply {
    /// A status without a body.
    #[must_use]
    pub fn empty(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: Bytes::new(), mistake: None }
    }

    /// A body in a media type.
    #[must_use]
    pub fn bytes(status: StatusCode, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self { status, headers: HeaderMap::new(), body: body.into(), mistake: None }
            .header(CONTENT_TYPE, HeaderValue::from_static(media_type))
    }

    /// A model as JSON. One that is not what the spec allows is an error of the server, and the answer says so.
    #[must_use]
    pub fn json(status: StatusCode, media_type: &'static str, body: &dyn Encode) -> Self {
        match answer_text(body) {
            Ok(text) => Self::bytes(status, media_type, text),
            Err(problems) => Self::unsendable(&problems),
        }
    }

    /// Events as a stream that ends behind the last of them, with the event that ends it where there is one. Models that are
    /// not what the spec allows are an error of the server, and the answer says so.
    #[must_use]
    pub fn events<T: Encode>(status: StatusCode, events: &[ServerEvent<T>], end: Option<&str>) -> Self {
        let mut stream = String::new();
        for event in events {
            match answer_text(&event.data) {
                Ok(text) => write_event(&mut stream, event, &String::from_utf8_lossy(&text)),
                Err(problems) => return Self::unsendable(&problems),
            }
        }
        Self::stream(status, stream, end)
    }

    /// The same with data that is text.
    #[must_use]
    pub fn text_events(status: StatusCode, events: &[ServerEvent<String>], end: Option<&str>) -> Self {
        let mut stream = String::new();
        events.iter().for_each(|event| write_event(&mut stream, event, &event.data));
        Self::stream(status, stream, end)
    }

    fn stream(status: StatusCode, mut stream: String, end: Option<&str>) -> Self {
        if let Some(end) = end {
            stream.extend(["data: ", end, "\n\n"]);
        }
        Self::bytes(status, "text/event-stream", stream)
    }

    /// Problem details (RFC 9457).
    #[must_use]
    pub fn problem(status: StatusCode, detail: &str) -> Self {
        Self::problems(status, detail, &[])
    }

    /// 501 (RFC 9110 section 15.6.2): the service has no such operation yet.
    #[must_use]
    pub fn not_implemented(operation: &str) -> Self {
        Self::problem(StatusCode::NOT_IMPLEMENTED, &format!("the service does not have the operation `{operation}`"))
    }

    /// Problem details with each problem by itself.
    pub(crate) fn problems(status: StatusCode, detail: &str, problems: &[Problem]) -> Self {
        let mut body = json!({
            "title": status.canonical_reason().unwrap_or("Error"),
            "status": status.as_u16(),
            "detail": detail,
        });
        if !problems.is_empty() {
            let each = problems.iter().map(|problem| json!({ "place": problem.place(), "problem": problem.what() }));
            body["problems"] = each.collect();
        }
        Self::bytes(status, "application/problem+json", body.to_string())
    }

    /// What the service answered cannot be sent: its mistake, not the caller's.
    pub(crate) fn impossible(detail: &str) -> Self {
        let reply = Self::problem(StatusCode::INTERNAL_SERVER_ERROR, detail);
        Self { mistake: Some(detail.to_owned()), ..reply }
    }

    fn unsendable(problems: &[Problem]) -> Self {
        let detail = "the service's answer is not what its spec says";
        let words: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let reply = Self::problems(StatusCode::INTERNAL_SERVER_ERROR, detail, problems);
        Self { mistake: Some(format!("{detail}: {}", words.join("; "))), ..reply }
    }

    /// Adds a header field, in place of one of that name.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Adds header fields, in place of those of the same names.
    #[must_use]
    pub fn headers(mut self, fields: HeaderMap) -> Self {
        self.headers.extend(fields);
        self
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Why the answer that was meant could not be sent.
    pub(crate) fn mistake(&self) -> Option<&str> {
        self.mistake.as_deref()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

/// HTML standard section 9.2.6. What would end a line in a name or an identifier is left out.
fn write_event<T>(stream: &mut String, event: &ServerEvent<T>, data: &str) {
    let line = |text: &str| text.replace(['\r', '\n', '\0'], "");
    if event.event != "message" {
        stream.extend(["event: ", &line(&event.event), "\n"]);
    }
    if let Some(id) = &event.id {
        stream.extend(["id: ", &line(id), "\n"]);
    }
    for part in data.replace("\r\n", "\n").split(['\r', '\n']) {
        stream.extend(["data: ", part, "\n"]);
    }
    stream.push('\n');
}

/// Bodies and header fields may hold anything.
impl fmt::Debug for Reply {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Reply({}, {} bytes)", self.status.as_u16(), self.body.len())
    }
}

impl From<Response<Bytes>> for Reply {
    fn from(response: Response<Bytes>) -> Self {
        let (head, body) = response.into_parts();
        Self { status: head.status, headers: head.headers, body, mistake: None }
    }
}

impl<B: From<Bytes>> From<Reply> for Response<B> {
    fn from(reply: Reply) -> Self {
        let mut response = Response::new(reply.body.into());
        *response.status_mut() = reply.status;
        *response.headers_mut() = reply.headers;
        response
    }
}
