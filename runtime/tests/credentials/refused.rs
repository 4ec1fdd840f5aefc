//! Tokens that a service refuses (401), through the whole of a call.

use std::sync::Arc;
use std::time::Duration;

use apiloom_runtime::oauth::Renewed;
use apiloom_runtime::wire::{Answer, ClientCore, Settings};
use apiloom_runtime::{AccessToken, Credentials, Error, InMemory, Limits};
use tokio::time::advance;

use super::issuer::{AUDIENCE, Issuer, ask, broken, token};
use crate::support::{API, PARTNER, SendCall, resume};

/// A service that accepts tokens with these names.
fn accepting(accepted: &'static [&'static str]) -> InMemory {
    InMemory::new(|request| {
        let shown = request.headers()["authorization"].to_str().unwrap().to_owned();
        let is_accepted = accepted.iter().any(|token| shown == format!("Bearer {token}"));
        Ok(InMemory::json(if is_accepted { 200 } else { 401 }, "{}"))
    })
}

fn client(service: &InMemory, credentials: &Arc<Renewed<Issuer>>) -> ClientCore {
    let limits = Limits::default().in_flight(1000);
    let settings = Settings::new(&API).server(&PARTNER).limits(limits);
    settings.credentials(Arc::clone(credentials)).transport(service.clone()).build().unwrap()
}

async fn call(core: &ClientCore) -> Result<(), Error> {
    resume(core, "x").send(Answer::empty).await.map(|_| ())
}

#[tokio::test(start_paused = true)]
async fn once() {
    let (issuer, service) = (Issuer::hourly(), accepting(&["token-2"]));
    let core = client(&service, &issuer.renewed());
    for requests in [2, 3, 4] {
        call(&core).await.unwrap();
        assert_eq!((service.requests().len(), issuer.fetches()), (requests, 2));
    }
}

#[tokio::test(start_paused = true)]
async fn for_ever() {
    let (issuer, service) = (Issuer::hourly(), accepting(&[]));
    let core = client(&service, &issuer.renewed());
    assert!(call(&core).await.unwrap_err().is_unauthorized());
    assert_eq!((service.requests().len(), issuer.fetches()), (2, 2));
    for requests in 3..100 {
        assert!(call(&core).await.unwrap_err().is_unauthorized());
        assert_eq!((service.requests().len(), issuer.fetches()), (requests, 2), "not again within ten seconds");
    }
    advance(Duration::from_secs(10)).await;
    assert!(call(&core).await.unwrap_err().is_unauthorized());
    assert_eq!(issuer.fetches(), 3);
}

#[tokio::test(start_paused = true)]
async fn of_many_calls_at_once() {
    let (issuer, service) = (Issuer::hourly(), accepting(&["token-2"]));
    let core = client(&service, &issuer.renewed());
    let calls: Vec<_> = (0..1000)
        .map(|_| {
            let core = core.clone();
            tokio::spawn(async move { call(&core).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!((service.requests().len(), issuer.fetches()), (2000, 2));
}

#[tokio::test(start_paused = true)]
async fn one_that_was_replaced_is_not_replaced_again() {
    let issuer = Issuer::hourly();
    let credentials = issuer.renewed();
    let first = ask(&credentials).await.unwrap();
    for _ in 0..3 {
        assert!(credentials.refused(AUDIENCE, &first));
        ask(&credentials).await.unwrap();
    }
    assert!(credentials.refused(AUDIENCE, &AccessToken::new("somebody else's")));
    ask(&credentials).await.unwrap();
    assert_eq!(issuer.fetches(), 2);
}

#[tokio::test(start_paused = true)]
async fn while_there_is_no_other_it_stays() {
    let issuer = Issuer::new(|number| if number == 1 { Ok(token(number, 3600)) } else { broken() });
    let service = accepting(&[]);
    let credentials = issuer.renewed();
    let core = client(&service, &credentials);
    let first = ask(&credentials).await.unwrap();
    advance(Duration::from_secs(3500)).await;
    // It is renewed behind this call, in vain.
    ask(&credentials).await.unwrap();
    tokio::task::yield_now().await;
    assert_eq!(issuer.fetches(), 2);
    assert!(!credentials.refused(AUDIENCE, &first));
    assert!(call(&core).await.unwrap_err().is_unauthorized());
    assert_eq!((service.requests().len(), issuer.fetches()), (1, 2));
}

#[tokio::test(start_paused = true)]
async fn no_token_fails_the_call_at_once() {
    let (issuer, service) = (Issuer::new(|_| broken()), accepting(&[]));
    let core = client(&service, &issuer.renewed());
    for _ in 0..10 {
        let error = call(&core).await.unwrap_err();
        assert!(error.is_credentials());
        assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
    }
    assert_eq!((service.requests().len(), issuer.fetches()), (0, 1));
}
