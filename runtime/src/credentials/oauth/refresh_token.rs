//! Tokens for somebody who signed in earlier.

use std::fmt;

use secrecy::SecretString;
use tokio::sync::Mutex;

use super::application::Application;
use super::exchange::{Exchange, Grant, Granted};
use super::provider::IdentityProvider;
use super::token_store::TokenStore;
use crate::credentials::CredentialsError;
use crate::credentials::renewed::{FetchedToken, TokenSource};
use crate::transport::BoxFuture;

/// Tokens for somebody who signed in earlier (RFC 6749 section 6), by a refresh token that each answer may replace.
///
/// A refresh token is used once at a time, and no more once there is another. The new one is given to the store and its
/// success awaited before the access token that came with it is handed out; if the store fails, both are kept in memory
/// and the next call tries to save again. Two processes that start with the same refresh token know nothing of each
/// other: Microsoft Entra ID lets both go on
/// (<https://learn.microsoft.com/entra/identity-platform/refresh-tokens>), others revoke both.
///
/// ```no_run
/// use apiloom_runtime::oauth::{Application, IdentityProvider, RefreshToken, Renewed, TokenStore};
///
/// # fn example(token: String, vault: impl TokenStore) -> Result<(), apiloom_runtime::CredentialsError> {
/// let provider = IdentityProvider::entra("contoso.onmicrosoft.com")?;
/// let application = Application::public("11111111-2222-3333-4444-555555555555");
/// let credentials = Renewed::new(RefreshToken::new(provider, application, token, vault)?);
/// // Client::builder().credentials(credentials) ...
/// # Ok(())
/// # }
/// ```
pub struct RefreshToken {
    exchange: Exchange,
    store: Box<dyn TokenStore>,
    chain: Mutex<Chain>,
}

/// The last of the refresh tokens, each of which replaced the one before.
struct Chain {
    last: SecretString,
    is_saved: bool,
    /// For which audience there is an access token that came with it and was not handed out yet.
    unused: Option<(String, FetchedToken)>,
}

impl RefreshToken {
    /// Goes on with a refresh token that the store holds already.
    ///
    /// # Errors
    ///
    /// There is no TLS to be had.
    pub fn new(
        provider: IdentityProvider,
        application: Application,
        refresh_token: impl Into<String>,
        store: impl TokenStore,
    ) -> Result<Self, CredentialsError> {
        let exchange = Exchange::new(provider, application)?;
        let chain = Chain { last: SecretString::from(refresh_token.into()), is_saved: true, unused: None };
        Ok(Self { exchange, store: Box::new(store), chain: Mutex::new(chain) })
    }

    /// Goes on with what a sign-in brought; the store does not hold it yet.
    pub(super) fn signed_in(
        exchange: Exchange,
        last: SecretString,
        unused: (String, FetchedToken),
        store: impl TokenStore,
    ) -> Self {
        let chain = Chain { last, is_saved: false, unused: Some(unused) };
        Self { exchange, store: Box::new(store), chain: Mutex::new(chain) }
    }

    /// Waits until the store holds the last refresh token. Every call sees to that by itself; a program that ends
    /// after somebody signed in asks here.
    ///
    /// # Errors
    ///
    /// The store's.
    pub async fn saved(&self) -> Result<(), CredentialsError> {
        self.save(&mut *self.chain.lock().await).await
    }

    /// The lock is held for the whole of it: a refresh token that is under way must not be sent again.
    async fn fetched(&self, audience: &str) -> Result<FetchedToken, CredentialsError> {
        let mut chain = self.chain.lock().await;
        self.save(&mut chain).await?;
        if let Some(unused) = chain.take_unused(audience) {
            return Ok(unused);
        }
        let Granted { access, refresh_token } = self.exchange.token(Grant::RefreshToken(&chain.last), audience).await?;
        if let Some(next) = refresh_token {
            // Nothing is awaited between the answer and this.
            *chain = Chain { last: next, is_saved: false, unused: Some((audience.to_owned(), access.clone())) };
            self.save(&mut chain).await?;
            chain.unused = None;
        }
        Ok(access)
    }

    async fn save(&self, chain: &mut Chain) -> Result<(), CredentialsError> {
        if !chain.is_saved {
            self.store.save(&chain.last).await?;
            chain.is_saved = true;
        }
        Ok(())
    }
}

impl Chain {
    fn take_unused(&mut self, audience: &str) -> Option<FetchedToken> {
        let (_, token) = self.unused.take_if(|(of, _)| of == audience)?;
        Some(token).filter(FetchedToken::is_fresh)
    }
}

impl TokenSource for RefreshToken {
    fn fetch<'a>(&'a self, audience: &'a str) -> BoxFuture<'a, Result<FetchedToken, CredentialsError>> {
        Box::pin(self.fetched(audience))
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RefreshToken({:?})", self.exchange)
    }
}
