//! The credentials of Azure's SDK.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apiloom_runtime::Credentials;
use apiloom_runtime::oauth::AzureCredential;
use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use azure_core::error::{Error, ErrorKind};
use azure_core::time::OffsetDateTime;

use super::issuer::{AUDIENCE, ask};

/// Gives tokens for an hour, or fails.
#[derive(Default)]
struct Identity {
    is_broken: bool,
    scopes: Mutex<Vec<String>>,
}

impl fmt::Debug for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("S3NT1NEL")
    }
}

type Got<'a> = std::pin::Pin<Box<dyn Future<Output = azure_core::Result<AccessToken>> + Send + 'a>>;

impl TokenCredential for Identity {
    fn get_token<'life0, 'life1, 'life2, 'life3, 'a>(
        &'life0 self,
        scopes: &'life1 [&'life2 str],
        _options: Option<TokenRequestOptions<'life3>>,
    ) -> Got<'a>
    where
        'life0: 'a,
        'life1: 'a,
        'life2: 'a,
        'life3: 'a,
    {
        Box::pin(async move {
            self.scopes.lock().unwrap().push(scopes.join(" "));
            if self.is_broken {
                let words = "https://login.microsoftonline.com/S3NT1NEL: AADSTS700016: no such application S3NT1NEL";
                return Err(Error::with_message(ErrorKind::Credential, words));
            }
            Ok(AccessToken::new("S3NT1NEL".to_owned(), OffsetDateTime::now_utc() + Duration::from_secs(3600)))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn kept_and_renewed() {
    let identity = Arc::new(Identity::default());
    let credentials = AzureCredential::new(identity.clone());
    for _ in 0..10 {
        ask(&credentials).await.unwrap();
    }
    assert_eq!(*identity.scopes.lock().unwrap(), ["https://audience/.default"]);
    tokio::time::advance(Duration::from_secs(3600)).await;
    let token = ask(&credentials).await.unwrap();
    assert!(credentials.refused(AUDIENCE, &token));
    ask(&credentials).await.unwrap();
    assert_eq!(identity.scopes.lock().unwrap().len(), 3);
    let named = AzureCredential::with_scopes(identity.clone(), ["a", "b"]);
    named.access_token("").await.unwrap();
    assert_eq!(identity.scopes.lock().unwrap().last().unwrap(), "a b");
    let unnamed = AzureCredential::new(identity);
    assert!(unnamed.access_token("").await.unwrap_err().to_string().contains("no audience"));
    assert_eq!(format!("{unnamed:?}"), "AzureCredential([redacted])");
}

#[tokio::test]
async fn its_words_are_not_shown() {
    let credentials = AzureCredential::new(Arc::new(Identity { is_broken: true, ..Identity::default() }));
    let error = ask(&credentials).await.unwrap_err();
    assert_eq!(error.to_string(), "the Azure credential has no token: it was refused, AADSTS700016");
    assert_eq!(error.entra_number(), Some(700_016));
}
