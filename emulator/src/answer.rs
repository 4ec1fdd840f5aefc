//! Answers a test dictates.

use std::time::Duration;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::documented::JSON;

/// An answer for [`Emulator::answer_next`](crate::Emulator::answer_next): sent as it is, whatever
/// was asked and whoever asks.
///
/// Failures arrive in four shapes, and there is a constructor for each: [`envelope`](Self::envelope)
/// from Insights itself, [`gateway`](Self::gateway) from the gateway in front of it,
/// [`partner_center`](Self::partner_center) from the platform around it, and
/// [`html`](Self::html) or [`empty`](Self::empty) from any proxy.
///
/// ```
/// use partner_insights_emulator::Answer;
///
/// // An envelope that reports a failure under HTTP 200.
/// let answer = Answer { status: 200, ..Answer::envelope(400, "Invalid QueryId") };
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The header fields, by name and value.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// How long the answer is held back.
    pub delay: Duration,
}

impl Answer {
    /// A status without a body.
    #[must_use]
    pub const fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), delay: Duration::ZERO }
    }

    /// A body of the given media type.
    #[must_use]
    pub fn text(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let answer = Self::empty(status).header("content-type", content_type);
        Self { body: body.into(), ..answer }
    }

    /// A JSON body.
    #[must_use]
    pub fn json(status: u16, body: &Value) -> Self {
        Self::text(status, JSON, body.to_string())
    }

    /// A failure as Insights words it: the envelope without items.
    #[must_use]
    pub fn envelope(status: u16, message: &str) -> Self {
        let body = json!({
            "value": null,
            "nextLink": null,
            "totalCount": 0,
            "message": message,
            "statusCode": status,
            "dataRedacted": false,
        });
        Self::json(status, &body)
    }

    /// A failure as the gateway words it: `statusCode` and `message`.
    #[must_use]
    pub fn gateway(status: u16, message: &str) -> Self {
        Self::json(status, &json!({ "statusCode": status, "message": message }))
    }

    /// A failure as Partner Center's other APIs word it: `code`, `description`, `data`, `source`.
    #[must_use]
    pub fn partner_center(status: u16, code: &str, description: &str) -> Self {
        let body = json!({
            "code": code,
            "description": description,
            "data": [],
            "source": "PartnerCenter",
        });
        Self::json(status, &body)
    }

    /// A failure as a proxy words it: a page.
    #[must_use]
    pub fn html(status: u16) -> Self {
        let page = format!("<html><body><h1>{status}</h1></body></html>");
        Self::text(status, "text/html", page)
    }

    /// Adds a header field.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Holds the answer back.
    #[must_use]
    pub const fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Waits for the delay, then is the response.
    pub(crate) async fn deliver(self) -> Response {
        tokio::time::sleep(self.delay).await;
        self.into_response()
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::builder().status(self.status);
        for (name, value) in self.headers {
            response = response.header(name, value);
        }
        response.body(Body::from(self.body)).unwrap_or_else(|error| {
            Self::text(500, "text/plain", format!("the scripted answer is not HTTP: {error}")).into_response()
        })
    }
}
