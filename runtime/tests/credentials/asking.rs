//! What identity providers are sent, and where.

use apiloom_runtime::oauth::{
    Application, ClientCredentials, DeviceCode, IdentityProvider, NotStored, RefreshToken, TokenSource,
};
use apiloom_runtime::{Bytes, CredentialsError, InMemory, http};

use super::issuer::AUDIENCE;

pub(super) const ANSWER: &str = r#"{"access_token":"t0ken","token_type":"Bearer","expires_in":3599}"#;

const SECRET_FORM: &str = "client_id=application&client_secret=s%3Acr%20t";

fn secret() -> Application {
    Application::with_secret("application", "s:cr t")
}

fn answering() -> InMemory {
    InMemory::new(|_| Ok(InMemory::json(200, ANSWER)))
}

fn text(request: &http::Request<Bytes>) -> String {
    String::from_utf8(request.body().to_vec()).unwrap()
}

async fn sent(provider: IdentityProvider) -> Result<http::Request<Bytes>, CredentialsError> {
    let service = answering();
    ClientCredentials::new(provider.transport(service.clone()), secret())?.fetch(AUDIENCE).await?;
    Ok(service.requests().remove(0))
}

async fn refreshed(provider: IdentityProvider, application: Application) -> http::Request<Bytes> {
    let service = answering();
    let source = RefreshToken::new(provider.transport(service.clone()), application, "r3fresh", NotStored).unwrap();
    source.fetch(AUDIENCE).await.unwrap();
    service.requests().remove(0)
}

#[tokio::test]
async fn entra() {
    let request = sent(IdentityProvider::entra("contoso.com").unwrap()).await.unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token");
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(request.headers()["accept"], "application/json");
    assert!(!request.headers().contains_key("authorization"));
    let expected = "grant_type=client_credentials&scope=https%3A%2F%2Faudience%2F.default";
    assert_eq!(text(&request), format!("{expected}&{SECRET_FORM}"));
}

#[tokio::test]
async fn entra_v1() {
    let request = sent(IdentityProvider::entra_v1("contoso.com").unwrap()).await.unwrap();
    assert_eq!(request.uri(), "https://login.microsoftonline.com/contoso.com/oauth2/token");
    let expected = "grant_type=client_credentials&resource=https%3A%2F%2Faudience";
    assert_eq!(text(&request), format!("{expected}&{SECRET_FORM}"));
}

#[tokio::test]
async fn other_providers() {
    let provider = || IdentityProvider::oauth("https://id.example/token?tenant=1").unwrap();
    let request = sent(provider().scopes(["a", "b"])).await.unwrap();
    assert_eq!(request.uri(), "https://id.example/token?tenant=1");
    assert_eq!(text(&request), "grant_type=client_credentials&scope=a%20b");
    let authorization = &request.headers()["authorization"];
    assert_eq!(authorization, "Basic YXBwbGljYXRpb246cyUzQWNyJTIwdA==", "application:s%3Acr%20t");
    assert!(authorization.is_sensitive());
    let request = sent(provider().audience_parameter("audience").secret_in_body()).await.unwrap();
    let expected = "grant_type=client_credentials&audience=https%3A%2F%2Faudience";
    assert_eq!(text(&request), format!("{expected}&{SECRET_FORM}"));
}

#[tokio::test]
async fn for_people() {
    let entra = || IdentityProvider::entra("contoso.com").unwrap();
    let request = refreshed(entra(), Application::public("application")).await;
    let expected = "grant_type=refresh_token&refresh_token=r3fresh";
    let scope = "scope=https%3A%2F%2Faudience%2F.default%20offline_access";
    assert_eq!(text(&request), format!("{expected}&{scope}&client_id=application"));
    let request = refreshed(entra().scopes(["x"]), secret()).await;
    assert_eq!(text(&request), format!("{expected}&scope=x%20offline_access&{SECRET_FORM}"));
    let request = refreshed(IdentityProvider::entra_v1("contoso.com").unwrap(), secret()).await;
    assert_eq!(text(&request), format!("{expected}&resource=https%3A%2F%2Faudience&{SECRET_FORM}"));
}

#[tokio::test]
async fn elsewhere() {
    let entra = || IdentityProvider::entra("contoso.us").unwrap();
    for (authority, expected) in [
        ("https://login.microsoftonline.us", "https://login.microsoftonline.us/contoso.us/oauth2/v2.0/token"),
        (
            "https://login.partner.microsoftonline.cn/",
            "https://login.partner.microsoftonline.cn/contoso.us/oauth2/v2.0/token",
        ),
    ] {
        let request = sent(entra().authority(authority).unwrap()).await.unwrap();
        assert_eq!(request.uri(), expected);
    }
    for authority in ["https://login.example", "http://127.0.0.1:1", "https://login.microsoftonline.com.example"] {
        let error = entra().authority(authority).unwrap_err();
        assert!(error.to_string().contains("authority_anywhere"), "{error}");
    }
    let anywhere = |authority| entra().authority_anywhere(authority);
    let request = sent(anywhere("http://127.0.0.1:1/adfs/").unwrap()).await.unwrap();
    assert_eq!(request.uri(), "http://127.0.0.1:1/adfs/contoso.us/oauth2/v2.0/token");
    for authority in ["http://login.example", "https://u:hunter2@login.example", "https://login.example?x", "login"] {
        let error = anywhere(authority).unwrap_err();
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }
    assert!(IdentityProvider::oauth("https://id.example").unwrap().authority_anywhere("https://a.example").is_err());
    assert!(IdentityProvider::entra("..").is_err() && IdentityProvider::entra_v1("a/b").is_err());
}

#[tokio::test]
async fn what_cannot_be_asked() {
    let entra = || IdentityProvider::entra("contoso.com").unwrap();
    let service = answering();
    let source = ClientCredentials::new(entra().transport(service.clone()), secret()).unwrap();
    let error = source.fetch("").await.unwrap_err();
    assert!(error.to_string().contains("no audience"), "{error}");
    assert!(service.requests().is_empty());
    assert!(ClientCredentials::new(entra(), Application::public("application")).is_err());
    let first = IdentityProvider::entra_v1("contoso.com").unwrap();
    assert!(DeviceCode::new(first, Application::public("application")).is_err());
}
