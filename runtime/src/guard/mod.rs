//! What stands between a server and a decoder: limits on the head and on the body.

mod body;
mod head;
pub(crate) mod unpack;

pub(crate) use self::body::received;
pub(crate) use self::head::check_head;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::credentials::AccessToken;

/// What came back, all of it.
pub(crate) struct Received {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// What the request proved itself with: a server may repeat it in what it says.
    pub(crate) token: Option<AccessToken>,
}

impl Received {
    pub(crate) fn with_token(self, token: AccessToken) -> Self {
        Self { token: Some(token), ..self }
    }

    /// For an error: the body is shared, not copied.
    #[cold]
    pub(crate) fn copy(&self) -> Self {
        let Self { status, headers, body, token } = self;
        Self { status: *status, headers: headers.clone(), body: body.clone(), token: token.clone() }
    }
}
