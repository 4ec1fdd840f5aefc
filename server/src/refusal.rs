//! Why a request did not reach its operation.

use std::fmt;

use apiloom_runtime::Problem;
use http::StatusCode;
use http::header::{ALLOW, HeaderName, HeaderValue, WWW_AUTHENTICATE};

use crate::Reply;

/// A request that is not what the spec says. It names places and rules, never a value of the request.
#[derive(Clone, Debug)]
pub struct Refusal {
    status: StatusCode,
    operation: Option<&'static str>,
    detail: String,
    problems: Vec<Problem>,
    field: Option<Box<(HeaderName, HeaderValue)>>,
}

impl Refusal {
    /// A request with problems in its parameters or its body.
    pub(crate) fn bad(status: StatusCode, problems: Vec<Problem>) -> Self {
        let words: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Self { problems, ..Self::new(status, words.join("; ")) }
    }

    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "no operation has this path")
    }

    pub(crate) fn not_allowed(methods: &[&str]) -> Self {
        let field = HeaderValue::try_from(methods.join(", ")).ok().map(|methods| Box::new((ALLOW, methods)));
        Self { field, ..Self::new(StatusCode::METHOD_NOT_ALLOWED, "no operation on this path has this method") }
    }

    #[cfg(feature = "router")]
    pub(crate) fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large, or did not arrive as a whole")
    }

    /// No credentials of a kind that the operation takes (RFC 9110 section 15.5.2).
    pub(crate) fn unauthorized(challenge: Option<&'static str>) -> Self {
        let field = challenge.map(|scheme| Box::new((WWW_AUTHENTICATE, HeaderValue::from_static(scheme))));
        Self { field, ..Self::new(StatusCode::UNAUTHORIZED, "the operation wants credentials that the request lacks") }
    }

    fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, operation: None, detail: detail.into(), problems: Vec::new(), field: None }
    }

    pub(crate) fn of(self, operation: &'static str) -> Self {
        Self { operation: Some(operation), ..self }
    }

    /// The status that says so.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The operation that the request is for, where that is known.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }

    /// What is wrong in words.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// What is wrong, each with its place; empty where it is about the request as a whole.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The answer that says so in problem details (RFC 9457).
    #[must_use]
    pub fn into_reply(self) -> Reply {
        let reply = Reply::problems(self.status, &self.detail, &self.problems);
        match self.field {
            Some(field) => reply.header(field.0, field.1),
            None => reply,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.detail)
    }
}

impl std::error::Error for Refusal {}
