//! How a caller proves itself: tokens, and whoever provides them.

#[cfg(feature = "azure")]
mod azure;
mod error;
mod fixed;
#[cfg(feature = "oauth")]
pub mod oauth;
#[cfg(feature = "oauth")]
mod renewed;

use std::sync::Arc;

pub use self::error::CredentialsError;
pub use self::fixed::{AccessToken, ApiKey, Basic};
use crate::transport::BoxFuture;

/// Provides the token for each request. It is asked on every call, inside the call's deadline, so
/// it should keep a token while it is good and fetch a new one once for many callers.
///
/// What the token is sent as (bearer, basic, a header field, a query parameter) the spec decides.
pub trait Credentials: Send + Sync + 'static {
    /// A token that the service named by `audience` accepts; empty where the spec names none.
    fn access_token<'a>(&'a self, audience: &'a str) -> BoxFuture<'a, Result<AccessToken, CredentialsError>>;

    /// Is told of a token that the service refused (401), and says whether it has, or can get, another: then the
    /// request is sent once more. A source that renews tokens forgets this one, if it still holds it: several callers
    /// may report the same.
    fn refused(&self, audience: &str, token: &AccessToken) -> bool {
        let _ = (audience, token);
        false
    }
}

/// Shared credentials: one source of tokens for several clients.
impl<C: Credentials + ?Sized> Credentials for Arc<C> {
    fn access_token<'a>(&'a self, audience: &'a str) -> BoxFuture<'a, Result<AccessToken, CredentialsError>> {
        (**self).access_token(audience)
    }

    fn refused(&self, audience: &str, token: &AccessToken) -> bool {
        (**self).refused(audience, token)
    }
}
