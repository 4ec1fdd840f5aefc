//! Tokens for an application: how they are asked for, what they are good for, why they are refused.

use std::time::Duration;

use partner_insights_emulator::{Emulator, Family};
use serde_json::{Value, json};

use crate::http::{Reply, send, send_form};
use crate::session::Session;

/// A request by the registered application, with these parameters changed or added.
async fn ask(url: &str, changes: &[(&str, &str)]) -> Reply {
    let usual = [
        ("grant_type", "client_credentials"),
        ("client_id", Emulator::client_id()),
        ("client_secret", Emulator::client_secret()),
    ];
    let kept = usual.into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let parameters: Vec<_> = kept.chain(changes.iter().copied()).collect();
    send_form(url, &parameters).await
}

/// A token by scope.
async fn token(emulator: &Emulator, family: Family) -> String {
    let reply = ask(&emulator.token_endpoint(), &[("scope", &format!("{}/.default", family.audience()))]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.json()["access_token"].as_str().expect("a token").to_owned()
}

async fn use_token(emulator: &Emulator, family: Family, token: &str) -> Reply {
    let url = format!("{}/ScheduledDataset", emulator.url(family));
    send("GET", &url, &[format!("Authorization: Bearer {token}")], "").await
}

/// Asserts Entra's shape of a failure.
fn refused(reply: &Reply, status: u16, error: &str, code: u32) {
    let json = reply.json();
    assert_eq!((reply.status, json["error"].as_str()), (status, Some(error)), "{}", reply.body);
    assert_eq!(json["error_codes"], json!([code]));
    let text = json["error_description"].as_str().expect("a description");
    assert!(text.starts_with(&format!("AADSTS{code}: ")), "{text}");
    for name in ["timestamp", "trace_id", "correlation_id"] {
        assert!(text.contains(json[name].as_str().expect("a text")), "{text}");
    }
    assert_eq!(json["timestamp"].as_str().map(|time| (time.len(), &time[10..11])), Some((20, " ")));
}

#[tokio::test]
async fn a_token_by_scope_comes_with_numbers() {
    let session = Session::start(Family::Partner).await;
    let scope = "https://api.partnercenter.microsoft.com/.default";
    let reply = ask(&session.emulator.token_endpoint(), &[("scope", scope)]).await;
    let json = reply.json();
    let token = json["access_token"].as_str().expect("a token");
    let expected = json!({ "token_type": "Bearer", "expires_in": 3599, "ext_expires_in": 3599, "access_token": token });
    assert_eq!((reply.status, &json), (200, &expected));
    assert_eq!(reply.field("cache-control"), "no-store, no-cache");
    assert!(token.len() >= 40);
    assert_ne!(token, session.emulator.token());
    assert_eq!(use_token(&session.emulator, Family::Partner, token).await.status, 200);
}

#[tokio::test]
async fn a_token_by_resource_comes_with_strings() {
    let session = Session::start(Family::Store).await;
    let resource = "https://manage.devcenter.microsoft.com";
    let reply = ask(&session.emulator.token_endpoint_v1(), &[("resource", resource)]).await;
    let json = reply.json();
    assert_eq!(json["resource"], resource);
    assert_eq!((&json["expires_in"], &json["ext_expires_in"]), (&json!("3599"), &json!("3599")));
    let seconds = |value: &Value| value.as_str().and_then(|text| text.parse::<u64>().ok()).expect("a number");
    assert_eq!(seconds(&json["expires_on"]) - seconds(&json["not_before"]), 3_599 + 300);
    assert!(json.get("refresh_token").is_none());
    let token = json["access_token"].as_str().expect("a token");
    assert_eq!(use_token(&session.emulator, Family::Store, token).await.status, 200);
}

#[tokio::test]
async fn a_token_is_good_for_its_audience_only() {
    let session = Session::start(Family::Partner).await;
    let emulator = &session.emulator;
    let partner = token(emulator, Family::Marketplace).await;
    let store = token(emulator, Family::Store).await;
    for family in Family::ALL {
        let (good, bad) = if family == Family::Store { (&store, &partner) } else { (&partner, &store) };
        assert_eq!(use_token(emulator, family, good).await.status, 200, "{family:?}");
        let reply = use_token(emulator, family, bad).await;
        assert_eq!((reply.status, reply.json()["code"].as_str()), (401, Some("900420")), "{family:?}");
    }
    let graph = ask(&emulator.token_endpoint_v1(), &[("resource", "https://graph.windows.net")]).await;
    let graph = graph.json()["access_token"].as_str().expect("a token").to_owned();
    assert_eq!(use_token(emulator, Family::Marketplace, &graph).await.status, 401);
}

#[tokio::test]
async fn tokens_expire_by_the_clock_and_by_hand() {
    let session = Session::start(Family::Partner).await;
    let emulator = &session.emulator;
    let first = token(emulator, Family::Partner).await;
    emulator.token_lifetime(Duration::from_secs(3 * 3_600));
    let second = token(emulator, Family::Partner).await;
    emulator.advance(Duration::from_secs(3_600));
    assert_eq!(use_token(emulator, Family::Partner, &first).await.status, 401);
    assert_eq!(use_token(emulator, Family::Partner, &second).await.status, 200);
    emulator.expire_token();
    assert_eq!(use_token(emulator, Family::Partner, &second).await.status, 401);
    emulator.token_lifetime(Duration::ZERO);
    let dead = token(emulator, Family::Partner).await;
    assert_eq!(use_token(emulator, Family::Partner, &dead).await.status, 401);
}

#[tokio::test]
async fn every_request_for_a_token_is_counted() {
    let session = Session::start(Family::Partner).await;
    let emulator = &session.emulator;
    assert_eq!(emulator.token_requests(), 0);
    token(emulator, Family::Partner).await;
    ask(&emulator.token_endpoint_v1(), &[]).await;
    session.get("/ScheduledDataset").await;
    assert_eq!((emulator.token_requests(), emulator.requests().len()), (2, 3));
}

#[tokio::test]
async fn refusals_have_the_numbers_of_entra() {
    let session = Session::start(Family::Partner).await;
    let url = session.emulator.token_endpoint();
    let scope = ("scope", "https://api.partnercenter.microsoft.com/.default");
    for (changes, status, error, code) in [
        (vec![scope, ("client_secret", "wrong")], 401, "invalid_client", 7_000_215),
        (vec![scope, ("client_secret", "")], 401, "invalid_client", 7_000_218),
        (vec![scope, ("client_id", "other")], 400, "unauthorized_client", 700_016),
        (vec![scope, ("client_id", "")], 400, "invalid_request", 900_144),
        (vec![scope, ("grant_type", "")], 400, "invalid_request", 900_144),
        (vec![scope, scope], 400, "invalid_request", 9_000_411),
        (vec![scope, ("grant_type", "authorization")], 400, "unsupported_grant_type", 70_003),
        (vec![], 400, "invalid_request", 900_144),
        (vec![("scope", "https://api.partnercenter.microsoft.com")], 400, "invalid_scope", 1_002_012),
        (vec![("scope", "https://other.example/.default")], 400, "invalid_resource", 500_011),
        (vec![scope, ("grant_type", "password"), ("username", "u"), ("password", "p")], 400, "invalid_grant", 50_076),
    ] {
        refused(&ask(&url, &changes).await, status, error, code);
    }
    let url_v1 = session.emulator.token_endpoint_v1();
    refused(&ask(&url_v1, &[scope]).await, 400, "invalid_request", 900_144);
    refused(&ask(&url_v1, &[("resource", "https://other.example")]).await, 400, "invalid_resource", 500_011);
    refused(&ask(&url.replace(Emulator::tenant(), "common"), &[scope]).await, 400, "invalid_request", 90_002);
    refused(&send("POST", &url, &[], "grant_type=client_credentials").await, 400, "invalid_request", 900_144);
}

#[tokio::test]
async fn the_id_of_a_request_comes_back() {
    let session = Session::start(Family::Partner).await;
    let headers = ["client-request-id: 5d0c7a1e", "return-client-request-id: true"].map(str::to_owned);
    let reply = send("POST", &session.emulator.token_endpoint(), &headers, "").await;
    assert_eq!(reply.field("client-request-id"), "5d0c7a1e");
    assert_eq!(reply.json()["correlation_id"], "5d0c7a1e");
}
