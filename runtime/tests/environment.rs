//! What the environment may change in a client. A test must not change its own process, so each case is played by another
//! process of the same test.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apiloom_chaos::http1::Script;
use apiloom_chaos::tls::Authority;
use apiloom_runtime::wire::{Answer, Api, ClientCore, Security, Settings};
use apiloom_runtime::{Network, Retry};
use tokio::runtime::Runtime;

use crate::support::{SendCall, resume};

/// Set where a case is played: what it needs to know.
const CASE: &str = "APILOOM_TEST_CASE";

/// What could be set where the tests run.
const VARIABLES: [&str; 10] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "REQUEST_METHOD",
    "SSLKEYLOGFILE",
];

static OPEN: Api = Api { name: "Open", security: Security::None, ..Api::NEW };

/// Runs one of these tests in a process with these variables.
fn play(test: &str, case: &str, variables: &[(&str, &str)]) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test]).env(CASE, case);
    VARIABLES.iter().for_each(|name| {
        command.env_remove(name);
    });
    let output = command.envs(variables.iter().copied()).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && told.contains("1 passed"), "{test}: {case}: {told}");
}

fn case() -> Option<String> {
    std::env::var(CASE).ok()
}

#[test]
fn which_proxies_are_obeyed() {
    if let Some(address) = case() {
        return call_everywhere(&address);
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let proxy = format!("http://127.0.0.1:{port}");
    let proxy = proxy.as_str();
    let seen = listen(listener);
    let direct = ["direct"; 4];
    for (variables, expected) in [
        (&[][..], direct),
        (&[("HTTPS_PROXY", proxy)], ["tunnel", "direct", "direct", "direct"]),
        (&[("https_proxy", proxy)], ["tunnel", "direct", "direct", "direct"]),
        (&[("HTTP_PROXY", proxy)], ["direct", "proxy", "direct", "direct"]),
        (&[("http_proxy", proxy)], ["direct", "proxy", "direct", "direct"]),
        (&[("ALL_PROXY", proxy)], ["tunnel", "proxy", "direct", "direct"]),
        (&[("all_proxy", proxy)], ["tunnel", "proxy", "direct", "direct"]),
        (&[("ALL_PROXY", proxy), ("NO_PROXY", "0.0.0.0")], direct),
        (&[("ALL_PROXY", proxy), ("no_proxy", "other.example,0.0.0.0")], direct),
        (&[("ALL_PROXY", proxy), ("NO_PROXY", "10.0.0.0")], ["tunnel", "proxy", "direct", "direct"]),
        // A web server sets both for the field `Proxy` of a request (RFC 3875 sections 4.1.12 and 4.1.18).
        (&[("HTTP_PROXY", proxy), ("REQUEST_METHOD", "GET")], direct),
        (&[("ALL_PROXY", proxy), ("HTTPS_PROXY", proxy), ("REQUEST_METHOD", "GET")], direct),
    ] {
        play("environment::which_proxies_are_obeyed", &port, variables);
        let ways = std::mem::take(&mut *seen.lock().unwrap());
        assert_eq!(ways, expected, "{variables:?}: with TLS, without, to loopback, with `no_proxy`");
    }
}

/// 0.0.0.0 is this machine, and no address that a client knows as such.
fn call_everywhere(port: &str) {
    let with_tls = format!("https://0.0.0.0:{port}");
    for (base, network) in [
        (&with_tls, Network::default()),
        (&format!("http://0.0.0.0:{port}"), Network::default().plain_http()),
        (&format!("http://127.0.0.1:{port}"), Network::default()),
        (&with_tls, Network::default().no_proxy()),
    ] {
        let settings = Settings::new(&OPEN).base_url(base).network(network).retry(Retry::never());
        // What comes back is no answer of the API, whichever way it took.
        assert!(call(&settings.build().unwrap()).is_err());
    }
}

fn call(core: &ClientCore) -> Result<(), apiloom_runtime::Error> {
    let mut call = resume(core, "x");
    call.timeout(Duration::from_secs(20));
    Runtime::new().unwrap().block_on(call.send(Answer::empty)).map(|_| ())
}

/// Writes down by which way each connection came.
fn listen(listener: TcpListener) -> Arc<Mutex<Vec<&'static str>>> {
    let seen: Arc<Mutex<Vec<&'static str>>> = Arc::default();
    let ways = Arc::clone(&seen);
    std::thread::spawn(move || {
        for socket in listener.incoming() {
            let mut socket = socket.unwrap();
            let way = way(&mut socket);
            ways.lock().unwrap().push(way);
            // The client may be gone: that is its business.
            let _ = socket.write_all(b"HTTP/1.1 407 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        }
    });
    seen
}

fn way(socket: &mut TcpStream) -> &'static str {
    const HANDSHAKE: u8 = 22;
    let mut beginning = [0; 8];
    socket.read_exact(&mut beginning).unwrap();
    match &beginning {
        b"CONNECT " => "tunnel",
        b"PUT http" => "proxy",
        [b'P', b'U', b'T', b' ', b'/', ..] | [HANDSHAKE, ..] => "direct",
        other => panic!("{other:?}"),
    }
}

#[test]
fn keys_of_tls_are_not_written() {
    const TEST: &str = "environment::keys_of_tls_are_not_written";
    match case().as_deref() {
        Some("obeys") => return connect(true),
        Some(_) => return connect(false),
        None => {}
    }
    let path = std::env::temp_dir().join(format!("apiloom-keys-{}", std::process::id()));
    let variables = [("SSLKEYLOGFILE", path.to_str().unwrap())];
    play(TEST, "does not", &variables);
    assert!(!path.exists());
    // So that the first half means something: a client that writes them does so here.
    play(TEST, "obeys", &variables);
    assert!(path.exists());
    std::fs::remove_file(path).unwrap();
}

/// One call over TLS, by a client of ours or by one that writes its keys.
fn connect(obeys: bool) {
    let runtime = Runtime::new().unwrap();
    let authority = Authority::new().unwrap();
    let script = Script::answer(&apiloom_chaos::Answer::json("{}"));
    let starting = apiloom_chaos::Server::start_tls(script, authority.identity().unwrap());
    let server = runtime.block_on(starting).unwrap();
    if obeys {
        let certificate = reqwest::Certificate::from_pem(authority.pem().as_bytes()).unwrap();
        let builder = reqwest::Client::builder().no_proxy().tls_certs_only([certificate]).tls_sslkeylogfile(true);
        runtime.block_on(builder.build().unwrap().get(server.url()).send()).unwrap();
    } else {
        let network = Network::default().no_proxy().trust(authority.pem().as_bytes()).unwrap().trust_nothing_else();
        call(&Settings::new(&OPEN).base_url(server.url()).network(network).build().unwrap()).unwrap();
    }
    assert_eq!(server.journal().requests().len(), 1);
}
