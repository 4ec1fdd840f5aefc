//! Any header fields that say when to come back: no call waits for long, and none is longer than its deadline (R4).
#![no_main]

use std::time::Duration;

use apiloom_fuzz::{OPERATION, RUNTIME, check_shown, client};
use apiloom_runtime::wire::{Answer, Call};
use apiloom_runtime::{HeaderValue, InMemory};
use libfuzzer_sys::fuzz_target;
use tokio::time::Instant;

fuzz_target!(|values: (Vec<u8>, Vec<u8>)| {
    let (seconds, milliseconds) = values;
    let service = InMemory::new(move |_| {
        let mut answer = InMemory::json(503, "{}");
        for (name, value) in [("retry-after", &seconds), ("retry-after-ms", &milliseconds)] {
            if let Ok(value) = HeaderValue::from_bytes(value) {
                answer.headers_mut().append(name, value);
            }
        }
        Ok(answer)
    });
    let core = client(service);
    RUNTIME.block_on(async {
        let mut call = Call::new(&core, &OPERATION);
        call.set(0, &"x");
        let started = Instant::now();
        let error = std::future::poll_fn(|context| call.poll(context, Answer::empty)).await.expect_err("it is 503");
        assert!(started.elapsed() <= Duration::from_secs(90), "{:?}", started.elapsed());
        let _ = error.retry_after();
        check_shown(&error);
    });
});
