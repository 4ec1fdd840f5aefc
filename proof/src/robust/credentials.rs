//! Credentials of the client under test.

use std::sync::atomic::{AtomicUsize, Ordering};

use apiloom_chaos::secrets::Sentinels;
use partner_insights::runtime::BoxFuture;
use partner_insights::{AccessToken, Credentials, CredentialsError};

use super::planted::{ACCESS_TOKEN, RENEWED_TOKEN};

/// A token, and another one for when the first is refused; no third.
pub(crate) struct Tokens {
    tokens: [AccessToken; 2],
    refused: AtomicUsize,
}

impl Tokens {
    pub(crate) fn new(planted: &Sentinels) -> Self {
        let token = |name| AccessToken::new(planted.value(name));
        Self { tokens: [token(ACCESS_TOKEN), token(RENEWED_TOKEN)], refused: AtomicUsize::new(0) }
    }
}

impl Credentials for Tokens {
    fn access_token<'a>(&'a self, _audience: &'a str) -> BoxFuture<'a, Result<AccessToken, CredentialsError>> {
        let [first, second] = &self.tokens;
        let token = if self.refused.load(Ordering::Relaxed) == 0 { first } else { second };
        Box::pin(std::future::ready(Ok(token.clone())))
    }

    fn refused(&self, _audience: &str, _token: &AccessToken) -> bool {
        self.refused.fetch_add(1, Ordering::Relaxed) == 0
    }
}
