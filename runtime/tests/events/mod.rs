//! Streams of events: read as they come, within limits, and opened again where that was asked for.

mod broken;
mod reconnecting;
mod service;
mod sockets;

use apiloom_runtime::wire::{Answer, Call, Events};
use apiloom_runtime::{Error, ServerEvent};

use self::service::{FOLLOW, Note, all, client, stream, text_client};
use crate::support::SendCall;

#[tokio::test]
async fn each_event_is_decoded() {
    let body =
        b": hello\n\nevent: made\nid: 7\ndata: {\"text\":\ndata:  \"a\"}\n\ndata: {\"text\": \"b\"}\r\n\r\ndata: {\"te";
    for size in [1, 2, 5, 1000] {
        let service = stream(body.chunks(size).map(|piece| Ok(piece.to_vec().into())).collect());
        let mut events = Events::<Note>::json(Call::new(&client(&service), &FOLLOW), None);
        let first = events.next().await.unwrap().unwrap();
        assert_eq!((&*first.event, first.id.as_deref(), &*first.data.text), ("made", Some("7"), "a"));
        let second = events.next().await.unwrap().unwrap();
        assert_eq!((&*second.event, second.id.as_deref(), &*second.data.text), ("message", Some("7"), "b"));
        assert!(events.next().await.is_none() && events.next().await.is_none());
        assert_eq!(service.requests().len(), 1);
    }
}

#[tokio::test]
async fn the_head_is_there_before_the_events() {
    let service = stream(vec![Ok("data: a\n\n".into()), Ok("data: b\n\n".into())]);
    let call = Call::new(&client(&service), &FOLLOW);
    let answer = call.send(|answer: Answer| answer.text_events(None)).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "text/event-stream; charset=utf-8");
    assert_eq!(format!("{answer:?}"), "Response { status: 200, value: Events, .. }");
    assert_eq!(all(answer.into_inner()).await.unwrap(), ["a", "b"]);
}

#[tokio::test]
async fn an_event_may_end_the_stream() {
    let service = stream(vec![Ok("data: a\n\ndata: [DONE]\n\ndata: b\n\n".into())]);
    let call = Call::new(&client(&service), &FOLLOW);
    assert_eq!(all(Events::text(call, Some("[DONE]"))).await.unwrap(), ["a"]);

    let mut cut = Events::text(Call::new(&text_client("data: a\n\n"), &FOLLOW), Some("[DONE]"));
    assert_eq!(cut.next().await.unwrap().unwrap().data, "a");
    let error = cut.next().await.unwrap().unwrap_err();
    assert!(error.is_transient() && error.to_string().contains("without the event that ends it"), "{error}");
    assert!(cut.next().await.is_none());
}

#[tokio::test]
async fn it_is_a_stream_as_others_know_them() {
    fn is_stream<S: futures_core::Stream<Item = Result<ServerEvent<Note>, Error>> + Send + Unpin>(stream: S) -> S {
        stream
    }
    let call = Call::new(&text_client("data: {\"text\": \"a\"}\n\n"), &FOLLOW);
    let mut events = is_stream(Events::<Note>::json(call, None));
    let next =
        std::future::poll_fn(|context| futures_core::Stream::poll_next(std::pin::Pin::new(&mut events), context));
    assert_eq!(next.await.unwrap().unwrap().data.text, "a");
}

#[cfg(feature = "blocking")]
#[test]
fn without_async() {
    use apiloom_runtime::Blocking;

    let core = text_client("data: a\n\ndata: b\n\n");
    let events = Events::text(Call::new(&core, &FOLLOW), None).wait_each();
    let data: Vec<String> = events.map(|event| event.unwrap().data).collect();
    assert_eq!(data, ["a", "b"]);
    let answer = Call::new(&core, &FOLLOW).send(|answer: Answer| answer.text_events(None)).wait().unwrap();
    assert_eq!(answer.into_inner().wait_each().count(), 2);

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let inside =
        runtime.block_on(async { Events::text(Call::new(&core, &FOLLOW), None).wait_each().collect::<Vec<_>>() });
    assert_eq!(inside.len(), 1);
    assert!(inside[0].as_ref().is_err_and(Error::is_configuration));
}
