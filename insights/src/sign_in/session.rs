//! Tokens for whoever signed in: each command goes on from the refresh token that the last one left.

use std::time::Duration;

use partner_insights::CredentialsError;
use partner_insights::runtime::BoxFuture;
use partner_insights::runtime::oauth::{
    Application, ExposeSecret, FetchedToken, RefreshToken, SecretString, TokenSource, TokenStore,
};

use super::provider::provider;
use super::tokens::{Known, TokenFile};

/// How long a command beside this one may take to store what it was given.
const LOOKS: u32 = 15;
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

pub(crate) struct Session(TokenFile);

impl Session {
    pub(super) fn new(file: TokenFile) -> Self {
        Session(file)
    }

    /// The store for what a sign-in brings.
    pub(super) fn store(file: TokenFile, known: Known) -> impl TokenStore {
        Kept { file, known }
    }

    async fn fetched(&self, audience: &str) -> Result<FetchedToken, CredentialsError> {
        let mut known = self.known()?;
        loop {
            match renewed(&self.0, &known, audience).await {
                Err(error) if error.code() == Some("invalid_grant") => {
                    known = self.successor(&known).await?.ok_or(error)?;
                }
                fetched => return fetched,
            }
        }
    }

    /// Where a command beside this one was faster, a token is spent, and its successor in the file or about to be.
    async fn successor(&self, spent: &Known) -> Result<Option<Known>, CredentialsError> {
        for _ in 0..LOOKS {
            let next = self.known()?;
            if next.refresh_token != spent.refresh_token {
                return Ok(Some(next));
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        Ok(None)
    }

    fn known(&self) -> Result<Known, CredentialsError> {
        let known = self.0.read().map_err(|failure| CredentialsError::new(failure.to_string()))?;
        known.ok_or_else(|| CredentialsError::new("nobody is signed in any more"))
    }
}

async fn renewed(file: &TokenFile, known: &Known, audience: &str) -> Result<FetchedToken, CredentialsError> {
    let provider = provider(known).map_err(|failure| CredentialsError::new(failure.to_string()))?;
    let store = Kept { file: file.clone(), known: known.clone() };
    let source = RefreshToken::new(provider, Application::public(&known.client_id), &known.refresh_token, store)?;
    source.fetch(audience).await
}

impl TokenSource for Session {
    fn fetch<'a>(&'a self, audience: &'a str) -> BoxFuture<'a, Result<FetchedToken, CredentialsError>> {
        Box::pin(self.fetched(audience))
    }
}

/// The file, with what stands beside the refresh token.
struct Kept {
    file: TokenFile,
    known: Known,
}

impl TokenStore for Kept {
    fn save<'a>(&'a self, refresh_token: &'a SecretString) -> BoxFuture<'a, Result<(), CredentialsError>> {
        Box::pin(async move {
            let known = Known { refresh_token: refresh_token.expose_secret().to_owned(), ..self.known.clone() };
            self.file.write(&known).map_err(|failure| CredentialsError::new(failure.to_string()))
        })
    }
}
