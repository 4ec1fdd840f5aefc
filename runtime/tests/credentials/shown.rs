//! Nothing that can be shown shows a secret.

use std::fmt::Debug;

use apiloom_runtime::oauth::{
    Application, ClientCredentials, DeviceCode, FetchedToken, IdentityProvider, NotStored, RefreshToken, Renewed,
    TokenSource,
};
use apiloom_runtime::{AccessToken, InMemory};

use super::issuer::{AUDIENCE, ask};

const SENTINEL: &str = "S3NT1NEL";

fn clean(shown: &dyn Debug) {
    let shown = format!("{shown:?} {shown:#?}");
    assert!(!shown.contains(SENTINEL) && !shown.contains("UzNOVDFORUw"), "{shown}");
}

fn provider() -> IdentityProvider {
    let answer = r#"{"access_token":"S3NT1NEL","expires_in":3600,"refresh_token":"S3NT1NEL"}"#;
    let service = InMemory::new(move |_| Ok(InMemory::json(200, answer)));
    IdentityProvider::oauth("https://id.example/S3NT1NEL?key=S3NT1NEL")
        .and_then(|provider| provider.device_authorization_url("https://id.example/S3NT1NEL"))
        .unwrap()
        .transport(service)
}

#[tokio::test]
async fn every_type_in_every_state() {
    let application = || Application::with_secret("application", SENTINEL);
    clean(&provider());
    clean(&application());
    clean(&FetchedToken::new(AccessToken::new(SENTINEL)));
    clean(&NotStored);
    clean(&DeviceCode::new(provider(), application()).unwrap());
    let source = ClientCredentials::new(provider(), application()).unwrap();
    clean(&source);
    clean(&source.fetch(AUDIENCE).await.unwrap());
    let source = RefreshToken::new(provider(), application(), SENTINEL, NotStored).unwrap();
    clean(&source);
    let renewed = Renewed::new(source);
    clean(&ask(&renewed).await.unwrap());
    clean(&renewed);
    clean(renewed.source());
}

#[tokio::test]
async fn header_fields_and_bodies_as_others_see_them() {
    let service = InMemory::new(|_| Ok(InMemory::json(200, super::asking::ANSWER)));
    let provider = IdentityProvider::oauth("https://id.example/token").unwrap().transport(service.clone());
    let source = ClientCredentials::new(provider, Application::with_secret("application", SENTINEL)).unwrap();
    source.fetch(AUDIENCE).await.unwrap();
    let requests = service.requests();
    assert!(requests[0].headers().contains_key("authorization"));
    clean(requests[0].headers());
}
