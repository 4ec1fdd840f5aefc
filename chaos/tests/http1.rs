//! Scripts of HTTP/1.1.

use std::io::ErrorKind;
use std::time::Duration;

use apiloom_chaos::http1::{Action, Script};
use apiloom_chaos::{Answer, Gate, Server};
use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::{GET, POST, connect, exchange, only, read_until, talk};

fn hello() -> Answer {
    Answer::json(r#"{"a":1}"#)
}

fn text(received: &[u8]) -> &str {
    std::str::from_utf8(received).unwrap()
}

#[tokio::test]
async fn answers_and_records() {
    let server = Server::start(Script::answer(&hello())).await.unwrap();
    let mut socket = connect(&server).await;
    for request in [GET, POST] {
        socket.write_all(request.as_bytes()).await.unwrap();
        let received = read_until(&mut socket, "}").await;
        assert_eq!(
            received,
            "HTTP/1.1 200 scripted\r\ncontent-length: 7\r\ncontent-type: application/json\r\n\r\n{\"a\":1}"
        );
    }
    let [get, post] = server.journal().requests().try_into().unwrap();
    assert_eq!((get.number, get.method.as_str(), get.target.as_str(), get.field("Host")), (0, "GET", "/a", Some("x")));
    assert_eq!(get.head, GET);
    assert_eq!((post.number, post.connection, &post.body[..], post.complete), (1, 0, &b"body"[..], true));
    assert_eq!(server.journal().effects(), 2);
    assert_eq!(server.journal().received(), [GET, POST].concat().as_bytes());
    assert_eq!((server.journal().connections(), server.journal().open_connections()), (1, 1));
    drop(socket);
    server.journal().closed().await;
    assert_eq!(server.journal().open_connections(), 0);
    server.journal().forget();
    assert!(server.journal().requests().is_empty() && server.journal().received().is_empty());
}

#[tokio::test]
async fn requests_take_turns_across_connections() {
    let script = Script::answer(&hello())
        .request(Action::refusing([Action::answer(&Answer::new(429))]))
        .request(Action::after_request([Action::answer(&Answer::new(500)), Action::Close]));
    let server = Server::start(script).await.unwrap();
    let mut socket = connect(&server).await;
    socket.write_all(GET.as_bytes()).await.unwrap();
    assert!(read_until(&mut socket, "\r\n\r\n").await.starts_with("HTTP/1.1 429 "));
    assert!(text(&talk(socket, GET).await.unwrap()).starts_with("HTTP/1.1 500 "));
    let mut again = connect(&server).await;
    again.write_all(GET.as_bytes()).await.unwrap();
    assert!(read_until(&mut again, "}").await.starts_with("HTTP/1.1 200 "));
    assert_eq!(server.journal().requests().len(), 3);
    assert_eq!(server.journal().effects(), 2, "what was refused has no effect");
}

#[tokio::test]
async fn a_script_of_a_connection_is_all_of_it() {
    let script = Script::answer(&hello()).connection(vec![Action::send("early"), Action::Close]);
    let server = Server::start(script).await.unwrap();
    assert_eq!(exchange(&server, "").await.unwrap(), b"early");
    assert!(server.journal().requests().is_empty());
    let mut socket = connect(&server).await;
    socket.write_all(GET.as_bytes()).await.unwrap();
    assert!(read_until(&mut socket, "}").await.starts_with("HTTP/1.1 200 "));
}

#[tokio::test]
async fn a_handler_is_a_service() {
    let server = Server::start(Script::handler(|request| {
        vec![Action::answer(&Answer::ok("text/plain", request.body.clone()).field("x-target", request.target.as_str()))]
    }))
    .await
    .unwrap();
    let mut socket = connect(&server).await;
    let chunked = "PUT /c HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\na: b\r\n\r\n";
    socket.write_all(chunked.as_bytes()).await.unwrap();
    let received = read_until(&mut socket, "abcde").await;
    assert!(received.contains("x-target: /c\r\n"), "{received}");
    assert_eq!(only(&server).body, "abcde");
}

#[tokio::test]
async fn an_effect_needs_all_of_the_request() {
    let server = Server::start(Script::answer(&hello())).await.unwrap();
    let mut socket = connect(&server).await;
    socket.write_all(&POST.as_bytes()[..POST.len() - 1]).await.unwrap();
    server.journal().until(|log| !log.requests.is_empty()).await;
    drop(socket);
    server.journal().closed().await;
    let request = only(&server);
    assert_eq!((&request.body[..], request.complete), (&b"bod"[..], false));
    assert_eq!(server.journal().effects(), 0);
    let error = server.journal().read(|log| log.connections[0].error.clone());
    assert_eq!(error.as_deref(), Some("the client went away"));
}

#[tokio::test]
async fn endings_differ() {
    let after = |last| Script::requests(Action::after_request([Action::send("x"), last]));
    for last in [Action::Close, Action::Cut, Action::HalfClose] {
        let server = Server::start(after(last)).await.unwrap();
        assert_eq!(exchange(&server, POST).await.unwrap(), b"x");
        server.journal().closed().await;
    }
    let server = Server::start(Script::requests(Action::after_request([Action::Reset]))).await.unwrap();
    assert_eq!(exchange(&server, POST).await.unwrap_err().kind(), ErrorKind::ConnectionReset);
    let server = Server::start(Script::connections(vec![Action::Reset])).await.unwrap();
    assert!(exchange(&server, POST).await.is_err());
}

#[tokio::test]
async fn bytes_come_in_pieces() {
    let pieces = ["a", "bc", "def"].map(Bytes::from).to_vec();
    let drip = Action::Drip { bytes: "ghij".into(), chunk: 3, period: Duration::from_millis(1) };
    let server = Server::start(Script::connections(vec![Action::SendPieces(pieces), drip])).await.unwrap();
    assert_eq!(exchange(&server, "").await.unwrap(), b"abcdefghij");
    assert_eq!(server.journal().read(|log| log.connections[0].sent), 10);
}

#[tokio::test]
async fn a_flood_ends_with_its_client() {
    for period in [Duration::ZERO, Duration::from_millis(1)] {
        let flood = Action::Repeat { bytes: Bytes::from(vec![b'x'; 1024]), period };
        let server = Server::start(Script::connections(vec![flood])).await.unwrap();
        let mut socket = connect(&server).await;
        let mut received = vec![0; 10_000];
        socket.read_exact(&mut received).await.unwrap();
        drop(socket);
        server.journal().closed().await;
    }
}

#[tokio::test]
async fn a_gate_holds_until_it_opens() {
    let gate = Gate::closed();
    let actions = Action::after_request([Action::Hold(gate.clone()), Action::send("now"), Action::Close]);
    let server = Server::start(Script::requests(actions)).await.unwrap();
    let waiting = tokio::spawn({
        let socket = connect(&server).await;
        talk(socket, GET)
    });
    server.journal().until(|log| log.effects() == 1).await;
    assert_eq!(server.journal().read(|log| log.connections[0].sent), 0);
    gate.open();
    assert_eq!(waiting.await.unwrap().unwrap(), b"now");
    let hung = Server::start(Script::connections(vec![Action::hang()])).await.unwrap();
    let socket = connect(&hung).await;
    hung.journal().until(|log| log.open_connections() == 1).await;
    drop(socket);
    hung.journal().closed().await;
}

#[tokio::test]
async fn a_script_can_be_replaced_under_open_connections() {
    let server = Server::start(Script::answer(&Answer::new(503))).await.unwrap();
    let mut socket = connect(&server).await;
    socket.write_all(GET.as_bytes()).await.unwrap();
    assert!(read_until(&mut socket, "\r\n\r\n").await.starts_with("HTTP/1.1 503 "));
    server.play(Script::answer(&hello()));
    socket.write_all(GET.as_bytes()).await.unwrap();
    assert!(read_until(&mut socket, "}").await.starts_with("HTTP/1.1 200 "));
    server.play(Script::connections(vec![Action::Reset]));
    assert_eq!(talk(socket, GET).await.unwrap(), b"", "a connection from before just ends");
}

#[tokio::test]
async fn stopping_ends_everything() {
    let server = Server::start(Script::connections(vec![Action::hang()])).await.unwrap();
    let (address, journal) = (server.address(), server.journal().clone());
    let mut socket = connect(&server).await;
    journal.until(|log| log.open_connections() == 1).await;
    server.stop().await;
    assert_eq!(journal.open_connections(), 0);
    assert_eq!(socket.read(&mut [0]).await.unwrap_or(0), 0);
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn settled_is_when_clients_have_noticed() {
    let gate = Gate::closed();
    let actions = Action::after_request([Action::answer(&hello()), Action::Hold(gate.clone()), Action::Close]);
    let server = Server::start(Script::requests(actions)).await.unwrap();
    let mut socket = connect(&server).await;
    server.journal().settled().await;
    socket.write_all(GET.as_bytes()).await.unwrap();
    read_until(&mut socket, "}").await;
    let journal = server.journal().clone();
    let settled = tokio::spawn(async move { journal.settled().await });
    gate.open();
    assert_eq!(socket.read(&mut [0]).await.unwrap(), 0);
    server.journal().until(|log| log.connections[0].ended).await;
    assert_eq!(server.journal().open_connections(), 1, "the client has not noticed");
    assert!(!settled.is_finished());
    drop(socket);
    settled.await.unwrap();
    assert_eq!(server.journal().open_connections(), 0);
}

#[tokio::test]
async fn what_is_no_http_is_noted() {
    let server = Server::start(Script::answer(&hello())).await.unwrap();
    assert_eq!(exchange(&server, "\x16\x03\x01 no\r\n\r\n").await.unwrap_or_default(), b"");
    server.journal().closed().await;
    assert!(server.journal().requests().is_empty());
    assert!(server.journal().read(|log| log.connections[0].error.is_some()));
    assert_eq!(server.journal().received(), b"\x16\x03\x01 no\r\n\r\n");
}
