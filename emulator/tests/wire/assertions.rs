//! Applications that sign instead of sending a secret.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use partner_insights_emulator::{Emulator, Family};
use serde_json::{Value, json};

use crate::http::{Reply, send_form};
use crate::session::Session;

const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

fn header() -> Value {
    json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": "dGh1bWJwcmludA" })
}

fn claims(audience: &str) -> Value {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let id = Emulator::client_id();
    json!({ "aud": audience, "iss": id, "sub": id, "jti": "1", "nbf": now, "exp": now + 600 })
}

fn token(header: &Value, claims: &Value, signature: &str) -> String {
    let [header, claims] = [header, claims].map(|json| BASE64_URL_SAFE_NO_PAD.encode(json.to_string()));
    format!("{header}.{claims}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
}

async fn ask(url: &str, assertion_type: &str, assertion: &str) -> Reply {
    let parameters = [
        ("grant_type", "client_credentials"),
        ("client_id", Emulator::client_id()),
        ("scope", "https://api.partnercenter.microsoft.com/.default"),
        ("client_assertion_type", assertion_type),
        ("client_assertion", assertion),
    ];
    send_form(url, &parameters).await
}

#[tokio::test]
async fn an_assertion_replaces_the_secret() {
    let session = Session::start(Family::Partner).await;
    let url = session.emulator.token_endpoint();
    let issuer = format!("{}/v2.0", session.emulator.authority());
    for audience in [url.clone(), session.emulator.token_endpoint_v1(), issuer] {
        let reply = ask(&url, TYPE, &token(&header(), &claims(&audience), "signature")).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
    }
    let older = json!({ "alg": "RS256", "x5t": "dGh1bWJwcmludA" });
    assert_eq!(ask(&url, TYPE, &token(&older, &claims(&url), "signature")).await.status, 200);
}

#[tokio::test]
async fn what_is_wrong_with_an_assertion_is_said() {
    let session = Session::start(Family::Partner).await;
    let url = session.emulator.token_endpoint();
    let changed = |name: &str, value: Value| {
        let mut claims = claims(&url);
        claims[name] = value;
        token(&header(), &claims, "signature")
    };
    let good = token(&header(), &claims(&url), "signature");
    for (assertion, code) in [
        (changed("iss", json!("other")), 700_021),
        (changed("sub", json!(null)), 700_021),
        (changed("aud", json!("https://login.example/token")), 700_023),
        (changed("exp", json!(1_000_000_000)), 700_024),
        (changed("nbf", json!(32_503_680_000_u64)), 700_024),
        (changed("exp", json!("soon")), 50_027),
        (changed("jti", json!("")), 50_027),
        (token(&json!({ "alg": "none", "x5t": "dGh1bWJwcmludA" }), &claims(&url), "signature"), 50_027),
        (token(&json!({ "alg": "PS256" }), &claims(&url), "signature"), 50_027),
        (token(&header(), &claims(&url), ""), 50_027),
        (token(&header(), &json!([]), "signature"), 50_027),
        (good.replace('.', "+"), 50_027),
        (good.rsplit_once('.').expect("parts").0.to_owned(), 50_027),
    ] {
        let reply = ask(&url, TYPE, &assertion).await;
        assert_eq!((reply.status, reply.json()["error"].as_str()), (401, Some("invalid_client")), "{assertion}");
        assert_eq!(reply.json()["error_codes"], json!([code]), "{}", reply.body);
    }
    assert_eq!(ask(&url, "saml", &good).await.json()["error_codes"], json!([50_027]));
    assert_eq!(ask(&url, "", &good).await.json()["error_codes"], json!([900_144]));
}
