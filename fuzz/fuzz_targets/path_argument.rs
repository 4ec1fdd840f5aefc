//! Any text as a path argument: refused, or one segment that is that text (R8).
#![no_main]

use apiloom_fuzz::{OPERATION, SILENT};
use apiloom_runtime::wire::Call;
use libfuzzer_sys::fuzz_target;
use percent_encoding::percent_decode_str;

fuzz_target!(|text: &str| {
    let mut call = Call::new(&SILENT, &OPERATION);
    call.set(0, &text);
    let Ok(request) = call.to_request() else { return };
    let url = url::Url::parse(request.url()).expect("what is sent is a URL");
    assert_eq!((url.host_str(), url.query(), url.fragment()), (Some("api.example.com"), None, None), "{text:?}");
    let segments: Vec<&str> = url.path_segments().expect("it has a path").collect();
    let [version, things, id, parts] = segments.as_slice() else { panic!("{text:?}: {segments:?}") };
    assert_eq!((*version, *things, *parts), ("v1", "things", "parts"), "{text:?}");
    assert_eq!(percent_decode_str(id).decode_utf8().expect("it is UTF-8"), text);
});
