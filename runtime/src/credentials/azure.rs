//! The credentials of Azure's SDK.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use azure_core::credentials::TokenCredential;
use azure_core::error::{Error, ErrorKind};

use super::oauth::default_of;
use super::renewed::{FetchedToken, Renewed, TokenSource};
use super::{AccessToken, Credentials, CredentialsError};
use crate::transport::BoxFuture;

/// Any credential of Azure's SDK (crate `azure_identity`): managed identities, workload identities, the command line's.
///
/// The scope is the audience of the client's server with `/.default`. Tokens are kept and renewed as by [`Renewed`];
/// most of these credentials keep theirs as well, so that a token which a service refused may come again.
///
/// ```no_run
/// use std::sync::Arc;
///
/// use apiloom_runtime::oauth::AzureCredential;
/// use azure_core::credentials::TokenCredential;
///
/// # fn example(managed_identity: Arc<dyn TokenCredential>) {
/// let credentials = AzureCredential::new(managed_identity);
/// // Client::builder().credentials(credentials) ...
/// # }
/// ```
pub struct AzureCredential(Renewed<Source>);

struct Source {
    credential: Arc<dyn TokenCredential>,
    scopes: Option<Vec<String>>,
}

impl AzureCredential {
    /// Takes tokens from this credential.
    #[must_use]
    pub fn new(credential: Arc<dyn TokenCredential>) -> Self {
        Self(Renewed::new(Source { credential, scopes: None }))
    }

    /// Takes tokens for these scopes, whatever the audience.
    #[must_use]
    pub fn with_scopes<T: Into<String>>(
        credential: Arc<dyn TokenCredential>,
        scopes: impl IntoIterator<Item = T>,
    ) -> Self {
        let scopes = Some(scopes.into_iter().map(Into::into).collect());
        Self(Renewed::new(Source { credential, scopes }))
    }
}

impl Credentials for AzureCredential {
    fn access_token<'a>(&'a self, audience: &'a str) -> BoxFuture<'a, Result<AccessToken, CredentialsError>> {
        self.0.access_token(audience)
    }

    fn refused(&self, audience: &str, token: &AccessToken) -> bool {
        self.0.refused(audience, token)
    }
}

impl TokenSource for Source {
    fn fetch<'a>(&'a self, audience: &'a str) -> BoxFuture<'a, Result<FetchedToken, CredentialsError>> {
        Box::pin(async move {
            let scopes = match &self.scopes {
                Some(scopes) => scopes.clone(),
                None => vec![default_of(audience)?],
            };
            let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
            let token = self.credential.get_token(&scopes, None).await.map_err(|error| told(&error))?;
            let fetched = FetchedToken::new(AccessToken::new(token.token.secret()));
            Ok(fetched.expires_in(until(token.expires_on.unix_timestamp())))
        })
    }
}

/// The SDK names a date, which is by the clock of this machine.
fn until(date: i64) -> Duration {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Duration::from_secs(u64::try_from(date).unwrap_or(0)).saturating_sub(now)
}

/// The SDK's words hold URLs and bodies.
fn told(error: &Error) -> CredentialsError {
    let (what, is_transient) = match error.kind() {
        ErrorKind::HttpResponse { status, .. } => {
            let status = u16::from(*status);
            (format!("the service answered {status}"), status == 429 || status >= 500)
        }
        ErrorKind::Connection => ("no connection".to_owned(), true),
        ErrorKind::Io => ("the connection failed".to_owned(), true),
        ErrorKind::DataConversion => ("the answer is not usable".to_owned(), false),
        _ => ("it was refused".to_owned(), false),
    };
    let told = super::oauth::numbered(&format!("the Azure credential has no token: {what}"), &error.to_string());
    if is_transient { told.transient() } else { told }
}

impl fmt::Debug for AzureCredential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AzureCredential([redacted])")
    }
}
