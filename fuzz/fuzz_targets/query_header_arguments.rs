//! Any texts in a query, a header field and a cookie: refused, or read back as they were (RFC 3986 section 3.4).
#![no_main]

use apiloom_fuzz::{OPERATION, SILENT};
use apiloom_runtime::wire::Call;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (String, String, String)| {
    let (query, header, cookie) = texts;
    let mut call = Call::new(&SILENT, &OPERATION);
    call.set(0, &"x");
    call.set(1, &query);
    call.set(2, &header);
    call.set(3, &cookie);
    let Ok(request) = call.to_request() else { return };
    let url = url::Url::parse(request.url()).expect("what is sent is a URL");
    let pairs: Vec<_> = url.query_pairs().into_owned().collect();
    assert_eq!(pairs, [("q".to_owned(), query)]);
    let fields: Vec<(&str, &str)> = request.headers().collect();
    let field = |name: &str| fields.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name)).collect::<Vec<_>>();
    assert!(matches!(field("x-header").as_slice(), [(_, value)] if *value == header), "{header:?}: {fields:?}");
    assert_eq!(field("cookie").len(), 1);
});
