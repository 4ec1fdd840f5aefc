//! What an answer may be, and where a request may go.

use std::io::Write;

use apiloom_runtime::wire::{Answer, Api, ClientCore, Security, Server, Settings};
use apiloom_runtime::{AccessToken, Bytes, Error, InMemory, Limits, Network, Retry, http};

use crate::support::{API, PARTNER, SendCall, resume};

fn packed(body: &[u8]) -> Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap().into()
}

fn client(body: Bytes, headers: &'static [(&'static str, &'static str)], status: u16) -> ClientCore {
    let service = InMemory::new(move |_| {
        let mut answer = InMemory::json(status, body.clone());
        for (name, value) in headers {
            answer.headers_mut().append(*name, http::HeaderValue::from_static(value));
        }
        Ok(answer)
    });
    let settings = Settings::new(&API).server(&PARTNER).credentials(AccessToken::new("t")).transport(service);
    settings.retry(Retry::never()).limits(Limits::default().body(4 * 1024 * 1024)).build().unwrap()
}

async fn bytes(core: &ClientCore) -> Result<Bytes, Error> {
    resume(core, "x").send(Answer::bytes).await.map(apiloom_runtime::Response::into_inner)
}

const GZIP: &[(&str, &str)] = &[("content-encoding", "gzip")];

#[tokio::test]
async fn packed_answers_are_unpacked() {
    let body = b"{\"a\": 1}".repeat(1000);
    assert_eq!(bytes(&client(packed(&body), GZIP, 200)).await.unwrap(), body);
    let twice = [packed(b"a"), packed(b"b")].concat();
    assert_eq!(bytes(&client(twice.into(), GZIP, 200)).await.unwrap(), "ab", "members follow each other (RFC 1952)");
    assert_eq!(bytes(&client(Bytes::new(), GZIP, 200)).await.unwrap(), "");
    let error = bytes(&client(packed(&body), GZIP, 500)).await.unwrap_err();
    assert_eq!(error.raw_body().unwrap(), &body);
}

#[tokio::test]
async fn packed_answers_that_are_not_whole_are_refused() {
    let whole = packed(&b"{\"a\": 1}".repeat(1000));
    for length in 1..whole.len() {
        let error = bytes(&client(whole.slice(..length), GZIP, 200)).await.unwrap_err();
        assert!(error.is_transient() && !error.is_over_limit(), "{length}: {error}");
    }
    let error = bytes(&client(Bytes::from_static(b"plain"), GZIP, 200)).await.unwrap_err();
    assert!(error.to_string().contains("gzip"), "{error}");
    let unknown: &[(&str, &str)] = &[("content-encoding", "br")];
    let error = bytes(&client(Bytes::from_static(b"x"), unknown, 200)).await.unwrap_err();
    assert!(!error.is_transient() && error.to_string().contains("content coding"), "{error}");
}

#[tokio::test]
async fn bombs_do_not_go_off() {
    let zeros = vec![0; 100 * 1024 * 1024];
    let bomb = packed(&zeros);
    assert!(bomb.len() < 110_000);
    let error = bytes(&client(bomb.clone(), GZIP, 200)).await.unwrap_err();
    assert!(error.is_over_limit(), "{error}");
    let roomy = client(bomb, GZIP, 500);
    assert!(bytes(&roomy).await.unwrap_err().raw_body().unwrap().len() <= 64 * 1024);
    let dense = packed(&vec![0; 2 * 1024 * 1024]);
    let error = bytes(&client(dense, GZIP, 200)).await.unwrap_err();
    assert!(error.to_string().contains("200 times"), "{error}");
}

#[tokio::test]
async fn heads_have_a_limit() {
    let many: &'static [(&'static str, &'static str)] = vec![("x-a", "b"); 101].leak();
    let error = bytes(&client(Bytes::new(), many, 200)).await.unwrap_err();
    assert!(error.is_over_limit(), "{error}");
    let fewer: &'static [(&'static str, &'static str)] = vec![("x-a", "b"); 99].leak();
    assert!(bytes(&client(Bytes::new(), fewer, 200)).await.is_ok());
}

#[tokio::test]
async fn redirects_name_their_host_and_nothing_else() {
    for status in [301, 302, 303, 307, 308] {
        let location: &[(&str, &str)] = &[("location", "https://user:S3NT1NEL@other.example/S3NT1NEL?S3NT1NEL")];
        let error = bytes(&client(Bytes::new(), location, status)).await.unwrap_err();
        assert_eq!(error.redirect_host().as_deref(), Some("other.example"));
        assert!(error.to_string().contains("`other.example`") && !format!("{error:?}").contains("S3NT1NEL"));
    }
}

#[test]
fn plain_http_has_to_be_asked_for() {
    static OPEN: Api = Api { name: "Open", security: Security::None, ..Api::NEW };
    static LAB: Server = Server { name: "lab", url: "http://lab.example/v1", plain: true, ..Server::NEW };
    static UNDECLARED: Server = Server { name: "lab", url: "http://lab.example/v1", ..Server::NEW };
    let plain = || Network::default().plain_http();
    let in_the_clear = || plain().and_credentials_in_the_clear();
    for (network, server, with_credentials, expected) in [
        (Network::default(), &UNDECLARED, false, false),
        (Network::default().and_credentials_in_the_clear(), &UNDECLARED, false, false),
        (plain(), &UNDECLARED, false, true),
        (plain(), &UNDECLARED, true, false),
        (in_the_clear(), &UNDECLARED, true, true),
        (Network::default(), &LAB, false, true),
        (Network::default(), &LAB, true, false),
        (in_the_clear(), &LAB, true, true),
    ] {
        let api = if with_credentials { &API } else { &OPEN };
        let mut settings = Settings::new(api).server(server).network(network);
        if with_credentials {
            settings = settings.credentials(AccessToken::new("t"));
        }
        let built = settings.build();
        assert_eq!(built.is_ok(), expected, "{built:?}");
    }
}
