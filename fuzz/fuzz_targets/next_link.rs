//! Any link to a next page: not followed, or on the same server, below the path of the API (B62, S3).
#![no_main]

use apiloom_fuzz::{LINKED, RUNTIME, check_shown, client};
use apiloom_runtime::wire::{Answer, Call, Pages, Turn};
use apiloom_runtime::{InMemory, Json, Response};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|link: String| {
    let body = apiloom_runtime::serde_json::json!({ "next": link }).to_string();
    let service = InMemory::new(move |_| Ok(InMemory::json(200, body.clone())));
    let core = client(service.clone());
    let mut pages = Pages::new(Call::new(&core, &LINKED), Answer::json::<Json>, turn).at_most(3);
    RUNTIME.block_on(async {
        while let Some(page) = pages.next().await {
            if let Err(error) = page {
                check_shown(&error);
            }
        }
    });
    for sent in service.requests() {
        let uri = sent.uri();
        assert_eq!((uri.scheme_str(), uri.host(), uri.port_u16()), (Some("https"), Some("api.example.com"), None));
        assert!(uri.path().starts_with("/v1/"), "{uri}");
    }
});

fn turn(page: &Response<Json>) -> Turn {
    Turn { count: 1, next: page["next"].as_str().map(str::to_owned), ..Turn::default() }
}
