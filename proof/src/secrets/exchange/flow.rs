//! Ways to get a token, each with its own secret, and a client that calls with it.

use std::fmt::Debug;
use std::io;
use std::sync::Arc;

use apiloom_chaos::Server as Issuer;
use partner_insights::runtime::BoxFuture;
use partner_insights::runtime::oauth::{
    Application, ClientCredentials, DeviceCode, IdentityProvider, RefreshToken, Renewed, SecretString, TokenSource,
    TokenStore,
};
use partner_insights::{Client, CredentialsError, Network, Retry, Server};

use super::{Heard, Shared};
use crate::robust::planted::{CLIENT_SECRET, REFRESH_TOKEN};

/// How an application gets its tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// By a secret in a header field.
    SecretInHeader,
    /// By a secret in the body.
    SecretInBody,
    /// By an assertion that a certificate signs.
    Certificate,
    /// By the refresh token of somebody who signed in.
    RefreshToken,
    /// By somebody who signs in.
    DeviceCode,
}

impl Flow {
    pub(super) const ALL: [Self; 5] =
        [Self::SecretInHeader, Self::SecretInBody, Self::Certificate, Self::RefreshToken, Self::DeviceCode];

    /// Whether the caller keeps refresh tokens.
    pub(super) fn has_store(self) -> bool {
        matches!(self, Self::RefreshToken | Self::DeviceCode)
    }

    /// Makes a call that needs a token. Whether it succeeded; everything that was shown on the way is heard.
    ///
    /// # Errors
    /// Of the set-up.
    pub(super) async fn call(
        self,
        shared: &Shared,
        issuer: &Issuer,
        is_locked: bool,
        heard: &Heard,
    ) -> io::Result<bool> {
        let planted = &shared.world.planted;
        let provider = self.provider(shared, issuer).map_err(io::Error::other)?;
        heard.shown("providers", &provider);
        let application = match self {
            Self::SecretInHeader | Self::SecretInBody => {
                Application::with_secret("application", planted.value(CLIENT_SECRET))
            }
            Self::Certificate => Application::with_certificate("application", shared.made.read()?),
            Self::RefreshToken | Self::DeviceCode => Application::public("application"),
        };
        let store = Vault { is_locked };
        match self {
            Self::SecretInHeader | Self::SecretInBody | Self::Certificate => {
                let source = ClientCredentials::new(provider, application).map_err(io::Error::other)?;
                with(source, shared, issuer, heard).await
            }
            Self::RefreshToken => {
                let source = RefreshToken::new(provider, application, planted.value(REFRESH_TOKEN), store);
                with(source.map_err(io::Error::other)?, shared, issuer, heard).await
            }
            Self::DeviceCode => {
                let device = DeviceCode::new(provider, application).map_err(io::Error::other)?;
                match device.sign_in("https://api", store, |prompt| heard.shown("prompts", prompt)).await {
                    Ok(source) => with(source, shared, issuer, heard).await,
                    Err(error) => {
                        heard.error(&error);
                        Ok(false)
                    }
                }
            }
        }
    }

    fn provider(self, shared: &Shared, issuer: &Issuer) -> Result<IdentityProvider, CredentialsError> {
        let provider = IdentityProvider::oauth(&format!("{}/token", issuer.url()))?;
        let provider = provider.device_authorization_url(&format!("{}/device", issuer.url()))?;
        let provider = provider.network(network(shared).map_err(|error| CredentialsError::new(error.to_string()))?);
        Ok(if self == Self::SecretInHeader { provider } else { provider.secret_in_body() })
    }
}

async fn with<S>(source: S, shared: &Shared, issuer: &Issuer, heard: &Heard) -> io::Result<bool>
where
    S: TokenSource + Debug,
{
    heard.shown("sources of tokens", &source);
    let credentials = Arc::new(Renewed::new(source));
    let client = Client::builder()
        .server(Server::Partner)
        .base_url(format!("{}/api", issuer.url()))
        .credentials(Arc::clone(&credentials))
        .network(network(shared).map_err(io::Error::other)?)
        .retry(Retry::never())
        .build();
    let client = client.map_err(io::Error::other)?;
    let outcome = client.list_reports().await;
    heard.shown("credentials", &credentials);
    heard.shown("clients", &client);
    if let Err(error) = &outcome {
        heard.error(error);
    }
    Ok(outcome.is_ok())
}

fn network(shared: &Shared) -> Result<Network, partner_insights::Error> {
    Ok(Network::default().trust(shared.world.authority.pem().as_bytes())?.trust_nothing_else().no_proxy())
}

/// Keeps nothing.
struct Vault {
    is_locked: bool,
}

impl TokenStore for Vault {
    fn save<'a>(&'a self, refresh_token: &'a SecretString) -> BoxFuture<'a, Result<(), CredentialsError>> {
        // Whoever writes a store may show what he is handed.
        let locked = || CredentialsError::new(format!("{refresh_token:?} is not saved: the vault is locked"));
        Box::pin(std::future::ready(if self.is_locked { Err(locked()) } else { Ok(()) }))
    }
}
