//! Scripts of HTTP/2.

use apiloom_chaos::http2::{Action, Frame, LastStream, On, Reason, Script};
use apiloom_chaos::tls::Authority;
use apiloom_chaos::{Answer, Gate, Protocol, Server};
use bytes::Bytes;

use crate::support::{connect, connect_h2, connect_tls, fetch_h2, only};

fn hello() -> Answer {
    Answer::json(r#"{"a":1}"#)
}

async fn fetch(server: &Server) -> Result<(u16, Vec<u8>), h2::Error> {
    let (mut sender, _running) = connect_h2(connect(server).await).await;
    fetch_h2(&mut sender, "POST", "body").await
}

async fn failure(actions: Vec<Action>) -> (h2::Error, Server) {
    let server = Server::start(Script::requests(actions)).await.unwrap();
    (fetch(&server).await.unwrap_err(), server)
}

#[tokio::test]
async fn answers_and_records() {
    let server = Server::start(Script::answer(&hello())).await.unwrap();
    let (mut sender, running) = connect_h2(connect(&server).await).await;
    for _ in 0..2 {
        assert_eq!(fetch_h2(&mut sender, "POST", "body").await.unwrap(), (200, br#"{"a":1}"#.to_vec()));
    }
    let [first, second] = server.journal().requests().try_into().unwrap();
    assert_eq!((first.number, second.number, second.connection), (0, 1, 0));
    assert_eq!((first.protocol, first.method.as_str(), first.target.as_str()), (Protocol::Http2, "POST", "/b?c"));
    assert_eq!((first.field("x-a"), &first.body[..], first.complete), (Some("1"), &b"body"[..], true));
    assert_eq!(first.head, ":method: POST\r\n:authority: localhost\r\n:path: /b?c\r\nx-a: 1\r\n\r\n");
    assert_eq!(server.journal().effects(), 2);
    assert!(server.journal().received().starts_with(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    drop(sender);
    running.await.unwrap().unwrap();
    server.journal().closed().await;
}

#[tokio::test]
async fn over_tls() {
    let authority = Authority::new().unwrap();
    let identity = authority.identity().unwrap().alpn(&["h2"]);
    let server = Server::start_tls(Script::answer(&hello()), identity).await.unwrap();
    assert_eq!(server.url(), format!("https://localhost:{}", server.address().port()));
    let socket = connect_tls(&server, &authority, "localhost", &["h2", "http/1.1"]).await.unwrap();
    assert_eq!(socket.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    let (mut sender, _running) = connect_h2(socket).await;
    assert_eq!(fetch_h2(&mut sender, "GET", "").await.unwrap().0, 200);
    assert!(only(&server).is_effect());
}

#[tokio::test]
async fn a_handler_is_a_service() {
    let server = Server::start(Script::handler(|request| {
        vec![Action::Respond(Answer::ok("text/plain", request.body.clone()).status(418))]
    }))
    .await
    .unwrap();
    assert_eq!(fetch(&server).await.unwrap(), (418, b"body".to_vec()));
}

#[tokio::test]
async fn streams_are_reset() {
    let refused = Action::refusing([Action::ResetStream(Reason::REFUSED_STREAM)]);
    let (error, server) = failure(refused).await;
    assert_eq!((error.reason(), server.journal().effects()), (Some(Reason::REFUSED_STREAM), 0));
    for reason in [Reason::INTERNAL_ERROR, Reason::CANCEL, Reason::ENHANCE_YOUR_CALM] {
        let (error, server) = failure(Action::after_request([Action::ResetStream(reason)])).await;
        assert_eq!((error.reason(), error.is_reset(), server.journal().effects()), (Some(reason), true, 1));
        let midway = [Action::Head(hello()), Action::Data("{".into()), Action::ResetStream(reason)];
        let (error, _server) = failure(Action::after_request(midway)).await;
        assert_eq!((error.reason(), error.is_reset()), (Some(reason), true));
    }
}

#[tokio::test]
async fn an_open_stream_is_cancelled_at_the_end_of_its_script() {
    let (error, _server) = failure(Action::after_request([Action::Head(hello())])).await;
    assert_eq!(error.reason(), Some(Reason::CANCEL));
}

#[tokio::test]
async fn go_away() {
    for reason in [Reason::NO_ERROR, Reason::ENHANCE_YOUR_CALM] {
        let leaves = [Action::GoAway { reason, last: LastStream::Before }, Action::Close];
        let (error, server) = failure(Action::refusing(leaves)).await;
        assert!(error.is_go_away() && error.is_remote(), "{error:?}");
        assert_eq!((error.reason(), server.journal().effects()), (Some(reason), 0));
    }
    let leaves = [Action::GoAway { reason: Reason::NO_ERROR, last: LastStream::This }, Action::Respond(hello())];
    let server = Server::start(Script::requests(Action::after_request(leaves))).await.unwrap();
    assert_eq!(fetch(&server).await.unwrap().0, 200, "this stream is still answered");
}

#[tokio::test]
async fn connections_end() {
    for last in [Action::Close, Action::Cut, Action::Reset] {
        let (error, server) = failure(Action::after_request([Action::Head(hello()), last])).await;
        assert!(error.is_io() || error.is_go_away(), "{error:?}");
        server.journal().closed().await;
    }
}

#[tokio::test]
async fn whole_answers_arrive_before_the_end() {
    let large = Answer::ok("text/plain", vec![b'x'; 300_000]);
    let server =
        Server::start(Script::requests(Action::after_request([Action::Respond(large), Action::Close]))).await.unwrap();
    assert_eq!(fetch(&server).await.unwrap().1.len(), 300_000);
}

#[tokio::test]
async fn frames_go_between_frames() {
    let storm = vec![Frame::settings(4, 65_535), Frame::ping(), Frame::empty_data()];
    let actions = [Action::Head(hello()), Action::Frames(storm), Action::Data("ok".into()), Action::End];
    let server = Server::start(Script::requests(Action::after_request(actions))).await.unwrap();
    assert_eq!(fetch(&server).await.unwrap().1, b"ok");
    let zero = Frame::window_update(On::Connection, 0);
    let (error, _server) = failure(Action::after_request([Action::Frames(vec![zero]), Action::hang()])).await;
    assert_eq!(error.reason(), Some(Reason::PROTOCOL_ERROR));
}

#[tokio::test]
async fn floods_end_with_their_client() {
    let data = Action::Repeat { bytes: Bytes::from(vec![b'x'; 1000]), period: std::time::Duration::ZERO };
    for flood in [data, Action::RepeatFrames(vec![Frame::ping()])] {
        let actions = Action::after_request([Action::Head(hello()), flood]);
        let server = Server::start(Script::requests(actions)).await.unwrap();
        let (mut sender, running) = connect_h2(connect(&server).await).await;
        let request = http::Request::get("http://localhost/").body(()).unwrap();
        let response = sender.send_request(request, true).unwrap().0.await.unwrap();
        assert_eq!(response.status(), 200);
        running.abort();
        drop((response, sender));
        server.journal().closed().await;
    }
}

#[tokio::test]
async fn a_flood_ends_with_its_stream() {
    let flood = Action::after_request([Action::Head(hello()), Action::RepeatFrames(vec![Frame::ping()])]);
    let server = Server::start(Script::answer(&hello()).request(flood)).await.unwrap();
    let (mut sender, _running) = connect_h2(connect(&server).await).await;
    let request = http::Request::get("http://localhost/").body(()).unwrap();
    drop(sender.send_request(request, true).unwrap().0.await.unwrap());
    server.journal().settled().await;
    assert_eq!(server.journal().open_connections(), 1);
    assert_eq!(fetch_h2(&mut sender, "GET", "").await.unwrap().0, 200);
}

#[tokio::test]
async fn what_a_script_cannot_do_is_noted() {
    let impossible = [Action::Data("a body before a head".into()), Action::hang()];
    let (error, server) = failure(Action::after_request(impossible)).await;
    assert_eq!(error.reason(), Some(Reason::CANCEL));
    server.journal().settled().await;
    let noted = server.journal().read(|log| log.connections[0].error.clone());
    assert_eq!(noted.as_deref(), Some("the script sends a body before a head"));
}

#[tokio::test]
async fn a_client_that_has_enough_ends_the_script() {
    let gate = Gate::closed();
    let held = [Action::Hold(gate), Action::Respond(hello())];
    let server = Server::start(Script::answer(&hello()).request(Action::after_request(held))).await.unwrap();
    let (mut sender, _running) = connect_h2(connect(&server).await).await;
    let request = http::Request::get("http://localhost/").body(()).unwrap();
    let (response, _) = sender.send_request(request, true).unwrap();
    server.journal().until(|log| log.requests.len() == 1).await;
    drop(response);
    assert_eq!(fetch_h2(&mut sender, "GET", "").await.unwrap().0, 200);
}

#[tokio::test]
async fn a_window_of_zero_stalls_bodies() {
    let server = Server::start(Script::answer(&hello()).window(0)).await.unwrap();
    let (mut sender, _running) = connect_h2(connect(&server).await).await;
    assert_eq!(fetch_h2(&mut sender, "GET", "").await.unwrap().0, 200, "the client has the settings now");
    let fetch = tokio::spawn(async move { fetch_h2(&mut sender, "POST", "body").await });
    server.journal().until(|log| log.requests.len() == 2).await;
    assert_eq!(server.journal().effects(), 1);
    assert!(!fetch.is_finished());
    fetch.abort();
}

#[tokio::test]
async fn trailers_and_large_heads() {
    let large = hello().field("x-large", "v".repeat(10_000));
    let trailers = Action::Trailers(vec![("x-sum".to_owned(), "1".to_owned())]);
    let server = Server::start(Script::requests(Action::after_request([Action::Head(large), trailers]))).await.unwrap();
    let (mut sender, _running) = connect_h2(connect(&server).await).await;
    let request = http::Request::get("http://localhost/").body(()).unwrap();
    let (response, _) = sender.send_request(request, true).unwrap();
    let mut response = response.await.unwrap();
    assert_eq!(response.headers()["x-large"].len(), 10_000);
    assert!(response.body_mut().data().await.is_none());
    assert_eq!(response.body_mut().trailers().await.unwrap().unwrap()["x-sum"], "1");
}
