//! Signing in on another device (RFC 8628).

use std::sync::{Arc, Mutex};
use std::time::Duration;

use apiloom_runtime::oauth::{
    Application, DeviceCode, ExposeSecret, IdentityProvider, NotStored, RefreshToken, SecretString, TokenSource,
    TokenStore,
};
use apiloom_runtime::{Body, BoxFuture, CredentialsError, InMemory, TransportError, http};
use tokio::time::Instant;

use super::issuer::AUDIENCE;

const CODES: &str = r#"{"device_code":"d3vice","user_code":"ABCD-EFGH","verification_uri":"https://microsoft.com/link",
    "verification_uri_complete":"https://microsoft.com/link?code=ABCD-EFGH","expires_in":900,"interval":5}"#;
const TOKENS: &str = r#"{"access_token":"t0ken","token_type":"Bearer","expires_in":3599,"refresh_token":"r1"}"#;

type Answer = http::Response<Body>;

fn error(code: &str) -> Answer {
    InMemory::json(400, format!(r#"{{"error":"{code}","error_description":"AADSTS70016: x"}}"#))
}

fn json(body: &str) -> Answer {
    InMemory::json(200, body.to_owned())
}

async fn signed_in(answers: Vec<Answer>) -> (Result<RefreshToken, CredentialsError>, InMemory, u64) {
    signed_in_at(InMemory::in_turn(answers.into_iter().map(Ok))).await
}

async fn signed_in_at(service: InMemory) -> (Result<RefreshToken, CredentialsError>, InMemory, u64) {
    let provider = IdentityProvider::entra("contoso.com").unwrap().transport(service.clone());
    let device = DeviceCode::new(provider, Application::public("application")).unwrap();
    let started = Instant::now();
    let signed_in = device.sign_in(AUDIENCE, NotStored, |_| {}).await;
    (signed_in, service, started.elapsed().as_secs())
}

#[tokio::test(start_paused = true)]
async fn somebody_signs_in() {
    let answers = vec![json(CODES), error("authorization_pending"), error("authorization_pending"), json(TOKENS)];
    let (source, service, seconds) = signed_in(answers).await;
    assert_eq!(seconds, 15, "an interval before each request");
    let requests = service.requests();
    let sent = |index: usize| {
        let request = &requests[index];
        (request.uri().to_string(), String::from_utf8(request.body().to_vec()).unwrap())
    };
    let base = "https://login.microsoftonline.com/contoso.com/oauth2/v2.0";
    let scope = "scope=https%3A%2F%2Faudience%2F.default%20offline_access";
    assert_eq!(sent(0), (format!("{base}/devicecode"), format!("{scope}&client_id=application")));
    let grant = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code";
    assert_eq!(sent(3), (format!("{base}/token"), format!("{grant}&device_code=d3vice&client_id=application")));
    source.unwrap().fetch(AUDIENCE).await.unwrap();
    assert_eq!(service.requests().len(), 4, "the first access token is there already");
}

#[tokio::test(start_paused = true)]
async fn what_is_shown() {
    let service = InMemory::in_turn([json(CODES), json(TOKENS)].map(Ok));
    let provider = IdentityProvider::oauth("https://id.example/token").unwrap();
    let provider = provider.device_authorization_url("https://id.example/device").unwrap().transport(service.clone());
    let mut shown = Vec::new();
    let device = DeviceCode::new(provider, Application::public("application")).unwrap();
    let source = device.sign_in("", NotStored, |prompt| {
        shown.push(prompt.verification_uri().to_owned());
        shown.push(prompt.user_code().to_owned());
        shown.extend(prompt.verification_uri_complete().map(str::to_owned));
        shown.push(format!("{:?} {prompt:?}", prompt.expires_in()));
    });
    source.await.unwrap();
    assert_eq!(
        shown,
        [
            "https://microsoft.com/link",
            "ABCD-EFGH",
            "https://microsoft.com/link?code=ABCD-EFGH",
            "900s DevicePrompt([redacted])"
        ]
    );
    assert_eq!(service.requests()[0].uri(), "https://id.example/device");
}

#[tokio::test(start_paused = true)]
async fn slower_and_slower() {
    let answers =
        vec![json(CODES), error("slow_down"), error("slow_down"), error("authorization_pending"), json(TOKENS)];
    let (source, _, seconds) = signed_in(answers).await;
    assert_eq!(seconds, 5 + 10 + 15 + 15);
    source.unwrap();
    let late = Err(TransportError::timeout("late"));
    let answers = [Ok(json(CODES)), late, Ok(InMemory::json(503, "busy")), Ok(json(TOKENS))];
    let (source, _, seconds) = signed_in_at(InMemory::in_turn(answers)).await;
    assert_eq!(seconds, 5 + 10 + 20);
    source.unwrap();
    let mut throttled = InMemory::json(429, "");
    throttled.headers_mut().insert("retry-after", "60".parse().unwrap());
    let (source, _, seconds) = signed_in(vec![json(CODES), throttled, json(TOKENS)]).await;
    assert_eq!(seconds, 5 + 60);
    source.unwrap();
}

#[tokio::test(start_paused = true)]
async fn every_end() {
    for code in ["access_denied", "authorization_declined", "expired_token", "bad_verification_code", "invalid_grant"] {
        let (source, service, _) = signed_in(vec![json(CODES), error("authorization_pending"), error(code)]).await;
        let refused = source.unwrap_err();
        assert_eq!((refused.code(), refused.entra_number()), (Some(code), Some(70016)));
        assert_eq!(service.requests().len(), 3);
    }
    let pending = |_| error("authorization_pending");
    let answers = std::iter::once(json(CODES)).chain((0..1000).map(pending)).collect();
    let (source, service, seconds) = signed_in(answers).await;
    assert_eq!(source.unwrap_err().to_string(), "nobody signed in before the code expired");
    assert!(seconds < 900 && service.requests().len() == 180, "{seconds} s, {} requests", service.requests().len());
    let (source, ..) = signed_in(vec![json(CODES), json(r#"{"access_token":"t0ken"}"#)]).await;
    assert!(source.unwrap_err().to_string().contains("no refresh token"));
    let (source, ..) = signed_in(vec![error("unauthorized_client")]).await;
    assert_eq!(source.unwrap_err().code(), Some("unauthorized_client"));
}

#[tokio::test(start_paused = true)]
async fn codes_of_every_kind() {
    let first = r#"{"device_code":"d","user_code":"u","verification_url":"https://aka.ms/devicelogin",
        "expires_in":"900","interval":"5"}"#;
    let storm = CODES.replace("\"interval\":5", "\"interval\":0");
    let silent = CODES.replace(",\"interval\":5", "");
    for (codes, expected) in [(first, 5), (&storm, 1), (&silent, 5)] {
        let (source, _, seconds) = signed_in(vec![json(codes), json(TOKENS)]).await;
        assert_eq!(seconds, expected);
        source.unwrap();
    }
    for (from, to) in [
        ("https://microsoft.com/link\"", "http://evil.example/S3NT1NEL\""),
        ("https://microsoft.com/link\"", "javascript:S3NT1NEL\""),
        ("ABCD-EFGH\",", "S3NT1NEL\\u001b[2J\","),
        ("\"expires_in\":900", "\"expires_in\":\"S3NT1NEL\""),
        ("\"device_code\"", "\"no_code\""),
        ("{", "[{"),
    ] {
        let (source, service, _) = signed_in(vec![json(&CODES.replacen(from, to, 1)), json(TOKENS)]).await;
        let refused = source.unwrap_err().to_string();
        assert!(!refused.contains("S3NT1NEL"), "{refused}");
        assert_eq!(service.requests().len(), 1);
    }
    let (source, ..) = signed_in(vec![json(&CODES.replace(":900", ":0")), json(TOKENS)]).await;
    assert!(source.is_err());
}

/// Keeps what is saved, unless it fails.
#[derive(Clone, Default)]
struct Vault(Arc<Mutex<(bool, Vec<String>)>>);

impl TokenStore for Vault {
    fn save<'a>(&'a self, refresh_token: &'a SecretString) -> BoxFuture<'a, Result<(), CredentialsError>> {
        let mut vault = self.0.lock().unwrap();
        let saved = if vault.0 {
            vault.1.push(refresh_token.expose_secret().to_owned());
            Ok(())
        } else {
            Err(CredentialsError::new("the vault is locked"))
        };
        Box::pin(std::future::ready(saved))
    }
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_is_not_lost_by_a_store_that_fails() {
    let service = InMemory::in_turn([json(CODES), json(TOKENS)].map(Ok));
    let provider = IdentityProvider::entra("contoso.com").unwrap().transport(service.clone());
    let device = DeviceCode::new(provider, Application::public("application")).unwrap();
    let vault = Vault::default();
    let source = device.sign_in(AUDIENCE, vault.clone(), |_| {}).await.unwrap();
    source.saved().await.unwrap_err();
    source.fetch(AUDIENCE).await.unwrap_err();
    vault.0.lock().unwrap().0 = true;
    tokio::time::advance(Duration::from_secs(60)).await;
    source.saved().await.unwrap();
    source.fetch(AUDIENCE).await.unwrap();
    assert_eq!(vault.0.lock().unwrap().1, ["r1"]);
    assert_eq!(service.requests().len(), 2);
}
