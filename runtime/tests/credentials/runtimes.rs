//! Runtimes that end, stand still, or are not there.

use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use apiloom_runtime::Credentials;
use tokio::runtime::{Builder, Runtime};

use super::issuer::{AUDIENCE, Issuer, ask, settle, token};

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn paused() -> Runtime {
    Builder::new_current_thread().enable_all().start_paused(true).build().unwrap()
}

/// The first fetch never ends.
fn stuck_at_first() -> Issuer {
    let issuer = Issuer::behind_gate(0, |number| Ok(token(number, 3600)));
    assert_eq!(issuer.fetches(), 0);
    issuer
}

#[test]
fn one_that_ended_before_anybody_asks() {
    let (issuer, first) = (stuck_at_first(), runtime());
    let credentials = issuer.renewed();
    first.block_on(async {
        tokio::spawn({
            let credentials = Arc::clone(&credentials);
            async move { ask(&credentials).await }
        });
        settle().await;
    });
    assert_eq!(issuer.in_flight(), 1);
    drop(first);
    assert_eq!(issuer.in_flight(), 0);
    issuer.open(1);
    runtime().block_on(ask(&credentials)).unwrap();
    assert_eq!(issuer.fetches(), 2);
}

#[test]
fn one_that_ends_while_somebody_waits() {
    let (issuer, first) = (stuck_at_first(), runtime());
    let credentials = issuer.renewed();
    first.block_on(async {
        let leader = tokio::spawn({
            let credentials = Arc::clone(&credentials);
            async move { ask(&credentials).await }
        });
        settle().await;
        leader.abort();
    });
    runtime().block_on(async {
        let waiting = tokio::spawn({
            let credentials = Arc::clone(&credentials);
            async move { ask(&credentials).await }
        });
        settle().await;
        assert_eq!(issuer.fetches(), 1, "it waits for the refresh in the other runtime");
        first.shutdown_background();
        issuer.open(1);
        waiting.await.unwrap().unwrap();
    });
    assert_eq!((issuer.fetches(), issuer.most_in_flight()), (2, 1));
}

#[test]
fn one_that_stands_still() {
    let (issuer, still) = (stuck_at_first(), runtime());
    let credentials = issuer.renewed();
    still.block_on(async {
        let asked = tokio::time::timeout(Duration::ZERO, ask(&credentials)).await;
        assert!(asked.is_err());
        settle().await;
    });
    paused().block_on(async {
        let error = ask(&credentials).await.unwrap_err();
        assert_eq!(error.to_string(), "no access token within 30s");
        tokio::time::advance(Duration::from_secs(1)).await;
        issuer.open(2);
        ask(&credentials).await.unwrap();
    });
    assert_eq!(issuer.fetches(), 2);
}

#[test]
fn none() {
    let issuer = Issuer::hourly();
    let credentials = issuer.renewed();
    let poll = || {
        let mut asked = credentials.access_token(AUDIENCE);
        asked.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    };
    let Poll::Ready(Err(error)) = poll() else { panic!("there is no token without a runtime") };
    assert_eq!(error.to_string(), "an access token is fetched in a tokio runtime, and there is none");
    runtime().block_on(ask(&credentials)).unwrap();
    assert!(matches!(poll(), Poll::Ready(Ok(_))), "one that is there is served anywhere");
    assert_eq!(issuer.fetches(), 1);
}

#[test]
fn one_that_ended_and_is_still_used() {
    let issuer = Issuer::hourly();
    let credentials = issuer.renewed();
    let ended = runtime();
    let handle = ended.handle().clone();
    drop(ended);
    let _entered = handle.enter();
    let mut asked = credentials.access_token(AUDIENCE);
    let Poll::Ready(Err(error)) = asked.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("nothing is spawned there")
    };
    assert!(error.to_string().ends_with("ended before it was there"), "{error}");
}
