//! Tokens for a program on its own behalf.

use std::fmt;

use super::application::Application;
use super::exchange::{Exchange, Grant};
use super::provider::IdentityProvider;
use crate::credentials::CredentialsError;
use crate::credentials::renewed::{FetchedToken, TokenSource};
use crate::transport::BoxFuture;

/// Tokens for a program on its own behalf (RFC 6749 section 4.4), which proves itself by a secret or a certificate.
///
/// ```no_run
/// use apiloom_runtime::oauth::{Application, ClientCredentials, IdentityProvider, Renewed};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let provider = IdentityProvider::entra("contoso.onmicrosoft.com")?;
/// let application = Application::with_secret("11111111-2222-3333-4444-555555555555", std::env::var("CLIENT_SECRET")?);
/// let credentials = Renewed::new(ClientCredentials::new(provider, application)?);
/// // Client::builder().credentials(credentials) ...
/// # Ok(())
/// # }
/// ```
pub struct ClientCredentials(Exchange);

impl ClientCredentials {
    /// Asks this identity provider as this application. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// The application is public, which proves nothing, or there is no TLS to be had.
    pub fn new(provider: IdentityProvider, application: Application) -> Result<Self, CredentialsError> {
        if application.is_public() {
            let what = "an application without a secret or a certificate gets no tokens on its own behalf";
            return Err(CredentialsError::new(what));
        }
        Exchange::new(provider, application).map(Self)
    }
}

impl TokenSource for ClientCredentials {
    fn fetch<'a>(&'a self, audience: &'a str) -> BoxFuture<'a, Result<FetchedToken, CredentialsError>> {
        Box::pin(async move { Ok(self.0.token(Grant::ClientCredentials, audience).await?.access) })
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ClientCredentials({:?})", self.0)
    }
}
