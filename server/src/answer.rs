//! What an operation answers: one of its declared answers, or anything else.

use http::StatusCode;
use http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::Reply;

/// The answers of one operation. Generated code implements it for an enum with a variant for each status.
pub trait Answer: From<Reply> + Clone + Send + Sync + 'static {
    /// The answer as it is sent.
    fn into_reply(self) -> Reply;

    /// The same answer with another header field.
    #[must_use]
    fn with_header(self, name: HeaderName, value: HeaderValue) -> Self {
        self.into_reply().header(name, value).into()
    }
}

/// Anything may be answered by a handler that has no types.
impl Answer for Reply {
    fn into_reply(self) -> Reply {
        self
    }
}

/// Header fields of an answer that the spec names. Generated code implements it.
pub trait AnswerHeaders {
    /// Each field and its value; a field without one is left out.
    fn fields(&self) -> Vec<(&'static str, Option<String>)>;
}

/// Adds header fields to an answer; where one cannot be sent, the answer is the error that says so.
#[must_use]
pub fn write_headers(reply: Reply, headers: &dyn AnswerHeaders) -> Reply {
    let mut fields = HeaderMap::new();
    for (name, value) in headers.fields() {
        let Some(value) = value else { continue };
        let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::try_from(value)) else {
            return Reply::impossible(&format!("the header field `{name}` cannot be sent (RFC 9110 section 5.5)"));
        };
        fields.insert(name, value);
    }
    reply.headers(fields)
}

/// The status of a declared answer.
#[must_use]
pub fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// An answer that is declared for a class of statuses; with a status of another, it is the error that says so.
#[must_use]
pub fn in_class(class: u16, reply: Reply) -> Reply {
    let is_fine = reply.status().as_u16() / 100 == class || reply.status() == StatusCode::INTERNAL_SERVER_ERROR;
    if is_fine { reply } else { Reply::impossible(&format!("the service answers {class}XX with another status")) }
}
