//! A `reqwest::Client` that somebody else configured, as a transport.

use std::fmt;

use bytes::Bytes;
use http::{Request, Response};

use super::HttpTransport;
use crate::body::Body;
use crate::transport::{BoxFuture, Transport, TransportError};

/// Sends requests through a client of `reqwest` as it is. Take it where the program has one already, with settings that
/// [`Network`](crate::Network) does not know.
///
/// What it is configured to do goes before what this crate promises. It may follow redirects, and then takes bodies and
/// header fields that hold keys along; send `Referer`; send a request again by itself, so that attempts are not counted;
/// log whole URLs and header fields (`connection_verbose`); accept old TLS, wrong certificates, plain `http`; unpack
/// bodies without a limit on their ratio. A body that ends with its connection, and not otherwise, is taken as whole, since
/// one that was unpacked looks the same. Deadlines, limits of size, retries and redacted views hold all the same.
///
/// ```no_run
/// # fn example(client: reqwest::Client) {
/// let transport = apiloom_runtime::ReqwestTransport::new(client);
/// // Client::builder() ... .transport(transport)
/// # }
/// ```
pub struct ReqwestTransport(HttpTransport);

impl ReqwestTransport {
    /// Takes a client as it is.
    #[must_use]
    pub fn new(client: reqwest::Client) -> Self {
        Self(HttpTransport::given(client))
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Transport::send(&self.0, request)
    }
}

/// The client's own view may hold header fields.
impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ReqwestTransport")
    }
}
