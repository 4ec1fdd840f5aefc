//! Several kinds of credentials in one client.

use std::sync::Arc;

use apiloom_runtime::wire::{Answer, Api, Call, ClientCore, Operation, Scheme, Security, Segment, Settings};
use apiloom_runtime::{ApiKey, Error, InMemory, Network};

use super::issuer::Issuer;
use crate::support::{PARTNER, SendCall};

const USER: Scheme = Scheme { name: "user", place: Security::Bearer };
const APP: Scheme = Scheme { name: "app", place: Security::Header("x-app") };

static API: Api = Api { security: Security::OneOf(&[&[USER, APP], &[USER]]), ..Api::NEW };

static READ: Operation = Operation { name: "read", path: &[Segment::Literal("/note")], ..Operation::NEW };

async fn read(core: &ClientCore) -> Result<(), Error> {
    Call::new(core, &READ).send(Answer::empty).await.map(|_| ())
}

/// A service that accepts the second token, and repeats what it is shown.
fn service() -> InMemory {
    InMemory::new(|request| {
        let shown = |name: &str| request.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        let status = if shown("authorization") == "Bearer token-2" { 200 } else { 401 };
        let body = format!(r#"{{"message":"refused {} of {}"}}"#, shown("authorization"), shown("x-app"));
        Ok(InMemory::json(status, body))
    })
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_replaced_beside_another() {
    let (issuer, service) = (Issuer::hourly(), service());
    let settings = Settings::new(&API).server(&PARTNER).credentials_for("app", ApiKey::new("S3NT1NEL"));
    let core = settings.credentials_for("user", issuer.renewed()).transport(service.clone()).build().unwrap();
    read(&core).await.unwrap();
    let sent: Vec<(String, String)> = service
        .requests()
        .iter()
        .map(|request| {
            let field = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
            (field("authorization"), field("x-app"))
        })
        .collect();
    let with = |token: &str| (format!("Bearer {token}"), "S3NT1NEL".to_owned());
    assert_eq!(sent, [with("token-1"), with("token-2")]);
}

#[tokio::test]
async fn no_token_of_several_is_shown() {
    let settings = Settings::new(&API).server(&PARTNER).credentials_for("app", ApiKey::new("S3NT1NEL"));
    let core = settings.credentials_for("user", ApiKey::new("H1DD3N")).transport(service()).build().unwrap();
    let refused = read(&core).await.unwrap_err();
    assert!(refused.is_unauthorized());
    for shown in [refused.to_string(), format!("{refused:?}"), format!("{core:?}")] {
        assert!(!shown.contains("S3NT1NEL") && !shown.contains("H1DD3N"), "{shown}");
    }
}

#[tokio::test]
async fn credentials_that_an_operation_lacks_are_named_and_nothing_is_sent() {
    let service = service();
    let settings = Settings::new(&API).server(&PARTNER).credentials_for("app", ApiKey::new("S3NT1NEL"));
    let core = settings.transport(service.clone()).build().unwrap();
    let refused = read(&core).await.unwrap_err();
    assert!(refused.is_configuration());
    assert!(refused.to_string().contains("`user` and `app`, or `user`"), "{refused}");
    assert!(service.requests().is_empty());
}

#[test]
fn credentials_of_operations_alone_do_not_go_in_the_clear_either() {
    static OPEN: Api = Api { security: Security::None, ..Api::NEW };
    let plain = Network::default().plain_http();
    let settings = || Settings::new(&OPEN).base_url("http://api.example.com").transport(service());
    let key = Arc::new(ApiKey::new("S3NT1NEL"));
    assert!(
        settings()
            .network(plain.clone())
            .credentials_for("app", Arc::clone(&key))
            .build()
            .unwrap_err()
            .is_configuration()
    );
    let consent = settings().network(plain.and_credentials_in_the_clear());
    assert!(consent.credentials_for("app", key).build().is_ok());
}
