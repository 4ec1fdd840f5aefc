//! Any answer to a request for the rest of a file: the right bytes or an error, never a mixture (R7, B79).
#![no_main]

use std::sync::atomic::{AtomicUsize, Ordering};

use apiloom_fuzz::{RUNTIME, check_shown, client};
use apiloom_runtime::{Body, HeaderValue, InMemory, TransportError, http};
use libfuzzer_sys::fuzz_target;

const FILE: &[u8] = b"0123456789abcdef";

#[derive(Debug, arbitrary::Arbitrary)]
struct Rest {
    status: u8,
    content_range: Vec<u8>,
    etag: bool,
    from: u8,
    length: u8,
}

fuzz_target!(|rest: Rest| {
    let count = AtomicUsize::new(0);
    let service = InMemory::new(move |_| match count.fetch_add(1, Ordering::Relaxed) {
        0 => Ok(cut()),
        1 => Ok(answer(&rest)),
        _ => Err(TransportError::unusable("no more")),
    });
    let download = client(service).download("https://files.example.com/x", &[]);
    match RUNTIME.block_on(download.to_bytes(1000)) {
        Ok(bytes) => assert_eq!(bytes, FILE),
        Err(error) => check_shown(&error),
    }
});

/// The first half, and then the connection is gone.
fn cut() -> http::Response<Body> {
    let pieces = [Ok(FILE[..8].to_vec().into()), Err(TransportError::interrupted("cut"))];
    let mut answer = http::Response::new(Body::stream(futures_util::stream::iter(pieces)));
    answer.headers_mut().insert("etag", HeaderValue::from_static("\"one\""));
    answer.headers_mut().insert("content-length", HeaderValue::from_static("16"));
    answer
}

fn answer(rest: &Rest) -> http::Response<Body> {
    let status = [200, 206, 206, 416][usize::from(rest.status % 4)];
    let from = usize::from(rest.from).min(FILE.len());
    let until = (from + usize::from(rest.length)).min(FILE.len());
    // 200 is the file from its beginning: what it has then is the file, and nobody could tell that it is not.
    let part = if status == 200 { FILE } else { &FILE[from..until] };
    let mut answer = http::Response::new(Body::new(part.to_vec()));
    *answer.status_mut() = http::StatusCode::from_u16(status).expect("one");
    if let Ok(value) = HeaderValue::from_bytes(&rest.content_range) {
        answer.headers_mut().insert("content-range", value);
    }
    if rest.etag {
        answer.headers_mut().insert("etag", HeaderValue::from_static("\"one\""));
    }
    answer
}
