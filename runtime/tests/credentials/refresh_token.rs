//! Refresh tokens that are replaced by every use.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use apiloom_runtime::oauth::{
    Application, ExposeSecret, IdentityProvider, RefreshToken, Renewed, SecretString, TokenSource, TokenStore,
};
use apiloom_runtime::{BoxFuture, Bytes, CredentialsError, InMemory, http};
use tokio::sync::Semaphore;

use super::issuer::{AUDIENCE, ask, settle};

/// What happened, in its order: `asked r1`, `saved r2`, `not saved r2`.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn note(&self, what: String) {
        self.0.lock().unwrap().push(what);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// Fails so often before it works, and waits for a permit each time.
struct Vault {
    log: Log,
    failures: Mutex<usize>,
    gate: Arc<Semaphore>,
}

impl TokenStore for Vault {
    fn save<'a>(&'a self, refresh_token: &'a SecretString) -> BoxFuture<'a, Result<(), CredentialsError>> {
        Box::pin(async move {
            self.gate.acquire().await.unwrap().forget();
            let token = refresh_token.expose_secret();
            let mut failures = self.failures.lock().unwrap();
            if *failures > 0 {
                *failures -= 1;
                self.log.note(format!("not saved {token}"));
                return Err(CredentialsError::new("the vault is locked"));
            }
            self.log.note(format!("saved {token}"));
            Ok(())
        })
    }
}

fn vault(log: &Log, failures: usize) -> Vault {
    Vault { log: log.clone(), failures: Mutex::new(failures), gate: Arc::new(Semaphore::new(1000)) }
}

/// The value of a pair in a form.
fn value(request: &http::Request<Bytes>, name: &str) -> Option<String> {
    let body = String::from_utf8(request.body().to_vec()).unwrap();
    let pairs: Vec<(&str, &str)> = body.split('&').filter_map(|pair| pair.split_once('=')).collect();
    pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
}

/// Takes each refresh token once: `r1` gives `r2`, and so on. One that was used ends it all.
fn rotating(log: &Log) -> InMemory {
    let (log, good) = (log.clone(), Mutex::new(1));
    InMemory::new(move |request| {
        let mut good = good.lock().unwrap();
        let shown = value(request, "refresh_token").unwrap();
        log.note(format!("asked {shown}"));
        if shown != format!("r{good}") {
            *good = usize::MAX;
            return Ok(InMemory::json(400, r#"{"error":"invalid_grant"}"#));
        }
        *good += 1;
        let body = format!(r#"{{"access_token":"a{good}","refresh_token":"r{good}","expires_in":"3599"}}"#);
        Ok(InMemory::json(200, body))
    })
}

fn source(service: &InMemory, store: impl TokenStore) -> RefreshToken {
    let provider = IdentityProvider::entra("contoso.com").unwrap().transport(service.clone());
    RefreshToken::new(provider, Application::public("application"), "r1", store).unwrap()
}

#[tokio::test]
async fn saved_before_it_is_used() {
    let log = Log::default();
    let source = source(&rotating(&log), vault(&log, 0));
    for _ in 0..3 {
        source.fetch(AUDIENCE).await.unwrap();
    }
    assert_eq!(log.take(), ["asked r1", "saved r2", "asked r2", "saved r3", "asked r3", "saved r4"]);
    source.saved().await.unwrap();
    assert!(log.take().is_empty(), "nothing is saved twice");
}

#[tokio::test]
async fn a_store_that_fails_loses_nothing() {
    let log = Log::default();
    let source = source(&rotating(&log), vault(&log, 2));
    for _ in 0..2 {
        let error = source.fetch(AUDIENCE).await.unwrap_err();
        assert_eq!(error.to_string(), "the vault is locked");
    }
    assert_eq!(log.take(), ["asked r1", "not saved r2", "not saved r2"]);
    source.fetch(AUDIENCE).await.unwrap();
    assert_eq!(log.take(), ["saved r2"], "the access token that came with it is handed out");
    source.fetch(AUDIENCE).await.unwrap();
    assert_eq!(log.take(), ["asked r2", "saved r3"]);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_waited_too_long_is_not_handed_out() {
    let log = Log::default();
    let source = source(&rotating(&log), vault(&log, 1));
    source.fetch(AUDIENCE).await.unwrap_err();
    tokio::time::advance(Duration::from_secs(3590)).await;
    source.fetch(AUDIENCE).await.unwrap();
    assert_eq!(log.take(), ["asked r1", "not saved r2", "saved r2", "asked r2", "saved r3"]);
}

#[tokio::test]
async fn an_access_token_is_for_its_audience() {
    let log = Log::default();
    let source = source(&rotating(&log), vault(&log, 1));
    source.fetch("https://a").await.unwrap_err();
    source.fetch("https://b").await.unwrap();
    assert_eq!(log.take(), ["asked r1", "not saved r2", "saved r2", "asked r2", "saved r3"]);
}

#[tokio::test]
async fn dropped_while_it_is_saved() {
    let log = Log::default();
    let store = vault(&log, 0);
    let gate = Arc::clone(&store.gate);
    let source = Arc::new(source(&rotating(&log), store));
    let all = gate.acquire_many(1000).await.unwrap();
    let fetching = tokio::spawn({
        let source = Arc::clone(&source);
        async move { source.fetch(AUDIENCE).await.map(|_| ()) }
    });
    settle().await;
    fetching.abort();
    assert!(fetching.await.unwrap_err().is_cancelled());
    drop(all);
    source.fetch(AUDIENCE).await.unwrap();
    assert_eq!(log.take(), ["asked r1", "saved r2"]);
}

#[tokio::test(start_paused = true)]
async fn many_audiences_at_once() {
    let log = Log::default();
    let service = rotating(&log);
    let credentials = Arc::new(Renewed::new(source(&service, vault(&log, 0))));
    let calls: Vec<_> = (0..50)
        .map(|number| {
            let credentials = Arc::clone(&credentials);
            tokio::spawn(async move {
                let audience = format!("https://audience-{}", number % 5);
                apiloom_runtime::Credentials::access_token(&*credentials, &audience).await.map(|_| ())
            })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(service.requests().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn used_for_days() {
    let log = Log::default();
    let service = rotating(&log);
    let credentials = Renewed::new(source(&service, vault(&log, 0)));
    for _ in 0..(48 * 60) {
        ask(&credentials).await.unwrap();
        settle().await;
        tokio::time::advance(Duration::from_secs(60)).await;
    }
    let requests = service.requests().len();
    assert!((48..=54).contains(&requests), "{requests}");
}

#[tokio::test]
async fn a_provider_that_replaces_nothing() {
    let log = Log::default();
    let service = InMemory::new(|_| Ok(InMemory::json(200, r#"{"access_token":"a","refresh_token":""}"#)));
    let source = source(&service, vault(&log, 0));
    for _ in 0..2 {
        source.fetch(AUDIENCE).await.unwrap();
    }
    let shown: Vec<_> = service.requests().iter().map(|request| value(request, "refresh_token").unwrap()).collect();
    assert_eq!(shown, ["r1", "r1"]);
    assert!(log.take().is_empty());
}
