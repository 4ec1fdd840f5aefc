//! Sources that fail, hang, throttle or panic.

use std::time::Duration;

use apiloom_runtime::CredentialsError;
use tokio::time::{Instant, advance};

use super::issuer::{Issuer, ask, broken, settle, token};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn asked_less_and_less_often() {
    let issuer = Issuer::new(|_| broken());
    let credentials = issuer.renewed();
    for (fetches, rest) in [1, 2, 4, 8, 16, 32, 60, 60].into_iter().enumerate() {
        let error = ask(&credentials).await.unwrap_err();
        assert_eq!((issuer.fetches(), error.retry_after()), (fetches + 1, Some(Duration::from_secs(rest))));
        advance(Duration::from_millis(rest * 1000 - 1)).await;
        let error = ask(&credentials).await.unwrap_err();
        assert_eq!((issuer.fetches(), error.retry_after()), (fetches + 1, Some(Duration::from_millis(1))));
        advance(Duration::from_millis(1)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_success_forgives() {
    let issuer = Issuer::new(|number| if number == 3 { Ok(token(number, 31)) } else { broken() });
    let credentials = issuer.renewed();
    for rest in [1, 2] {
        ask(&credentials).await.unwrap_err();
        advance(rest * SECOND).await;
    }
    ask(&credentials).await.unwrap();
    advance(31 * SECOND).await;
    let error = ask(&credentials).await.unwrap_err();
    assert_eq!((issuer.fetches(), error.retry_after()), (4, Some(SECOND)));
}

#[tokio::test(start_paused = true)]
async fn hanging() {
    let issuer = Issuer::behind_gate(0, |number| Ok(token(number, 3600)));
    let credentials = issuer.renewed();
    let started = Instant::now();
    let error = ask(&credentials).await.unwrap_err();
    assert_eq!(error.to_string(), "no access token within 30s");
    assert!(error.is_transient());
    assert_eq!(started.elapsed().as_secs(), 30);
    settle().await;
    assert_eq!((issuer.fetches(), issuer.in_flight()), (1, 0), "nothing is left behind");
    issuer.open(1);
    advance(SECOND).await;
    ask(&credentials).await.unwrap();
    assert_eq!(issuer.fetches(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_old_token_is_used_while_it_is_good() {
    let issuer = Issuer::new(|number| if number == 1 { Ok(token(number, 3600)) } else { broken() });
    let credentials = issuer.renewed();
    ask(&credentials).await.unwrap();
    advance(Duration::from_secs(3300)).await;
    for _ in 0..299 {
        ask(&credentials).await.unwrap();
        settle().await;
        advance(SECOND).await;
    }
    let tried = issuer.fetches();
    assert!((8..=12).contains(&tried), "tried again behind the calls: {tried}");
    advance(SECOND).await;
    ask(&credentials).await.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn throttled() {
    let minute = Duration::from_secs(60);
    let issuer = Issuer::new(move |_| Err(CredentialsError::new("throttled").with_retry_after(minute)));
    let credentials = issuer.renewed();
    for second in 0..600 {
        let error = ask(&credentials).await.unwrap_err();
        let rest = Duration::from_secs(60 - second % 60);
        assert_eq!(error.retry_after(), Some(rest), "at once, and with the rest");
        advance(SECOND).await;
    }
    assert_eq!(issuer.fetches(), 10);
}

#[tokio::test(start_paused = true)]
async fn throttled_beyond_reason() {
    let issuer = Issuer::new(|_| Err(CredentialsError::new("throttled").with_retry_after(Duration::MAX)));
    let credentials = issuer.renewed();
    let hour = Duration::from_secs(60 * 60);
    assert_eq!(ask(&credentials).await.unwrap_err().retry_after(), Some(hour));
    advance(hour).await;
    ask(&credentials).await.unwrap_err();
    assert_eq!(issuer.fetches(), 2);
}

#[tokio::test(start_paused = true)]
async fn panicking() {
    let issuer = Issuer::new(|number| if number == 1 { panic!("S3NT1NEL") } else { Ok(token(number, 3600)) });
    let credentials = issuer.renewed();
    let error = ask(&credentials).await.unwrap_err();
    assert_eq!(error.to_string(), "the source of access tokens panicked");
    ask(&credentials).await.unwrap_err();
    assert_eq!(issuer.fetches(), 1);
}
