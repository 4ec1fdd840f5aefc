//! How a caller proves itself: tokens, and whoever provides them.

use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};

use crate::error::readable;
use crate::transport::BoxFuture;

/// Provides the token for each request. It is asked on every call, inside the call's deadline, so
/// it should keep a token while it is good and fetch a new one once for many callers.
///
/// What the token is sent as (bearer, basic, a header field, a query parameter) the spec decides.
pub trait Credentials: Send + Sync + 'static {
    /// A token that the service named by `audience` accepts; empty where the spec names none.
    fn access_token<'a>(&'a self, audience: &'a str) -> BoxFuture<'a, Result<AccessToken, CredentialsError>>;
}

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

/// No token could be had. The message is shown in errors and logs.
#[derive(Clone, PartialEq, Eq)]
pub struct CredentialsError {
    message: String,
}

impl CredentialsError {
    /// Says why, in words that hold no secret. Control characters are escaped and what is longer
    /// than 1 KiB is cut.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: readable(&message.into()) }
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl fmt::Debug for CredentialsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CredentialsError({:?})", self.message)
    }
}

impl std::error::Error for CredentialsError {}
