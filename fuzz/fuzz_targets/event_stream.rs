//! Any stream of events, cut anywhere: the same events as in one piece, no more of them than it has lines, and no panic.
#![no_main]

use apiloom_fuzz::{RUNTIME, STREAMING, check_shown, client};
use apiloom_runtime::wire::{Call, Events};
use apiloom_runtime::{Body, Bytes, HeaderValue, InMemory, ServerEvent, TransportError, http};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|pieces: Vec<Vec<u8>>| {
    let whole = pieces.concat();
    let lines = whole.iter().filter(|byte| matches!(byte, b'\r' | b'\n')).count();
    let in_one = read(vec![whole]);
    assert!(in_one.len() <= lines);
    assert_eq!(read(pieces), in_one);
});

/// What is read before the end, or before something is wrong.
fn read(pieces: Vec<Vec<u8>>) -> Vec<ServerEvent<String>> {
    let service = InMemory::new(move |_| {
        let pieces: Vec<Result<Bytes, TransportError>> = pieces.iter().map(|piece| Ok(piece.clone().into())).collect();
        let mut answer = http::Response::new(Body::stream(futures_util::stream::iter(pieces)));
        answer.headers_mut().insert("content-type", HeaderValue::from_static("text/event-stream"));
        Ok(answer)
    });
    let mut events = Events::text(Call::new(&client(service), &STREAMING), Some("end"));
    RUNTIME.block_on(async {
        let mut read = Vec::new();
        while let Some(event) = events.next().await {
            match event {
                Ok(event) => read.push(event),
                Err(error) => check_shown(&error),
            }
        }
        read
    })
}
