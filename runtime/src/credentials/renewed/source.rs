//! Where new tokens come from.

use std::time::Duration;

use tokio::time::Instant;

use super::super::{AccessToken, CredentialsError};
use crate::transport::BoxFuture;

/// What says that it lives longer is renewed after a day all the same: nobody revokes what nobody asks for.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Fetches tokens: the seam for ways to get one that this crate has not. [`Renewed`](super::Renewed) makes credentials
/// of it, so a source need not keep anything, nor care how many calls want a token.
///
/// ```no_run
/// use std::time::Duration;
///
/// use apiloom_runtime::oauth::{FetchedToken, Renewed, TokenSource};
/// use apiloom_runtime::{AccessToken, BoxFuture, CredentialsError};
///
/// /// A machine that is told its token by a file.
/// struct File;
///
/// impl TokenSource for File {
///     fn fetch<'a>(&'a self, _audience: &'a str) -> BoxFuture<'a, Result<FetchedToken, CredentialsError>> {
///         Box::pin(async {
///             let token = std::fs::read_to_string("/run/token").map_err(|_| CredentialsError::new("no token file"))?;
///             Ok(FetchedToken::new(AccessToken::new(token.trim())).expires_in(Duration::from_secs(600)))
///         })
///     }
/// }
///
/// let credentials = Renewed::new(File);
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// A new token for the service named by `audience`, which is empty where the spec names none. It is called in a
    /// task of its own, never twice at once for the same audience, and dropped after 30 s.
    ///
    /// # Errors
    ///
    /// The future's: why there is none. With [`CredentialsError::with_retry_after`] nobody asks again before.
    fn fetch<'a>(&'a self, audience: &'a str) -> BoxFuture<'a, Result<FetchedToken, CredentialsError>>;
}

/// A token as a source hands it over.
#[derive(Clone, Debug)]
pub struct FetchedToken {
    pub(super) token: AccessToken,
    pub(super) expires: Option<Instant>,
}

impl FetchedToken {
    /// A token of which nobody says how long it lives: it is used until a service refuses it.
    #[must_use]
    pub fn new(token: AccessToken) -> Self {
        Self { token, expires: None }
    }

    /// How long it lives from now on; more than a day counts as a day.
    #[must_use]
    pub fn expires_in(self, lifetime: Duration) -> Self {
        self.expires_after(Instant::now(), lifetime)
    }

    /// How long it lives from when it was asked for: what it spent on its way is not lived twice.
    pub(crate) fn expires_after(self, asked: Instant, lifetime: Duration) -> Self {
        Self { expires: asked.checked_add(lifetime.min(LONGEST)), ..self }
    }

    /// Whether it is worth handing out after it was kept for a while.
    pub(crate) fn is_fresh(&self) -> bool {
        super::held::is_usable(self.expires, Instant::now())
    }
}
