//! What is captured for the whole process.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use apiloom_chaos::http2::Script;
use apiloom_chaos::secrets::{Capture, Scanner, Sentinels};
use apiloom_chaos::{Answer, Server};

/// Dependencies log on threads that no test controls: a runtime's, a resolver's.
#[test]
fn other_threads_and_dependencies_are_captured() {
    let capture = Capture::new();
    capture.in_process().unwrap();
    assert_eq!(Capture::new().in_process().unwrap_err().to_string(), "the process has another tracing subscriber");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let sentinels = Sentinels::seeded(5, &["token", "planted"]);
    runtime.block_on(fetch(sentinels.value("token")));
    let planted = sentinels.value("planted").to_owned();
    std::thread::spawn(move || log::trace!("a log record with {planted}")).join().unwrap();
    let text = capture.take();
    assert!(text.contains("TRACE event h2::"), "{text}");
    let scanner = Scanner::new(&sentinels);
    scanner.sink("logs", &text);
    let found: Vec<_> = scanner.report().findings.into_iter().map(|finding| finding.sentinel).collect();
    assert_eq!(found, ["planted"]);
}

/// A request over HTTP/2 with a secret, between two ends that log all they do.
async fn fetch(token: &str) {
    let server = Server::start(Script::answer(&Answer::json("{}"))).await.unwrap();
    let socket = tokio::net::TcpStream::connect(server.address()).await.unwrap();
    let (sender, connection) = h2::client::handshake(socket).await.unwrap();
    let running = tokio::spawn(connection);
    let mut sender = sender.ready().await.unwrap();
    let mut bearer = http::HeaderValue::from_str(&format!("Bearer {token}")).unwrap();
    bearer.set_sensitive(true);
    let request = http::Request::get("http://localhost/").header("authorization", bearer).body(()).unwrap();
    assert_eq!(sender.send_request(request, true).unwrap().0.await.unwrap().status(), 200);
    assert_eq!(server.journal().requests()[0].field("authorization"), Some(format!("Bearer {token}").as_str()));
    drop(sender);
    running.await.unwrap().unwrap();
    server.stop().await;
}
