//! One request for many callers.

use std::sync::Arc;
use std::time::Duration;

use apiloom_runtime::oauth::Renewed;
use tokio::task::JoinHandle;
use tokio::time::advance;

use super::issuer::{Issuer, ask, broken, settle, token};
use apiloom_runtime::{AccessToken, Credentials, CredentialsError};

type Caller = JoinHandle<Result<AccessToken, CredentialsError>>;

fn callers(count: usize, credentials: &Arc<Renewed<Issuer>>) -> Vec<Caller> {
    let call = |_| {
        let credentials = Arc::clone(credentials);
        tokio::spawn(async move { ask(&credentials).await })
    };
    (0..count).map(call).collect()
}

async fn succeeded(callers: Vec<Caller>) -> usize {
    let mut count = 0;
    for caller in callers {
        count += usize::from(caller.await.unwrap().is_ok());
    }
    count
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn cold() {
    for _ in 0..20 {
        let issuer = Issuer::behind_gate(0, |number| Ok(token(number, 3600)));
        let callers = callers(1000, &issuer.renewed());
        issuer.open(1000);
        assert_eq!(succeeded(callers).await, 1000);
        assert_eq!(issuer.fetches(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn at_the_end_of_a_token() {
    let issuer = Issuer::behind_gate(1, |number| Ok(token(number, 3600)));
    let credentials = issuer.renewed();
    ask(&credentials).await.unwrap();
    for fetches in 2..10 {
        advance(Duration::from_secs(3600)).await;
        let callers = callers(1000, &credentials);
        settle().await;
        issuer.open(1);
        assert_eq!(succeeded(callers).await, 1000);
        assert_eq!(issuer.fetches(), fetches);
    }
}

#[tokio::test(start_paused = true)]
async fn while_callers_give_up() {
    let issuer = Issuer::behind_gate(0, |number| Ok(token(number, 3600)));
    let credentials = issuer.renewed();
    let mut survivors = Vec::new();
    for _ in 0..30 {
        // The first of the first wave is the one that started the refresh.
        let wave = callers(10, &credentials);
        survivors.extend(callers(23, &credentials));
        settle().await;
        wave.iter().for_each(JoinHandle::abort);
        settle().await;
        assert_eq!((issuer.fetches(), issuer.in_flight()), (1, 1));
    }
    issuer.open(1000);
    assert_eq!(succeeded(survivors).await, 690);
    assert_eq!(issuer.fetches(), 1);
}

#[tokio::test(start_paused = true)]
async fn failures_are_shared() {
    let issuer = Issuer::behind_gate(0, |_| broken());
    let credentials = issuer.renewed();
    let callers = callers(1000, &credentials);
    settle().await;
    issuer.open(1000);
    for caller in callers {
        let error = caller.await.unwrap().unwrap_err();
        assert_eq!(error.to_string(), "the identity provider is broken");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
    }
    assert_eq!(issuer.fetches(), 1);
}

#[tokio::test(start_paused = true)]
async fn audiences_have_tokens_of_their_own() {
    let issuer = Issuer::hourly();
    let credentials = issuer.renewed();
    for _ in 0..3 {
        credentials.access_token("https://a").await.unwrap();
        credentials.access_token("https://b").await.unwrap();
    }
    assert_eq!(issuer.fetches(), 2);
}
