//! Streams that are none, break, fall silent, or are too large.

use std::time::Duration;

use apiloom_runtime::wire::{Answer, Call, Events};
use apiloom_runtime::{Error, InMemory, Limits, TransportError};

use super::service::{FOLLOW, Note, Pieces, all, client, settings, stream, streams};
use super::sockets::ticking;
use crate::support::SendCall;

async fn error_of(events: Events<Note>) -> Error {
    all(events).await.unwrap_err()
}

fn notes(service: &InMemory) -> Events<Note> {
    Events::json(Call::new(&client(service), &FOLLOW), None)
}

#[tokio::test]
async fn what_cannot_be_decoded_ends_the_stream_and_is_not_asked_for_again() {
    let service =
        stream(vec![Ok("data: {\"text\": \"a\"}\n\ndata: {\"secret\": 1}\n\ndata: {\"text\": \"b\"}\n\n".into())]);
    let mut events = notes(&service).reconnecting();
    assert_eq!(events.next().await.unwrap().unwrap().data.text, "a");
    let error = events.next().await.unwrap().unwrap_err();
    assert!(error.is_decode() && !error.is_transient(), "{error}");
    assert_eq!(error.to_string(), "follow_notes: GET /notes: 200 OK: missing field `text` (line 1, column 13)");
    assert!(!format!("{error:?}").contains("secret"));
    assert_eq!(error.raw_body().unwrap(), "{\"secret\": 1}");
    assert!(events.next().await.is_none());
    assert_eq!(service.requests().len(), 1);
}

#[tokio::test]
async fn another_answer_than_a_stream() {
    let service = InMemory::new(|_| Ok(InMemory::json(200, "{}")));
    let error = error_of(notes(&service)).await;
    assert!(error.is_decode() && error.to_string().contains("unexpected content type `application/json`"), "{error}");
    let error =
        Call::new(&client(&service), &FOLLOW).send(|answer: Answer| answer.events::<Note>(None)).await.unwrap_err();
    assert!(error.is_decode(), "{error}");
    let untyped = InMemory::new(|_| Ok(apiloom_runtime::http::Response::new("data: {}\n\n".into())));
    let error = error_of(notes(&untyped)).await;
    assert!(error.is_decode() && error.to_string().contains("unexpected content type `none`"), "{error}");
    let failing = InMemory::new(|_| Ok(InMemory::json(400, r#"{"Message": "no"}"#)));
    let error = error_of(notes(&failing).reconnecting()).await;
    assert_eq!(error.status().unwrap(), 400);
    assert_eq!(failing.requests().len(), 1);
}

#[tokio::test]
async fn a_broken_connection_is_an_error() {
    let broken = TransportError::interrupted("the connection failed within the answer");
    let service = stream(vec![Ok("data: {\"text\": \"a\"}\n\ndata".into()), Err(broken)]);
    let mut events = notes(&service);
    assert_eq!(events.next().await.unwrap().unwrap().data.text, "a");
    let error = events.next().await.unwrap().unwrap_err();
    assert!(error.is_transient() && error.outcome_is_unknown(), "{error}");
    assert_eq!(error.attempts().len(), 1);
    assert!(events.next().await.is_none());
    assert_eq!(service.requests().len(), 1, "nobody asked for it to be opened again");
}

#[tokio::test(start_paused = true)]
async fn silence_ends_a_stream_but_comments_do_not_count_as_silence() {
    let service = streams(vec![(vec![Ok("data: {\"text\": \"a\"}\n\n".into())], true)]);
    let core = settings(&service).limits(Limits::default().silence(Duration::from_secs(7))).build().unwrap();
    let mut events = Events::<Note>::json(Call::new(&core, &FOLLOW), None);
    assert!(events.next().await.unwrap().is_ok());
    let started = tokio::time::Instant::now();
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(started.elapsed(), Duration::from_secs(7));
    assert!(error.is_transient() && error.to_string().contains("the stream said nothing for 7s"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_stream_has_no_deadline_but_its_callers() {
    let service = InMemory::new(|_| Ok(ticking(Duration::from_secs(60))));
    let core = settings(&service).build().unwrap();
    let mut endless = Events::text(Call::new(&core, &FOLLOW), None);
    let started = tokio::time::Instant::now();
    for _ in 0..100 {
        assert!(endless.next().await.unwrap().is_ok());
    }
    assert_eq!(started.elapsed(), Duration::from_secs(6000), "longer than any limit of a call");

    let mut call = Call::new(&core, &FOLLOW);
    call.timeout(Duration::from_secs(150));
    let mut limited = Events::text(call, None).reconnecting();
    assert!(limited.next().await.unwrap().is_ok() && limited.next().await.unwrap().is_ok());
    let error = limited.next().await.unwrap().unwrap_err();
    assert!(error.is_timeout() && error.to_string().contains("the stream did not end within 150s"), "{error}");
}

#[tokio::test]
async fn events_and_lines_have_a_limit_and_streams_have_none() {
    let line = format!("data: {{\"text\": \"{}\"}}\n\n", "x".repeat(60 * 1024));
    let service = stream((0..20).map(|_| Ok(line.clone().into())).collect());
    assert_eq!(all(notes(&service)).await.unwrap().len(), 20, "20 times the limit, each within it");
    let endless: Pieces = (0..100).map(|_| Ok("data: 0123456789".repeat(100).into())).collect();
    let lines: Pieces = (0..100).map(|_| Ok("data: 0123456789\n".repeat(100).into())).collect();
    for pieces in [endless, lines] {
        let service = stream(pieces);
        let error = error_of(notes(&service).reconnecting()).await;
        assert!(error.is_over_limit() && error.to_string().contains("longer than 65536 bytes"), "{error}");
        assert_eq!(service.requests().len(), 1);
    }
}

#[cfg(feature = "gzip")]
mod packed {
    use std::io::Write;

    use apiloom_runtime::{Body, Bytes, http};

    use super::super::service::answer;
    use super::{InMemory, all, error_of, notes};

    fn service(pieces: Vec<Bytes>) -> InMemory {
        InMemory::new(move |_| {
            let mut answer: http::Response<Body> = answer(pieces.iter().cloned().map(Ok).collect(), false);
            answer.headers_mut().insert("content-encoding", http::HeaderValue::from_static("gzip"));
            Ok(answer)
        })
    }

    #[tokio::test]
    async fn each_event_is_there_once_it_was_flushed() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        let mut pieces = Vec::new();
        for text in ["a", "b", "c"] {
            encoder.write_all(format!("data: {{\"text\": \"{text}\"}}\n\n").as_bytes()).unwrap();
            encoder.flush().unwrap();
            pieces.push(Bytes::from(std::mem::take(encoder.get_mut())));
        }
        let cut = pieces.clone();
        pieces.push(encoder.finish().unwrap().into());
        let texts: Vec<String> =
            all(notes(&service(pieces))).await.unwrap().into_iter().map(|note| note.text).collect();
        assert_eq!(texts, ["a", "b", "c"]);
        let mut events = notes(&service(cut));
        for _ in 0..3 {
            assert!(events.next().await.unwrap().is_ok());
        }
        let error = events.next().await.unwrap().unwrap_err();
        assert!(error.is_transient() && error.to_string().contains("gzip"), "{error}");
    }

    #[tokio::test]
    async fn bombs_do_not_go_off() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        for _ in 0..100 {
            encoder.write_all(&b": comment\n\n".repeat(10_000)).unwrap();
        }
        let error = error_of(notes(&service(vec![encoder.finish().unwrap().into()]))).await;
        assert!(error.is_over_limit() && error.to_string().contains("200 times"), "{error}");
    }
}
