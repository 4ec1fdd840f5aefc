//! The transport over the network: the only file that knows `reqwest`.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode};

use crate::request::Prepared;
use crate::transport::{Limits, TransportError};

/// What came back.
pub(crate) struct Received {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Received {
    /// For an error: the body is shared, not copied.
    #[cold]
    pub(crate) fn copy(&self) -> Self {
        Self { status: self.status, headers: self.headers.clone(), body: self.body.clone() }
    }
}

pub(crate) struct HttpTransport(reqwest::Client);

/// Where requests go: on the machine itself there is no TLS and no proxy between.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    Loopback,
    Network,
}

impl HttpTransport {
    /// One connection pool. No redirect is followed, because it would take the credentials and the
    /// body where somebody else says; nothing is sent twice; no URL is told to anyone.
    pub(crate) fn new(connect_timeout: Duration, reach: Reach) -> Result<Self, TransportError> {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(connect_timeout)
            .pool_idle_timeout(Duration::from_secs(60))
            .pool_max_idle_per_host(16)
            .https_only(reach == Reach::Network);
        let builder = match reach {
            // A proxy would see what is sent in the clear.
            Reach::Loopback => builder.no_proxy(),
            Reach::Network => builder,
        };
        builder.build().map(Self).map_err(|error| described(error, "the HTTP client is not usable"))
    }

    pub(crate) async fn send(&self, prepared: Prepared, limits: Limits) -> Result<Received, TransportError> {
        let Prepared { method, url, headers, body } = prepared;
        let mut request = reqwest::Request::new(method, url);
        *request.headers_mut() = headers;
        *request.body_mut() = body.map(reqwest::Body::from);
        let sent = self.0.execute(request).await;
        let mut response = sent.map_err(|error| described(error, "the connection failed"))?;
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        let body = if status.is_success() {
            read(response, limits).await?
        } else {
            read_beginning(response, limits.error_body).await
        };
        Ok(Received { status, headers, body })
    }
}

/// Reads a body that must not be longer than the limit.
async fn read(mut response: reqwest::Response, limits: Limits) -> Result<Bytes, TransportError> {
    let declared = response.content_length();
    if declared.is_some_and(|length| length > limits.body) {
        return Err(TransportError::too_large(limits));
    }
    let mut body = Collected::default();
    while let Some(chunk) = next(&mut response).await? {
        if body.length().saturating_add(length_of(&chunk)) > limits.body {
            return Err(TransportError::too_large(limits));
        }
        body.push(chunk, declared.unwrap_or(0));
    }
    Ok(body.finish())
}

/// Reads so much of a body as the limit allows and the connection gives: what is missing of an
/// explanation must not hide the status. The rest is dropped with the connection.
async fn read_beginning(mut response: reqwest::Response, limit: u64) -> Bytes {
    let declared = response.content_length().unwrap_or(0).min(limit);
    let mut body = Collected::default();
    while body.length() < limit
        && let Ok(Some(mut chunk)) = next(&mut response).await
    {
        let rest = usize::try_from(limit - body.length()).unwrap_or(usize::MAX);
        chunk.truncate(rest);
        body.push(chunk, declared);
    }
    body.finish()
}

async fn next(response: &mut reqwest::Response) -> Result<Option<Bytes>, TransportError> {
    let chunk = response.chunk().await;
    chunk.map_err(|error| described(error, "the connection failed within the answer"))
}

/// A body in one piece; most come in one and are not copied.
#[derive(Default)]
struct Collected {
    first: Bytes,
    all: BytesMut,
}

impl Collected {
    fn length(&self) -> u64 {
        length_of(&self.first).max(length_of(&self.all))
    }

    fn push(&mut self, chunk: Bytes, expected: u64) {
        if self.first.is_empty() {
            self.first = chunk;
            return;
        }
        if self.all.is_empty() {
            let expected = usize::try_from(expected).unwrap_or(0);
            self.all.reserve(expected.max(self.first.len() + chunk.len()));
            self.all.extend_from_slice(&self.first);
        }
        self.all.extend_from_slice(&chunk);
    }

    fn finish(self) -> Bytes {
        if self.all.is_empty() { self.first } else { self.all.freeze() }
    }
}

fn length_of(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// In our words: those of `reqwest` hold the URL, whose query may hold a key.
fn described(error: reqwest::Error, what: &str) -> TransportError {
    let error = error.without_url();
    if error.is_connect() {
        // Nothing of the request is known that far down, only of the connection.
        let cause = innermost(&error).to_string();
        return TransportError::connect(format!("no connection: {cause}"));
    }
    if error.is_timeout() {
        return TransportError::timeout(what);
    }
    let io = innermost(&error).downcast_ref::<std::io::Error>();
    match io {
        Some(io) => TransportError::other(format!("{what}: {}", io.kind())),
        None => TransportError::other(what),
    }
}

fn innermost(error: &reqwest::Error) -> &(dyn std::error::Error + 'static) {
    let mut cause: &(dyn std::error::Error + 'static) = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause
}
