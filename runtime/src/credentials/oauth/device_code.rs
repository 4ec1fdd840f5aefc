//! Tokens for somebody who signs in on another device.

use std::fmt;
use std::time::Duration;

use secrecy::ExposeSecret;
use tokio::time::Instant;

use super::application::Application;
use super::exchange::{Exchange, Grant, Granted};
use super::provider::IdentityProvider;
use super::refresh_token::RefreshToken;
use super::sign_in::{Codes, Polling, parse_codes};
use super::token_store::TokenStore;
use crate::credentials::CredentialsError;

/// Lets somebody sign in with a browser anywhere (RFC 8628;
/// <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>): for programs without a browser.
///
/// Whoever is asked to sign in must know why: a code that somebody sends is also how accounts are stolen.
///
/// ```no_run
/// use apiloom_runtime::oauth::{Application, DeviceCode, IdentityProvider, Renewed, TokenStore};
///
/// # async fn example(vault: impl TokenStore) -> Result<(), apiloom_runtime::CredentialsError> {
/// let provider = IdentityProvider::entra("contoso.onmicrosoft.com")?;
/// let application = Application::public("11111111-2222-3333-4444-555555555555");
/// let signed_in = DeviceCode::new(provider, application)?
///     .sign_in("https://api.partnercenter.microsoft.com", vault, |prompt| {
///         println!("Open {} and enter {}", prompt.verification_uri(), prompt.user_code());
///     })
///     .await?;
/// let credentials = Renewed::new(signed_in);
/// // Client::builder().credentials(credentials) ...
/// # Ok(())
/// # }
/// ```
pub struct DeviceCode(Exchange);

impl DeviceCode {
    /// Asks this identity provider as this application. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// The provider has no URL for devices, or there is no TLS to be had.
    pub fn new(provider: IdentityProvider, application: Application) -> Result<Self, CredentialsError> {
        let exchange = Exchange::new(provider, application)?;
        exchange.device_address()?;
        Ok(Self(exchange))
    }

    /// Gets a code, shows it, and waits until somebody signed in with it: for 15 minutes with Microsoft Entra ID, for an
    /// hour at most. The audience is that of the client's server, and empty where it has none. Dropping the future ends
    /// the wait.
    ///
    /// The refresh token is given to the store with the first access token that is asked for, or by
    /// [`RefreshToken::saved`].
    ///
    /// # Errors
    ///
    /// Nobody signed in in time (or [`CredentialsError::code`] is `expired_token`), somebody declined (`access_denied`,
    /// `authorization_declined`), the provider refuses for another reason, or gives no refresh token.
    pub async fn sign_in(
        self,
        audience: &str,
        store: impl TokenStore,
        prompt: impl FnOnce(&DevicePrompt),
    ) -> Result<RefreshToken, CredentialsError> {
        let asked = Instant::now();
        let codes = parse_codes(&self.0.device(audience).await?)?;
        let mut polling = Polling::new(asked, &codes);
        let shown = DevicePrompt(codes);
        prompt(&shown);
        let Granted { access, refresh_token } = self.granted(&shown.0, &mut polling, audience).await?;
        let Some(refresh_token) = refresh_token else {
            let what = "the identity provider gave no refresh token: it may want a scope for that (`offline_access`)";
            return Err(CredentialsError::new(what));
        };
        Ok(RefreshToken::signed_in(self.0, refresh_token, (audience.to_owned(), access), store))
    }

    async fn granted(&self, codes: &Codes, polling: &mut Polling, audience: &str) -> Result<Granted, CredentialsError> {
        let mut asked_for = None;
        loop {
            polling.wait(asked_for).await?;
            match self.0.token(Grant::DeviceCode(&codes.device_code), audience).await {
                Ok(granted) => return Ok(granted),
                Err(error) => asked_for = polling.consider(error)?,
            }
        }
    }
}

impl fmt::Debug for DeviceCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DeviceCode({:?})", self.0)
    }
}

/// What somebody needs to sign in. It is for that person alone.
pub struct DevicePrompt(Codes);

impl DevicePrompt {
    /// The page to open.
    #[must_use]
    pub fn verification_uri(&self) -> &str {
        &self.0.page
    }

    /// The code to enter there.
    #[must_use]
    pub fn user_code(&self) -> &str {
        self.0.user_code.expose_secret()
    }

    /// The page with the code in it, for a link or a picture to scan. Microsoft Entra ID has none.
    #[must_use]
    pub fn verification_uri_complete(&self) -> Option<&str> {
        self.0.page_with_code.as_ref().map(ExposeSecret::expose_secret)
    }

    /// How long the code is good for.
    #[must_use]
    pub fn expires_in(&self) -> Duration {
        self.0.lifetime
    }
}

impl fmt::Debug for DevicePrompt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DevicePrompt([redacted])")
    }
}
