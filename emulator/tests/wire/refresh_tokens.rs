//! Refresh tokens: each is good once.

use partner_insights_emulator::{Emulator, Family};
use serde_json::Value;

use crate::http::{Reply, send, send_form};
use crate::session::Session;

const USER: &str = "https://api.partnercenter.microsoft.com/user_impersonation";

async fn refresh(url: &str, refresh_token: &str, others: &[(&str, &str)]) -> Reply {
    let mut parameters =
        vec![("grant_type", "refresh_token"), ("client_id", Emulator::client_id()), ("refresh_token", refresh_token)];
    parameters.extend(others);
    send_form(url, &parameters).await
}

const SECRET: (&str, &str) = ("client_secret", Emulator::client_secret());

fn text<'a>(json: &'a Value, name: &str) -> &'a str {
    json[name].as_str().unwrap_or_else(|| panic!("no {name} in {json}"))
}

#[tokio::test]
async fn a_token_is_replaced_whenever_it_is_used() {
    let session = Session::start(Family::Partner).await;
    let url = session.emulator.token_endpoint();
    let first = session.emulator.refresh_token();
    let json = refresh(&url, &first, &[SECRET, ("scope", USER)]).await.json();
    assert_eq!((json["scope"].as_str(), json["expires_in"].as_u64()), (Some(USER), Some(3_599)));
    let (access, second) = (text(&json, "access_token"), text(&json, "refresh_token"));
    assert_ne!(second, first);
    let datasets = format!("{}/ScheduledDataset", session.emulator.url(Family::Partner));
    assert_eq!(send("GET", &datasets, &[format!("Authorization: Bearer {access}")], "").await.status, 200);

    let spent = refresh(&url, &first, &[SECRET]).await;
    assert_eq!((spent.status, spent.json()["error"].as_str()), (400, Some("invalid_grant")));
    assert_eq!(spent.json()["error_codes"][0], 70_000);
    let third = refresh(&url, second, &[SECRET]).await.json();
    assert_ne!(text(&third, "refresh_token"), second);
}

#[tokio::test]
async fn the_older_endpoint_writes_strings() {
    let session = Session::start(Family::Partner).await;
    let resource = ("resource", "https://manage.devcenter.microsoft.com");
    let url = session.emulator.token_endpoint_v1();
    let json = refresh(&url, &session.emulator.refresh_token(), &[SECRET, resource]).await.json();
    assert_eq!((text(&json, "resource"), text(&json, "expires_in")), (resource.1, "3599"));
    assert_eq!(text(&json, "scope"), "user_impersonation");
    let again = refresh(&url, text(&json, "refresh_token"), &[SECRET]).await.json();
    assert_eq!(text(&again, "resource"), resource.1, "what was allowed last is meant if nothing is said");
}

#[tokio::test]
async fn a_refused_request_uses_up_nothing() {
    let session = Session::start(Family::Partner).await;
    let url = session.emulator.token_endpoint();
    let token = session.emulator.refresh_token();
    let without_secret = refresh(&url, &token, &[]).await;
    assert_eq!((without_secret.status, without_secret.json()["error_codes"][0].as_u64()), (401, Some(7_000_218)));
    for (changes, error) in [
        (vec![("client_secret", "wrong")], "invalid_client"),
        (vec![SECRET, ("scope", "https://other.example/x")], "invalid_resource"),
        (vec![SECRET, ("scope", "offline_access")], "invalid_scope"),
        (vec![SECRET, ("scope", &format!("{USER} https://graph.windows.net/x"))], "invalid_scope"),
    ] {
        assert_eq!(refresh(&url, &token, &changes).await.json()["error"], error);
    }
    session.emulator.expire_token();
    assert_eq!(refresh(&url, &token, &[SECRET]).await.status, 200, "only access tokens expire");
}
