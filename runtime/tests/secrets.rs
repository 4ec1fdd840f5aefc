//! Nothing that can be shown shows a secret.

use std::fmt::Debug;

use apiloom_runtime::wire::{
    Answer, Api, Call, Given, Held, Holds, IsGiven, Missing, Operation, Parameter, Security, Segment, Settings,
};
use apiloom_runtime::{
    AccessToken, ApiKey, Basic, BoxFuture, Credentials, CredentialsError, HeaderName, HeaderValue, Secret,
};

use crate::support::{PARTNER, Recorder, SendCall};

const SENTINEL: &str = "S3NT1NEL";

static GET: Operation = Operation {
    name: "get",
    template: "/a/{id}",
    path: &[Segment::Literal("/a/"), Segment::Parameter(0)],
    parameters: &[
        Parameter { secret: true, ..Parameter::path("id") },
        Parameter::query("q"),
        Parameter::header("X-Own"),
        Parameter::cookie("c"),
    ],
    ..Operation::NEW
};

fn clean(shown: &dyn Debug) {
    let shown = format!("{shown:?} {shown:#?}");
    assert!(!shown.contains(SENTINEL) && !shown.contains("UzNOVDFORUw"), "{shown}");
}

#[tokio::test]
async fn every_security() {
    static HEADER: Api = Api { security: Security::Header("X-Key"), ..Api::NEW };
    static QUERY: Api = Api { security: Security::Query("key"), ..Api::NEW };
    static BASIC: Api = Api { security: Security::Basic, ..Api::NEW };
    static BEARER: Api = Api { security: Security::Bearer, ..Api::NEW };
    for api in [&HEADER, &QUERY, &BASIC, &BEARER] {
        let recorder = Recorder::json(500, SENTINEL);
        let settings = Settings::new(api).server(&PARTNER).transport(recorder.clone());
        clean(&settings);
        let settings = match api.security {
            Security::Basic => settings.credentials(Basic::new("user", SENTINEL)),
            Security::Bearer => settings.credentials(AccessToken::new(SENTINEL)),
            _ => settings.credentials(ApiKey::new(SENTINEL)),
        };
        let core = settings.build().unwrap();
        clean(&core);
        let mut call = Call::new(&core, &GET);
        call.set(0, &SENTINEL);
        for index in 1..4 {
            call.set(index, &Secret::new(SENTINEL.to_owned()));
        }
        call.header(HeaderName::from_static("proxy-authorization"), HeaderValue::from_static(SENTINEL));
        clean(&call);
        let view = call.to_request().unwrap();
        clean(&view);
        assert!(!format!("{view} {}", view.curl()).contains(SENTINEL), "{view}");
        assert!(view.to_string().contains("[redacted]"));
        clean(&call.send(Answer::empty).await.map(|_| ()).unwrap_err());
        let sent = recorder.last();
        clean(sent.headers());
        let uri = sent.uri().to_string();
        assert!(uri.contains("/a/S3NT1NEL?q=S3NT1NEL"), "{uri}");
        match api.security {
            Security::Query(_) => assert!(uri.ends_with("&key=S3NT1NEL")),
            Security::Header(_) => assert_eq!(sent.headers()["x-key"], SENTINEL),
            Security::Basic => assert_eq!(sent.headers()["authorization"], "Basic dXNlcjpTM05UMU5FTA=="),
            _ => assert_eq!(sent.headers()["authorization"], "Bearer S3NT1NEL"),
        }
    }
}

#[test]
fn values() {
    clean(&AccessToken::new(SENTINEL));
    clean(&Basic::new(SENTINEL, SENTINEL));
    clean(&ApiKey::new(SENTINEL));
    clean(&Secret::new(SENTINEL));
    clean(&Some(Secret::<String>::from(SENTINEL)));
}

#[tokio::test]
async fn a_token_that_is_not_one_is_not_shown() {
    static BEARER: Api = Api { security: Security::Bearer, ..Api::NEW };
    let recorder = Recorder::json(200, "");
    let core = Settings::new(&BEARER)
        .server(&PARTNER)
        .credentials(AccessToken::new("S3NT1NEL\r\nX: y"))
        .transport(recorder.clone())
        .build()
        .unwrap();
    let mut call = Call::new(&core, &GET);
    call.set(0, &"x");
    let error = call.send(Answer::empty).await.unwrap_err();
    clean(&error);
    assert!(error.is_credentials());
    assert_eq!(recorder.count(), 0);
}

#[tokio::test]
async fn credentials_that_fail() {
    struct Failing;
    impl Credentials for Failing {
        fn access_token<'a>(&'a self, audience: &'a str) -> BoxFuture<'a, Result<AccessToken, CredentialsError>> {
            Box::pin(async move { Err(CredentialsError::new(format!("{audience}:\n expired"))) })
        }
    }
    static BEARER: Api = Api { security: Security::Bearer, ..Api::NEW };
    let recorder = Recorder::json(200, "");
    let core =
        Settings::new(&BEARER).server(&PARTNER).credentials(Failing).transport(recorder.clone()).build().unwrap();
    let mut call = Call::new(&core, &GET);
    call.set(0, &"x");
    let error = call.send(Answer::empty).await.unwrap_err();
    assert!(error.is_credentials());
    assert_eq!(error.to_string(), r"get: GET /a/{id}: no access token: https://audience:\n expired");
    assert_eq!(recorder.count(), 0);
}

#[test]
fn fields_that_frame_a_message_are_the_clients() {
    let core = Recorder::json(200, "").client();
    for name in ["host", "content-length", "transfer-encoding", "connection"] {
        let mut call = Call::new(&core, &GET);
        call.set(0, &"x");
        call.header(HeaderName::from_static(name), HeaderValue::from_static("1"));
        assert!(call.to_request().unwrap_err().is_invalid_argument(), "{name}");
    }
}

#[test]
fn the_states_of_a_builder() {
    fn send<A: IsGiven>(_: A) {}
    struct ReportId;
    send(Given);
    assert_eq!(Held::new(7).take(), 7);
    assert_eq!(size_of::<Missing<ReportId>>(), 0);
}
