//! Tokens that are renewed before they expire.

mod held;
mod slot;
mod source;
mod state;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use tokio::runtime::Handle;

use self::slot::{Landing, Next, Slot};
pub use self::source::{FetchedToken, TokenSource};
use super::{AccessToken, Credentials, CredentialsError};
use crate::environment::Environment;
use crate::transport::BoxFuture;

/// How long a source may take for one token.
const HANG: Duration = Duration::from_secs(30);

/// A refresh ends early only with the tokio runtime in which it was started. Who waited starts another, but not for ever.
const STARTS: usize = 3;

/// Credentials that keep a token for each audience, and renew it in time.
///
/// | rule | value | why |
/// | --- | --- | --- |
/// | one refresh at a time | for each audience | a thousand calls that need a token cause one request; it goes on if the call that caused it is dropped |
/// | renewed behind the calls | from 5 min before the end, and up to 60 s earlier by chance; in the second half of shorter lives | nobody waits, and the processes of a fleet do not ask together |
/// | not served | with 30 s left or less, unless there is no other | it must still be good when it arrives |
/// | between refreshes | 10 s at least | a token that is expired when it arrives must not cause a storm |
/// | after a failure | 1 s, doubled up to 60 s; longer where the identity provider says so (`Retry-After`, 1 h at most) | calls fail at once meanwhile, with [`CredentialsError::retry_after`] set, or go on with a token that is still good |
/// | a refresh that hangs | given up after 30 s | |
/// | a token that a service refuses (401) | replaced once; a replacement not before 10 s later | a service that refuses every token must not cause a storm either |
///
/// What is counted is the time since the token was asked for, by the clock of this process: that the clocks of two
/// machines differ does not matter (RFC 6749 section 5.1 gives a lifetime, not a date).
///
/// A refresh that is under way is finished even if the last clone of a client is dropped, so that no refresh token is
/// lost; it is over after 30 s at most.
///
/// ```no_run
/// use apiloom_runtime::oauth::{Application, ClientCredentials, IdentityProvider, Renewed};
///
/// # fn main() -> Result<(), apiloom_runtime::CredentialsError> {
/// # let secret = String::new();
/// let provider = IdentityProvider::entra("contoso.onmicrosoft.com")?;
/// let application = Application::with_secret("11111111-2222-3333-4444-555555555555", secret);
/// let credentials = Renewed::new(ClientCredentials::new(provider, application)?);
/// // Client::builder().credentials(credentials) ...
/// # Ok(())
/// # }
/// ```
pub struct Renewed<S> {
    source: Arc<S>,
    slots: Mutex<BTreeMap<String, Arc<Slot>>>,
    environment: Environment,
}

impl<S: TokenSource> Renewed<S> {
    /// Keeps and renews the tokens of a source.
    #[must_use]
    pub fn new(source: S) -> Self {
        Self { source: Arc::new(source), slots: Mutex::default(), environment: Environment::new(SystemTime::now, None) }
    }

    /// Replaces chance: the same seed refreshes at the same times. For tests.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        Self { environment: Environment::new(SystemTime::now, Some(seed)), ..self }
    }

    /// Where the tokens come from.
    #[must_use]
    pub fn source(&self) -> &S {
        &self.source
    }

    fn slot(&self, audience: &str) -> Arc<Slot> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = slots.get(audience) {
            return Arc::clone(slot);
        }
        Arc::clone(slots.entry(audience.to_owned()).or_default())
    }

    async fn token(&self, audience: &str) -> Result<AccessToken, CredentialsError> {
        let slot = self.slot(audience);
        for _ in 0..STARTS {
            let runtime = Handle::try_current().ok();
            let waiting = match slot.next(runtime.is_some(), &self.environment) {
                Next::Serve(token) => return Ok(token),
                Next::Fail(error) => return Err(error),
                Next::ServeAndRenew(token, landing) => {
                    self.renew(runtime, audience, landing);
                    return Ok(token);
                }
                Next::Renew(landing, waiting) => {
                    self.renew(runtime, audience, landing);
                    waiting
                }
                Next::Wait(waiting) => waiting,
            };
            if let Some(outcome) = waiting.outcome().await {
                return outcome;
            }
        }
        let what = "the tokio runtime in which a token was being fetched ended before it was there";
        Err(CredentialsError::new(what).transient())
    }

    /// In a task of its own, so that it goes on when who asked is dropped.
    fn renew(&self, runtime: Option<Handle>, audience: &str, landing: Landing) {
        let Some(runtime) = runtime else { return };
        let (source, audience) = (Arc::clone(&self.source), audience.to_owned());
        runtime.spawn(async move {
            let fetched = tokio::time::timeout(HANG, source.fetch(&audience)).await;
            landing.land(fetched.unwrap_or_else(|_| Err(hung())));
        });
    }
}

impl<S: TokenSource> Credentials for Renewed<S> {
    fn access_token<'a>(&'a self, audience: &'a str) -> BoxFuture<'a, Result<AccessToken, CredentialsError>> {
        Box::pin(self.token(audience))
    }

    fn refused(&self, audience: &str, token: &AccessToken) -> bool {
        self.slot(audience).refused(token)
    }
}

impl<S> fmt::Debug for Renewed<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Renewed([redacted])")
    }
}

fn hung() -> CredentialsError {
    CredentialsError::new(format!("no access token within {HANG:?}")).transient()
}
