//! The call as a careful programmer writes it with `reqwest` and `serde`: a base URL that is parsed once, a request without a
//! builder, one read of the body, and the header fields that RFC 9110 asks for: `User-Agent` (section 10.1.5), and
//! `Content-Length: 0` in a `PUT` without content (section 8.6), which `reqwest` does not add.

use reqwest::header::{ACCEPT, CONTENT_LENGTH, HeaderValue, USER_AGENT};
use reqwest::{Method, Request, StatusCode, Url};
use serde::{Deserialize, Serialize};

use crate::drive::{Answered, Call, Problem};

/// The way of every operation here.
pub(crate) const PATH: &str = "/ScheduledReport/resume/";

/// As long as the one that the generated client sends.
pub(crate) const AGENT: &str = "Reports/1 careful/0.1.0";

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Report {
    pub report_id: String,
    pub report_name: String,
    pub description: Option<String>,
    pub query_id: String,
    pub query: String,
    pub user: String,
    pub created_time: String,
    pub modified_time: Option<String>,
    pub execute_now: bool,
    pub start_time: String,
    pub report_status: String,
    pub recurrence_interval: i32,
    pub recurrence_count: i64,
    pub callback_url: Option<String>,
    pub callback_method: Option<String>,
    pub format: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Envelope {
    pub value: Vec<Report>,
    pub total_count: i64,
    pub message: Option<String>,
    pub status_code: i32,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Failure {
    pub status_code: i32,
    pub message: String,
}

#[derive(Debug)]
pub enum Outcome {
    Reports(Envelope),
    Failure(StatusCode, Failure),
}

/// `reqwest` and `serde` by hand.
pub struct ByHand {
    base: Url,
    client: reqwest::Client,
}

impl ByHand {
    /// # Errors
    ///
    /// If the address is none.
    pub fn new(address: &str) -> Result<Self, Problem> {
        Ok(Self { base: format!("http://{address}").parse()?, client: plain_client()? })
    }

    async fn resume_report(&self, report_id: &str) -> Result<Outcome, Problem> {
        let mut path = String::with_capacity(PATH.len() + report_id.len() + 8);
        path.push_str(PATH);
        push_segment(&mut path, report_id);
        let mut url = self.base.clone();
        url.set_path(&path);
        let mut request = Request::new(Method::PUT, url);
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        let response = self.client.execute(request).await?;
        let status = response.status();
        let body = response.bytes().await?;
        if status == StatusCode::OK {
            Ok(Outcome::Reports(serde_json::from_slice(&body)?))
        } else {
            Ok(Outcome::Failure(status, serde_json::from_slice(&body)?))
        }
    }
}

impl Call for ByHand {
    async fn call(&self, report_id: &str) -> Result<Answered, Problem> {
        Ok(match self.resume_report(report_id).await? {
            Outcome::Reports(envelope) => Answered::Reports(envelope.value.len()),
            Outcome::Failure(status, _) => Answered::Failure(status.as_u16()),
        })
    }
}

/// The `reqwest` client that everything built on it gets.
///
/// # Errors
///
/// If it cannot be made.
pub fn plain_client() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder().build()
}

/// RFC 3986 section 2.3: what is not unreserved is encoded.
pub(crate) fn push_segment(out: &mut String, segment: &str) {
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.extend(char::from_digit(u32::from(digit), 16).map(|digit| digit.to_ascii_uppercase()));
            }
        }
    }
}
