//! What a transport has when the head of an answer is there.

use http::{HeaderMap, Response, StatusCode, Version};

use crate::body::Body;

/// The head of an answer, and the body as it comes. It is an `http::Response` without what nobody asks for here: it is
/// moved more than once.
pub(crate) struct Arrived {
    pub(crate) status: StatusCode,
    pub(crate) version: Version,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

impl From<Response<Body>> for Arrived {
    fn from(response: Response<Body>) -> Self {
        let (head, body) = response.into_parts();
        Self { status: head.status, version: head.version, headers: head.headers, body }
    }
}

impl From<Arrived> for Response<Body> {
    fn from(Arrived { status, version, headers, body }: Arrived) -> Self {
        let mut response = Self::new(body);
        (*response.status_mut(), *response.version_mut(), *response.headers_mut()) = (status, version, headers);
        response
    }
}
