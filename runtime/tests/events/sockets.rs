//! Streams over sockets, and by the clock.

use std::time::Duration;

use apiloom_chaos::Server;
use apiloom_chaos::http1::{Action, Script};
use apiloom_runtime::wire::{Call, Events, Settings};
use apiloom_runtime::{AccessToken, Body, Bytes, TransportError, http};

use super::service::{FOLLOW, all};
use crate::support::API;

/// An event in each period, for ever.
pub(super) fn ticking(period: Duration) -> http::Response<Body> {
    struct Ticks(tokio::time::Interval);

    impl futures_core::Stream for Ticks {
        type Item = Result<Bytes, TransportError>;

        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            context: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            self.0.poll_tick(context).map(|_| Some(Ok(Bytes::from_static(b"data: tick\n\n"))))
        }
    }

    let start = tokio::time::Instant::now() + period;
    let mut answer = http::Response::new(Body::stream(Ticks(tokio::time::interval_at(start, period))));
    answer.headers_mut().insert("content-type", http::HeaderValue::from_static("text/event-stream"));
    answer
}

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";

async fn serve(actions: Vec<Action>) -> (Server, Events<String>) {
    let server = Server::start(Script::requests(Action::after_request(actions))).await.unwrap();
    let core = Settings::new(&API).base_url(server.url()).credentials(AccessToken::new("t0ken")).build().unwrap();
    (server, Events::text(Call::new(&core, &FOLLOW), None))
}

#[tokio::test]
async fn events_are_there_before_the_stream_ends() {
    let (server, mut events) =
        serve(vec![Action::send(format!("{HEAD}data: a\r")), Action::send("\ndata: b\n\n"), Action::hang()]).await;
    assert_eq!(events.next().await.unwrap().unwrap().data, "a\nb");
    drop(events);
    server.journal().closed().await;
    assert_eq!(server.journal().open_connections(), 0, "dropping the stream closes its connection");
}

#[tokio::test]
async fn what_is_cut_within_an_event_is_no_event() {
    let (_server, events) = serve(vec![Action::send(format!("{HEAD}data: a\n\ndata: b\n")), Action::Close]).await;
    assert_eq!(all(events).await.unwrap(), ["a"]);
    let chunked =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\n";
    let (_server, mut events) = serve(vec![Action::send(chunked), Action::Cut]).await;
    assert_eq!(events.next().await.unwrap().unwrap().data, "a");
    assert!(events.next().await.unwrap().unwrap_err().is_transient());
}
