//! What is answered instead of a file: XML, as Azure Storage words it.

use axum::http::header::{CONTENT_RANGE, CONTENT_TYPE, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::links::BadLink;
use crate::timestamp::Timestamp;

const ERROR_CODE: HeaderName = HeaderName::from_static("x-ms-error-code");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-ms-request-id");
/// There is nothing to look up by it.
const REQUEST: &str = "00000000-0000-4000-8000-000000000000";

/// A reason to send no file.
#[derive(Debug)]
pub(super) struct FileRefusal {
    status: StatusCode,
    code: &'static str,
    message: &'static str,
    /// Of `AuthenticationFailed` only.
    detail: Option<String>,
    /// The length of the file, if the range is outside of it.
    length: Option<usize>,
}

impl FileRefusal {
    const fn new(status: StatusCode, code: &'static str, message: &'static str) -> Self {
        Self { status, code, message, detail: None, length: None }
    }

    pub(super) const fn authorization() -> Self {
        let message = "The link is the authorization: a header field besides it is not accepted.";
        Self::new(StatusCode::BAD_REQUEST, "InvalidAuthenticationInfo", message)
    }

    pub(super) fn link(link: &BadLink, now: Timestamp) -> Self {
        let detail = match link {
            BadLink::Forged => "Signature did not match.".to_owned(),
            BadLink::Expired { end } => {
                format!("Signature not valid in the specified time frame: Expiry [{end}] - Current [{now}]")
            }
        };
        let message = "Server failed to authenticate the request.";
        let refusal = Self::new(StatusCode::FORBIDDEN, "AuthenticationFailed", message);
        Self { detail: Some(detail), ..refusal }
    }

    pub(super) const fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "BlobNotFound", "The specified blob does not exist.")
    }

    pub(super) const fn condition() -> Self {
        let message = "The condition of the request is not met.";
        Self::new(StatusCode::PRECONDITION_FAILED, "ConditionNotMet", message)
    }

    pub(super) fn range(length: usize) -> Self {
        let message = "The range begins behind the end of the file.";
        let refusal = Self::new(StatusCode::RANGE_NOT_SATISFIABLE, "InvalidRange", message);
        Self { length: Some(length), ..refusal }
    }

    pub(super) fn into_response(self, now: Timestamp) -> Response {
        let Self { status, code, message, detail, length } = self;
        let detail = detail.map(|detail| format!("<AuthenticationErrorDetail>{detail}</AuthenticationErrorDetail>"));
        let body = format!(
            "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code>\
             <Message>{message}\nRequestId:{REQUEST}\nTime:{now}</Message>{}</Error>",
            detail.unwrap_or_default(),
        );
        let headers = [(CONTENT_TYPE, "application/xml"), (ERROR_CODE, code), (REQUEST_ID, REQUEST)];
        let mut response = (status, headers, body).into_response();
        let range = length.map(|length| HeaderValue::from_str(&format!("bytes */{length}")));
        if let Some(Ok(range)) = range {
            response.headers_mut().insert(CONTENT_RANGE, range);
        }
        response
    }
}
