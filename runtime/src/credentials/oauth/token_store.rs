//! Where refresh tokens outlive the program.

use std::sync::Arc;

use secrecy::SecretString;

use crate::credentials::CredentialsError;
use crate::transport::BoxFuture;

/// Keeps the refresh token of somebody who signed in, so that the program can go on as that person when it runs again:
/// in a vault, in the key ring of the system, in a file that nobody else can read.
///
/// Every answer of an identity provider may replace the refresh token, and the one before may then be worth nothing
/// (RFC 6749 section 6, RFC 9700 section 4.14.2). So the new one is saved before anything is done with it.
///
/// ```
/// use apiloom_runtime::oauth::{ExposeSecret, SecretString, TokenStore};
/// use apiloom_runtime::{BoxFuture, CredentialsError};
///
/// struct Vault;
///
/// impl TokenStore for Vault {
///     fn save<'a>(&'a self, refresh_token: &'a SecretString) -> BoxFuture<'a, Result<(), CredentialsError>> {
///         Box::pin(async move { put(refresh_token.expose_secret()).await })
///     }
/// }
/// # async fn put(_: &str) -> Result<(), CredentialsError> { Ok(()) }
/// ```
pub trait TokenStore: Send + Sync + 'static {
    /// Puts a refresh token in place of the one before. Success means that it will be there after a crash; it may be
    /// dropped halfway, and called again with the same token.
    ///
    /// # Errors
    ///
    /// The future's: why it could not. The token is kept in memory, the call that needed it fails, and the next tries
    /// to save it again.
    fn save<'a>(&'a self, refresh_token: &'a SecretString) -> BoxFuture<'a, Result<(), CredentialsError>>;
}

/// One store for several sources.
impl<T: TokenStore + ?Sized> TokenStore for Arc<T> {
    fn save<'a>(&'a self, refresh_token: &'a SecretString) -> BoxFuture<'a, Result<(), CredentialsError>> {
        (**self).save(refresh_token)
    }
}

/// No store: whoever signed in signs in again when the program does.
#[derive(Clone, Copy, Debug, Default)]
pub struct NotStored;

impl TokenStore for NotStored {
    fn save<'a>(&'a self, _refresh_token: &'a SecretString) -> BoxFuture<'a, Result<(), CredentialsError>> {
        Box::pin(std::future::ready(Ok(())))
    }
}
