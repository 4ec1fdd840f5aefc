//! Credentials that stay as they are: a token, a name and a password, a key.

use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};

use super::{Credentials, CredentialsError};
use crate::transport::BoxFuture;

/// A token. It is wiped from memory when the last copy is dropped, and no view shows it.
#[derive(Clone)]
pub struct AccessToken(Arc<SecretString>);

impl AccessToken {
    /// Hides a token.
    #[must_use]
    pub fn new(token: impl Into<String>) -> Self {
        Self(Arc::new(SecretString::from(token.into())))
    }

    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Whether it is the same token, and not one of the same text: nothing is compared that takes time to compare.
    #[cfg(feature = "oauth")]
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The same token for every request.
impl Credentials for AccessToken {
    fn access_token<'a>(&'a self, _audience: &'a str) -> BoxFuture<'a, Result<AccessToken, CredentialsError>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

/// A name and a password (RFC 7617).
#[derive(Clone)]
pub struct Basic(AccessToken);

impl Basic {
    /// Hides both. RFC 7617 section 2: the name must not contain a colon; one that does is split
    /// there by the server.
    #[must_use]
    pub fn new(user: &str, password: impl Into<String>) -> Self {
        let pair = SecretString::from([user, ":", &password.into()].concat());
        Self(AccessToken::new(STANDARD.encode(pair.expose_secret())))
    }
}

impl Credentials for Basic {
    fn access_token<'a>(&'a self, audience: &'a str) -> BoxFuture<'a, Result<AccessToken, CredentialsError>> {
        self.0.access_token(audience)
    }
}

/// A key that a service hands out.
#[derive(Clone)]
pub struct ApiKey(AccessToken);

impl ApiKey {
    /// Hides a key.
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        Self(AccessToken::new(key))
    }
}

impl Credentials for ApiKey {
    fn access_token<'a>(&'a self, audience: &'a str) -> BoxFuture<'a, Result<AccessToken, CredentialsError>> {
        self.0.access_token(audience)
    }
}

macro_rules! redacted {
    ($($type:ident)*) => {$(
        impl fmt::Debug for $type {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(concat!(stringify!($type), "([redacted])"))
            }
        }
    )*};
}
redacted!(AccessToken Basic ApiKey);
