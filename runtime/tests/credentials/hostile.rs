//! Identity providers that answer anything.

use std::time::Duration;

use apiloom_runtime::oauth::{Application, ClientCredentials, IdentityProvider, TokenSource};
use apiloom_runtime::{Body, CredentialsError, InMemory, TransportError, http};

use super::asking::ANSWER;
use super::issuer::{AUDIENCE, ask};

const SECRET: &str = "S3NT1NELS3NT1NEL";

type Answer = Result<http::Response<Body>, TransportError>;

async fn answered(answer: impl Fn() -> Answer + Send + Sync + 'static) -> Result<(), CredentialsError> {
    let service = InMemory::new(move |_| answer());
    let provider = IdentityProvider::entra("contoso.com").unwrap().transport(service.clone());
    let source = ClientCredentials::new(provider, Application::with_secret("application", SECRET)).unwrap();
    let fetched = source.fetch(AUDIENCE).await.map(|_| ());
    assert_eq!(service.requests().len(), 1, "nothing is sent twice");
    if let Err(error) = &fetched {
        let shown = format!("{error} {error:?} {error:#?}");
        assert!(!shown.contains("S3NT1NEL") && shown.len() < 1000, "{shown}");
    }
    fetched
}

#[tokio::test]
async fn successes_that_are_none() {
    let echo = format!(r#"{{"access_token":"x","expires_in":"{SECRET}"}}"#);
    let huge = format!(r#"{{"access_token":"{}"}}"#, "x".repeat(1024 * 1024));
    let deep = "[".repeat(60_000);
    for body in [
        "",
        "<!DOCTYPE html><html>S3NT1NEL</html>",
        "null",
        "[]",
        r#"["S3NT1NEL"]"#,
        r#"{"token_type":"Bearer"}"#,
        r#"{"access_token":17}"#,
        r#"{"access_token":"x","expires_in":-1}"#,
        r#"{"access_token":"x","expires_in":NaN}"#,
        r#"{"access_token":"x","expires_in":1e999}"#,
        r#"{"access_token":"x","expires_in":{}}"#,
        r#"{"access_token":"x","token_type":"S3NT1NEL"}"#,
        r#"{"error":"S3NT1NEL","error_description":"S3NT1NEL"}"#,
        &echo,
        &huge,
        &deep,
    ] {
        let body = body.to_owned();
        assert!(answered(move || Ok(InMemory::json(200, body.clone()))).await.is_err());
    }
}

#[tokio::test]
async fn lifetimes_of_every_kind() {
    for lifetime in ["3599", "\"3599\"", "3599.5", "0", "18446744073709551615", "1e30", "null"] {
        let body = format!(r#"{{"access_token":"x","token_type":"bearer","expires_in":{lifetime}}}"#);
        answered(move || Ok(InMemory::json(200, body.clone()))).await.unwrap_or_else(|e| panic!("{lifetime}: {e}"));
    }
    let extra = ANSWER.replace('{', r#"{"x":[{"access_token":1}],"#);
    answered(move || Ok(InMemory::json(200, format!("\u{feff}{extra}")))).await.unwrap();
}

#[tokio::test]
async fn redirects_and_refusals() {
    for status in [301, 302, 303, 307, 308] {
        let redirect = move || {
            let mut answer = InMemory::json(status, ANSWER);
            answer.headers_mut().insert("location", "https://evil.example/S3NT1NEL".parse().unwrap());
            Ok(answer)
        };
        let error = answered(redirect).await.unwrap_err();
        assert!(error.to_string().ends_with("a redirect, which is not followed"), "{error}");
    }
    for status in [400, 401, 403, 404, 429, 500, 503] {
        let body = format!(r#"{{"error":"invalid_client","error_description":"AADSTS7000215: {SECRET}"}}"#);
        let error = answered(move || Ok(InMemory::json(status, body.clone()))).await.unwrap_err();
        assert_eq!((error.code(), error.entra_number()), (Some("invalid_client"), Some(7_000_215)));
        assert_eq!(error.is_transient(), status >= 429);
        let endless = "S3NT1NEL".repeat(1_000_000);
        answered(move || Ok(InMemory::json(status, endless.clone()))).await.unwrap_err();
    }
}

#[tokio::test]
async fn no_answer() {
    let failures: [fn() -> TransportError; 3] = [
        || TransportError::connect("no route"),
        || TransportError::timeout("late"),
        || TransportError::interrupted("reset"),
    ];
    for failure in failures {
        let error = answered(move || Err(failure())).await.unwrap_err();
        assert!(error.is_transient(), "{error}");
        assert_eq!(error.to_string(), format!("no answer from the identity provider: {}", failure()));
    }
    assert!(!answered(|| Err(TransportError::tls("expired"))).await.unwrap_err().is_transient());
}

#[tokio::test(start_paused = true)]
async fn retry_after() {
    let service = InMemory::new(|_| {
        let mut answer = InMemory::json(429, r#"{"error":"temporarily_unavailable"}"#);
        answer.headers_mut().insert("retry-after", "60".parse().unwrap());
        Ok(answer)
    });
    let provider = IdentityProvider::entra("contoso.com").unwrap().transport(service.clone());
    let source = ClientCredentials::new(provider, Application::with_secret("application", SECRET)).unwrap();
    let credentials = apiloom_runtime::oauth::Renewed::new(source);
    for second in 0..120 {
        let error = ask(&credentials).await.unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(60 - second % 60)));
        tokio::time::advance(Duration::from_secs(1)).await;
    }
    assert_eq!(service.requests().len(), 2);
}
