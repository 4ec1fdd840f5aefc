//! TLS whose cryptography the program brings: what a client says before there is any. A process of its own, since a provider
//! is installed for a process:
//! `cargo test -p apiloom-runtime --no-default-features --features rustls-no-provider --test no_provider`.
#![cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use apiloom_chaos::http1::Script;
use apiloom_chaos::tls::Authority;
use apiloom_chaos::{Answer as Scripted, Server};
use apiloom_runtime::wire::{Answer, Api, Call, ClientCore, Operation, Security, Segment, Settings};
use apiloom_runtime::{Error, Network};

static OPEN: Api = Api { name: "Open", security: Security::None, ..Api::NEW };
static ROOT: Operation = Operation { name: "root", template: "/", path: &[Segment::Literal("/")], ..Operation::NEW };

fn client(base: &str, authority: &Authority) -> Result<ClientCore, Error> {
    let network = Network::default().no_proxy().trust(authority.pem().as_bytes())?.trust_nothing_else();
    Settings::new(&OPEN).base_url(base).network(network).build()
}

async fn get(core: &ClientCore) -> Result<(), Error> {
    let mut call = Call::new(core, &ROOT);
    std::future::poll_fn(|context| call.poll(context, Answer::empty)).await.map(|_| ())
}

#[tokio::test]
async fn a_client_says_what_to_install_and_works_once_it_is() {
    let authority = Authority::new().unwrap();
    let script = Script::answer(&Scripted::json("{}"));
    let server = Server::start_tls(script, authority.identity().unwrap()).await.unwrap();
    for base in [server.url().as_str(), "http://127.0.0.1:1"] {
        let error = client(base, &authority).unwrap_err();
        assert!(error.is_configuration() && !error.is_transient(), "{error}");
        let shown = error.to_string();
        assert!(shown.contains("call `CryptoProvider::install_default` of rustls first"), "{shown}");
    }
    assert_eq!(server.journal().connections(), 0);
    rustls::crypto::aws_lc_rs::default_provider().install_default().unwrap();
    get(&client(&server.url(), &authority).unwrap()).await.unwrap();
    assert_eq!(server.journal().requests().len(), 1);
}
