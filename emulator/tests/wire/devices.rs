//! Sign-ins on another device.

use std::time::Duration;

use partner_insights_emulator::{Emulator, Family};
use serde_json::{Value, json};

use crate::http::{Reply, send, send_form};
use crate::session::Session;

const SCOPE: &str = "https://api.partnercenter.microsoft.com/user_impersonation offline_access openid";

struct SignIn {
    session: Session,
    begun: Value,
}

impl SignIn {
    async fn begin(scope: &str) -> Self {
        let session = Session::start(Family::Partner).await;
        let parameters = [("client_id", Emulator::client_id()), ("scope", scope)];
        let reply = send_form(&session.emulator.device_code_endpoint(), &parameters).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        Self { session, begun: reply.json() }
    }

    fn text(&self, name: &str) -> &str {
        self.begun[name].as_str().expect("a text")
    }

    async fn poll(&self) -> Reply {
        let parameters = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("client_id", Emulator::client_id()),
            ("device_code", self.text("device_code")),
        ];
        send_form(&self.session.emulator.token_endpoint(), &parameters).await
    }

    async fn hears(&self, error: &str) {
        let reply = self.poll().await;
        assert_eq!((reply.status, reply.json()["error"].as_str()), (400, Some(error)), "{}", reply.body);
    }
}

#[tokio::test]
async fn the_user_is_told_where_to_enter_what() {
    let sign_in = SignIn::begin(SCOPE).await;
    let (code, page) = (sign_in.text("user_code"), sign_in.text("verification_uri"));
    assert!(code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_uppercase()), "{code}");
    assert!(sign_in.text("message").contains(code) && sign_in.text("message").contains(page));
    assert_eq!((&sign_in.begun["expires_in"], &sign_in.begun["interval"]), (&json!(900), &json!(5)));
    assert!(send("GET", page, &[], "").await.body.contains("user_code"));
    assert_eq!(send("GET", &format!("{page}?user_code=XXXXXXXX"), &[], "").await.status, 404);
    assert_eq!(send("GET", &format!("{page}?user_code={code}"), &[], "").await.status, 200);
    assert_eq!(sign_in.poll().await.status, 200);
}

#[tokio::test]
async fn tokens_come_once_the_user_approves() {
    let sign_in = SignIn::begin(SCOPE).await;
    let emulator = &sign_in.session.emulator;
    sign_in.hears("authorization_pending").await;
    assert!(emulator.slow_device_down(sign_in.text("user_code")));
    sign_in.hears("slow_down").await;
    sign_in.hears("authorization_pending").await;
    assert!(emulator.approve_device(&sign_in.text("user_code").to_ascii_lowercase()));
    let tokens = sign_in.poll().await.json();
    assert_eq!(tokens["scope"], "https://api.partnercenter.microsoft.com/user_impersonation");
    let token = format!("Authorization: Bearer {}", tokens["access_token"].as_str().expect("a token"));
    let datasets = format!("{}/ScheduledDataset", emulator.url(Family::Partner));
    assert_eq!(send("GET", &datasets, &[token], "").await.status, 200);
    sign_in.hears("bad_verification_code").await;
    assert!(!emulator.approve_device(sign_in.text("user_code")));

    // A device has no secret, now or later.
    let refresh = [
        ("grant_type", "refresh_token"),
        ("client_id", Emulator::client_id()),
        ("refresh_token", tokens["refresh_token"].as_str().expect("a token")),
    ];
    assert_eq!(send_form(&emulator.token_endpoint(), &refresh).await.status, 200);
}

#[tokio::test]
async fn a_refresh_token_comes_only_if_it_is_wanted() {
    let sign_in = SignIn::begin("https://api.partnercenter.microsoft.com/.default").await;
    sign_in.session.emulator.approve_device(sign_in.text("user_code"));
    let tokens = sign_in.poll().await.json();
    assert!(tokens["access_token"].is_string() && tokens.get("refresh_token").is_none(), "{tokens}");
}

#[tokio::test]
async fn the_user_may_decline_or_be_late() {
    let sign_in = SignIn::begin(SCOPE).await;
    assert!(sign_in.session.emulator.decline_device(sign_in.text("user_code")));
    sign_in.hears("authorization_declined").await;

    let sign_in = SignIn::begin(SCOPE).await;
    sign_in.session.emulator.advance(Duration::from_secs(900));
    sign_in.hears("expired_token").await;
    assert!(!sign_in.session.emulator.approve_device(sign_in.text("user_code")));
}

#[tokio::test]
async fn what_cannot_begin_is_refused() {
    let session = Session::start(Family::Partner).await;
    session.emulator.device_interval(Duration::from_secs(1));
    let url = session.emulator.device_code_endpoint();
    let id = ("client_id", Emulator::client_id());
    assert_eq!(send_form(&url, &[id, ("scope", SCOPE)]).await.json()["interval"], 1);
    for (parameters, code) in [
        (vec![id], 900_144),
        (vec![("scope", SCOPE)], 900_144),
        (vec![("client_id", "other"), ("scope", SCOPE)], 700_016),
        (vec![id, ("scope", "openid")], 70_011),
    ] {
        assert_eq!(send_form(&url, &parameters).await.json()["error_codes"], json!([code]));
    }
    let grant = ("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
    let older = send_form(&session.emulator.token_endpoint_v1(), &[grant, id, ("device_code", "x")]).await;
    assert_eq!(older.json()["error"], "unsupported_grant_type");
}
