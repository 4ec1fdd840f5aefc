//! The call with `hyper` and its pool, without anything else: what no client on top of it can be below.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, HeaderValue, USER_AGENT};
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Empty};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;

use crate::by_hand::{AGENT, Envelope, Failure, PATH, push_segment};
use crate::drive::{Answered, Call, Problem};

/// `hyper-util`'s client.
pub struct HyperAlone {
    address: String,
    client: Client<HttpConnector, Empty<Bytes>>,
}

impl HyperAlone {
    #[must_use]
    pub fn new(address: &str) -> Self {
        Self { address: address.to_owned(), client: Client::builder(TokioExecutor::new()).build_http() }
    }
}

impl Call for HyperAlone {
    async fn call(&self, report_id: &str) -> Result<Answered, Problem> {
        let mut uri = String::with_capacity(96);
        uri.extend(["http://", &self.address, PATH]);
        push_segment(&mut uri, report_id);
        let request = Request::put(uri)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .header(USER_AGENT, HeaderValue::from_static(AGENT))
            .header(CONTENT_LENGTH, HeaderValue::from_static("0"));
        let response = self.client.request(request.body(Empty::new())?).await?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        if status == StatusCode::OK {
            Ok(Answered::Reports(serde_json::from_slice::<Envelope>(&body)?.value.len()))
        } else {
            serde_json::from_slice::<Failure>(&body)?;
            Ok(Answered::Failure(status.as_u16()))
        }
    }
}
