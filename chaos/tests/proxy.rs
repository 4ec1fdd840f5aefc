//! A forward proxy that works, and ones that do not.

use apiloom_chaos::http1::{Action, Script};
use apiloom_chaos::tls::Authority;
use apiloom_chaos::{Answer, Server, proxy};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::support::{GET, connect, exchange, only, read_until, talk};

fn origin() -> Script {
    Script::requests(Action::after_request([Action::answer(&Answer::json("{}")), Action::Close]))
}

async fn tunnel(proxy: &Server, target: &str) -> (TcpStream, String) {
    let mut socket = connect(proxy).await;
    let request = format!("CONNECT {target} HTTP/1.1\r\nhost: {target}\r\nproxy-authorization: Basic eA==\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    let answer = read_until(&mut socket, "\r\n\r\n").await;
    (socket, answer)
}

#[tokio::test]
async fn tunnels() {
    let origin = Server::start(origin()).await.unwrap();
    let proxy = Server::start(proxy::working()).await.unwrap();
    let (socket, answer) = tunnel(&proxy, &format!("localhost:{}", origin.address().port())).await;
    assert!(answer.starts_with("HTTP/1.1 200 "));
    assert!(talk(socket, GET).await.unwrap().ends_with(b"{}"));
    let request = only(&proxy);
    assert_eq!((request.method.as_str(), request.field("proxy-authorization")), ("CONNECT", Some("Basic eA==")));
    assert!(only(&origin).is_effect());
    proxy.journal().closed().await;
    origin.journal().closed().await;
}

#[tokio::test]
async fn forwards_what_is_in_absolute_form() {
    let origin = Server::start(origin()).await.unwrap();
    let proxy = Server::start(proxy::working()).await.unwrap();
    let request = format!("POST {}/b HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\nbody", origin.url());
    assert!(exchange(&proxy, &request).await.unwrap().ends_with(b"{}"));
    let received = only(&origin);
    assert_eq!((received.target, &received.body[..]), (format!("{}/b", origin.url()), &b"body"[..]));
}

#[tokio::test]
async fn never_leaves_this_machine() {
    let proxy = Server::start(proxy::working()).await.unwrap();
    let request = "CONNECT 192.0.2.1:443 HTTP/1.1\r\n\r\n";
    assert!(exchange(&proxy, request).await.unwrap_or_default().is_empty());
    proxy.journal().closed().await;
    let error = proxy.journal().read(|log| log.connections[0].error.clone());
    assert_eq!(error.as_deref(), Some("the target is not on this machine"));
}

#[tokio::test]
async fn refuses_and_breaks() {
    let answers = [
        (proxy::wants_credentials(), "HTTP/1.1 407 "),
        (proxy::bad_gateway(), "HTTP/1.1 502 "),
        (proxy::closes_midway(), "HTTP/1.1 200 Connection est"),
        (proxy::talks_nonsense(), "\x05\x01\x00"),
        (proxy::drops_tunnel(), "HTTP/1.1 200 Connection established\r\n\r\n"),
        (proxy::closes_at_once(), ""),
    ];
    for (actions, start) in answers {
        let proxy = Server::start(Script::connections(actions)).await.unwrap();
        let answer = exchange(&proxy, "CONNECT localhost:1 HTTP/1.1\r\n\r\n").await.unwrap();
        assert!(answer.starts_with(start.as_bytes()), "{}", String::from_utf8_lossy(&answer));
        assert_eq!((only(&proxy).method.as_str(), proxy.journal().effects()), ("CONNECT", 0));
    }
    let proxy = Server::start(Script::connections(proxy::hangs())).await.unwrap();
    let mut socket = connect(&proxy).await;
    socket.write_all(b"CONNECT localhost:1 HTTP/1.1\r\n\r\n").await.unwrap();
    proxy.journal().until(|log| log.requests.len() == 1).await;
    assert_eq!(proxy.journal().read(|log| log.connections[0].sent), 0);
    drop(socket);
    proxy.journal().closed().await;
}

#[tokio::test]
async fn tunnels_tls() {
    let authority = Authority::new().unwrap();
    let origin = Server::start_tls(origin(), authority.identity().unwrap()).await.unwrap();
    let proxy = Server::start(proxy::working()).await.unwrap();
    let (socket, _) = tunnel(&proxy, &format!("127.0.0.1:{}", origin.address().port())).await;
    let socket = crate::support::handshake(socket, &authority, "localhost", &[]).await.unwrap();
    assert!(talk(socket, GET).await.unwrap().ends_with(b"{}"));
    assert!(only(&origin).is_effect());
}
