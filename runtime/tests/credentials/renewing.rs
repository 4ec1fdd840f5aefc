//! Renewed before it is too late, and not too often.

use std::time::Duration;

use apiloom_runtime::AccessToken;
use apiloom_runtime::oauth::{FetchedToken, Renewed};
use tokio::time::{Instant, advance};

use super::issuer::{Issuer, ask, settle, token};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn behind_the_calls() {
    let issuer = Issuer::behind_gate(1, |number| Ok(token(number, 3600)));
    let credentials = issuer.renewed();
    ask(&credentials).await.unwrap();
    advance(Duration::from_secs(3600 - 361)).await;
    ask(&credentials).await.unwrap();
    settle().await;
    assert_eq!(issuer.fetches(), 1, "more than six minutes left");
    advance(61 * SECOND).await;
    for _ in 0..100 {
        ask(&credentials).await.unwrap();
        settle().await;
    }
    assert_eq!((issuer.fetches(), issuer.in_flight()), (2, 1), "five minutes left: nobody waits");
    issuer.open(1);
    settle().await;
    advance(Duration::from_secs(310)).await;
    ask(&credentials).await.unwrap();
    assert_eq!(issuer.fetches(), 2, "the new one is served");
}

#[tokio::test(start_paused = true)]
async fn at_different_times_in_different_processes() {
    let mut times = Vec::new();
    for seed in 0..100 {
        let issuer = Issuer::hourly();
        let credentials = Renewed::new(issuer.clone()).seed(seed);
        ask(&credentials).await.unwrap();
        let started = Instant::now();
        advance(Duration::from_secs(3600 - 370)).await;
        while issuer.fetches() == 1 {
            advance(SECOND).await;
            ask(&credentials).await.unwrap();
            settle().await;
        }
        times.push(started.elapsed().as_secs());
    }
    let (first, last) = (*times.iter().min().unwrap(), *times.iter().max().unwrap());
    assert!(first >= 3600 - 360 && last <= 3600 - 300 + 1, "{first} to {last}");
    assert!(last - first > 50, "{first} to {last}");
}

#[tokio::test(start_paused = true)]
async fn expired_when_it_arrives() {
    let issuer = Issuer::new(|number| Ok(token(number, 0)));
    let credentials = issuer.renewed();
    for _ in 0..599 {
        let error = ask(&credentials).await.unwrap_err();
        assert!(error.retry_after().is_some_and(|wait| wait <= 10 * SECOND));
        advance(Duration::from_millis(100)).await;
    }
    assert!((6..=7).contains(&issuer.fetches()), "{} in a minute", issuer.fetches());
}

#[tokio::test(start_paused = true)]
async fn almost_expired_when_it_arrives() {
    let issuer = Issuer::new(|number| Ok(token(number, 5)));
    let credentials = issuer.renewed();
    let mut served = 0;
    for _ in 0..599 {
        served += usize::from(ask(&credentials).await.is_ok());
        advance(Duration::from_millis(100)).await;
    }
    assert!((6..=7).contains(&issuer.fetches()), "{} in a minute", issuer.fetches());
    assert!((290..=310).contains(&served), "used while it lives: {served}");
}

#[tokio::test(start_paused = true)]
async fn lives_of_any_length() {
    let lives = [Duration::from_secs(31), Duration::from_secs(100), Duration::from_secs(u64::MAX), Duration::MAX];
    for life in lives {
        let issuer = Issuer::new(move |_| Ok(FetchedToken::new(AccessToken::new("token")).expires_in(life)));
        let credentials = issuer.renewed();
        ask(&credentials).await.unwrap();
        ask(&credentials).await.unwrap();
        assert_eq!(issuer.fetches(), 1, "{life:?}");
        advance(Duration::from_secs(24 * 60 * 60)).await;
        ask(&credentials).await.unwrap();
        assert_eq!(issuer.fetches(), 2, "{life:?}");
    }
    let issuer = Issuer::new(|_| Ok(FetchedToken::new(AccessToken::new("token"))));
    let credentials = issuer.renewed();
    for _ in 0..10 {
        ask(&credentials).await.unwrap();
        advance(Duration::from_secs(24 * 60 * 60)).await;
    }
    assert_eq!(issuer.fetches(), 1, "one of which nobody says how long it lives");
}
