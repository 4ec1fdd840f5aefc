//! Any secret in every place of a request: no view of it shows any 12 bytes of it (C01, C15).
#![no_main]

use apiloom_fuzz::{OPERATION, SILENT};
use apiloom_runtime::Secret;
use apiloom_runtime::wire::Call;
use libfuzzer_sys::fuzz_target;

const WINDOW: usize = 12;

fuzz_target!(|secret: &str| {
    let Some(shown) = view(secret) else { return };
    let harmless = view("x").expect("harmless text is sent");
    for window in secret.as_bytes().windows(WINDOW) {
        let Ok(window) = std::str::from_utf8(window) else { continue };
        assert!(!shown.contains(window) || harmless.contains(window), "{window:?} of {secret:?}");
    }
});

/// Everything that a view shows, with the text in every place that takes a secret.
fn view(text: &str) -> Option<String> {
    let secret = Secret::new(text.to_owned());
    let mut call = Call::new(&SILENT, &OPERATION);
    for index in 0..4 {
        call.set(index, &secret);
    }
    let request = call.to_request();
    let error = request.as_ref().err().map(|error| format!("{error} {error:?}"));
    let request = request.ok().map(|request| format!("{request} {request:?} {}", request.curl()));
    request.or(error)
}
