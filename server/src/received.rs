//! What of a request is not in an operation's input.

use std::fmt;

use apiloom_runtime::Secret;
use http::request::Parts;
use http::{Extensions, HeaderMap, Method, Uri};

/// The head of the request that an operation is called for, and the credentials in it. What they are worth is for the
/// service to say: the router only sees to it that there are some, where the operation wants any.
#[derive(Clone)]
pub struct Received {
    head: Parts,
    credentials: Vec<(&'static str, Secret<String>)>,
}

impl Received {
    pub(crate) fn new(head: Parts, credentials: Vec<(&'static str, Secret<String>)>) -> Self {
        Self { head, credentials }
    }

    /// The token or key, without the word before it; the first, where there are several.
    #[must_use]
    pub fn token(&self) -> Option<&Secret<String>> {
        self.credentials.first().map(|(_, token)| token)
    }

    /// The credentials of this name in the spec, where an API has several kinds.
    #[must_use]
    pub fn credentials(&self, name: &str) -> Option<&Secret<String>> {
        self.credentials.iter().find(|(known, _)| *known == name).map(|(_, token)| token)
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.head.method
    }

    /// The target of the request; below the path that a router is nested under.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.head.uri
    }

    /// Every header field.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// What layers before the router left for the service.
    #[must_use]
    pub fn extensions(&self) -> &Extensions {
        &self.head.extensions
    }
}

/// Header fields and queries may hold secrets.
impl fmt::Debug for Received {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Received({} {})", self.head.method, self.head.uri.path())
    }
}
