//! Streams that are opened again: only when asked for, and behind the last event.

use std::time::Duration;

use apiloom_runtime::wire::{Call, Events, Operation, Repeat};
use apiloom_runtime::{InMemory, Retry, TransportError};

use super::service::{FOLLOW, all, answer, client, seen, settings, streams};
use crate::support::SendCall;

static ONCE: Operation =
    Operation { name: "start", template: "/start", repeat: Repeat::Harmful, streams: true, ..Operation::NEW };

fn broken() -> TransportError {
    TransportError::interrupted("the connection failed within the answer")
}

#[tokio::test(start_paused = true)]
async fn it_goes_on_behind_the_last_event() {
    let service = streams(vec![
        (vec![Ok("retry: 2000\nid: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: lost".into()), Err(broken())], false),
        (vec![Ok("data: c\n\n".into())], true),
        (vec![Ok("id: 5\ndata: d\n\ndata: [DONE]\n\n".into())], false),
    ]);
    let started = tokio::time::Instant::now();
    let events = Events::text(Call::new(&client(&service), &FOLLOW), Some("[DONE]")).reconnecting();
    assert_eq!(all(events).await.unwrap(), ["a", "b", "c", "d"]);
    assert_eq!(seen(&service), [None, Some("2".to_owned()), Some("2".to_owned())]);
    let waited = started.elapsed();
    assert!(waited >= Duration::from_secs(92), "two seconds as the stream said, then 90 of silence: {waited:?}");
}

#[tokio::test(start_paused = true)]
async fn an_end_is_gone_on_from_until_the_server_says_that_there_is_no_more() {
    let service = InMemory::in_turn([
        Ok(answer(vec![Ok("id: 1\ndata: a\n\n".into())], false)),
        Ok(answer(vec![Ok("id: 2\ndata: b\n\n".into())], false)),
        Ok(InMemory::json(204, "")),
    ]);
    let events = Events::text(Call::new(&client(&service), &FOLLOW), None).reconnecting();
    assert_eq!(all(events).await.unwrap(), ["a", "b"]);
    assert_eq!(seen(&service), [None, Some("1".to_owned()), Some("2".to_owned())]);
    let none = InMemory::new(|_| Ok(InMemory::json(204, "")));
    let first = Events::text(Call::new(&client(&none), &FOLLOW), None).reconnecting();
    assert_eq!(all(first).await.unwrap_err().status().unwrap(), 204, "no stream is not the end of one");
}

#[tokio::test(start_paused = true)]
async fn as_often_as_the_policy_allows() {
    let service = InMemory::new(|_| Ok(answer(vec![Ok(": nothing\n\n".into()), Err(broken())], false)));
    let core = settings(&service).retry(Retry::default().attempts(4)).build().unwrap();
    let error = all(Events::text(Call::new(&core, &FOLLOW), None).reconnecting()).await.unwrap_err();
    assert!(error.is_transient(), "{error}");
    assert_eq!(service.requests().len(), 4);

    let never = settings(&service).retry(Retry::never()).build().unwrap();
    all(Events::text(Call::new(&never, &FOLLOW), None).reconnecting()).await.unwrap_err();
    assert_eq!(service.requests().len(), 5);

    let impatient = InMemory::new(|_| Ok(answer(vec![Ok("retry: 3600000\ndata: a\n\n".into()), Err(broken())], false)));
    all(Events::text(Call::new(&client(&impatient), &FOLLOW), None).reconnecting()).await.unwrap_err();
    assert_eq!(impatient.requests().len(), 1, "nobody waits for an hour");

    let busy = InMemory::new(|_| Ok(answer(vec![Ok("retry: 0\ndata: a\n\n".into()), Err(broken())], false)));
    all(Events::text(Call::new(&client(&busy), &FOLLOW), None).reconnecting()).await.unwrap_err();
    assert!((10..15).contains(&busy.requests().len()), "the budget: {}", busy.requests().len());
}

#[tokio::test]
async fn never_where_sending_twice_may_do_something_twice() {
    let service = streams(vec![(vec![Ok("data: a\n\n".into())], false)]);
    let error = all(Events::text(Call::new(&client(&service), &ONCE), None).reconnecting()).await.unwrap_err();
    assert!(error.is_configuration() && error.to_string().contains("not idempotent"), "{error}");
    assert!(service.requests().is_empty());
    assert_eq!(all(Events::text(Call::new(&client(&service), &ONCE), None)).await.unwrap(), ["a"]);
}

#[tokio::test(start_paused = true)]
async fn identifiers_are_sent_as_they_are_or_not_at_all() {
    let service = streams(vec![(vec![Ok("id: é\u{1}\ndata: a\n\n".into())], false), (vec![], false)]);
    let mut events = Events::text(Call::new(&client(&service), &FOLLOW), None).reconnecting();
    assert_eq!(events.next().await.unwrap().unwrap().id.unwrap(), "é\u{1}");
    let error = events.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("cannot be sent back"), "{error}");
    assert_eq!(service.requests().len(), 1);

    let service = streams(vec![(vec![], false)]);
    let events = Events::text(Call::new(&client(&service), &FOLLOW), None).after("né-7");
    assert_eq!(all(events).await.unwrap(), Vec::<String>::new());
    assert_eq!(seen(&service), [Some("né-7".to_owned())]);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_was_awaited_can_be_opened_again_too() {
    let service = streams(vec![
        (vec![Ok("id: 1\ndata: a\n\n".into()), Err(broken())], false),
        (vec![Ok("data: b\n\ndata: .\n\n".into())], false),
    ]);
    let answer = Call::new(&client(&service), &FOLLOW).send(|answer| answer.text_events(Some("."))).await.unwrap();
    assert_eq!(all(answer.into_inner().reconnecting()).await.unwrap(), ["a", "b"]);
    assert_eq!(seen(&service), [None, Some("1".to_owned())]);
}
