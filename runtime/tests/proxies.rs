//! What a proxy says in place of the server.

use apiloom_chaos::http1::Script;
use apiloom_chaos::{Server, proxy};
use apiloom_runtime::Network;
use apiloom_runtime::wire::{Answer, Api, ClientCore, Security, Settings};

use crate::support::{SendCall, resume};

static OPEN: Api = Api { name: "Open", security: Security::None, ..Api::NEW };

async fn asking() -> Server {
    Server::start(Script::connections(proxy::wants_credentials())).await.unwrap()
}

fn client(base: &str, proxy: &Server) -> ClientCore {
    let proxy = proxy.url().replacen("://", "://user:S3NT1NEL@", 1);
    let network = Network::default().plain_http().proxy(&proxy).unwrap();
    Settings::new(&OPEN).base_url(base).network(network).build().unwrap()
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn one_that_wants_credentials_is_asked_once() {
    let proxy = asking().await;
    let error = resume(&client("https://service.invalid", &proxy), "x").send(Answer::empty).await.unwrap_err();
    assert!(error.is_connect() && !error.is_transient() && !error.outcome_is_unknown(), "{error}");
    let causes: Vec<_> = error.attempts().iter().map(apiloom_runtime::Attempt::cause).collect();
    assert_eq!(causes, [apiloom_runtime::Cause::Proxy]);
    assert!(error.to_string().ends_with("the proxy wants other credentials than it was given (407)"), "{error}");
    assert!(!format!("{error} {error:?}").contains("S3NT1NEL"));
    assert_eq!(proxy.journal().connections(), 1);
}

/// Without TLS the proxy's answer is the answer.
#[tokio::test]
async fn one_that_wants_credentials_for_plain_http() {
    let proxy = asking().await;
    let error = resume(&client("http://service.invalid", &proxy), "x").send(Answer::empty).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts().len()), (407, 1));
    assert!(error.to_string().contains("407 Proxy Authentication Required"), "{error}");
    assert_eq!(proxy.journal().connections(), 1);
}
