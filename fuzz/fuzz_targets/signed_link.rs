//! Any link to a file: refused, or asked of the pinned host alone, by TLS, without credentials (B63, S3).
#![no_main]

use apiloom_fuzz::{RUNTIME, check_shown, client};
use apiloom_runtime::InMemory;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|link: String| {
    let service = InMemory::new(|_| Ok(InMemory::json(200, "bytes")));
    let core = client(service.clone());
    for link in [link.clone(), format!("https://{link}"), format!("https://a.files.example.com/{link}")] {
        let download = core.download(&link, &["*.files.example.com"]);
        if let Err(error) = RUNTIME.block_on(download.to_bytes(100)) {
            check_shown(&error);
        }
    }
    for sent in service.requests() {
        let (uri, headers) = (sent.uri(), sent.headers());
        let host = uri.host().expect("it has a host");
        assert!(host.ends_with(".files.example.com") && uri.scheme_str() == Some("https"), "{host}");
        assert!(uri.port_u16().is_none_or(|port| port == 443));
        assert!(!headers.contains_key("authorization") && !headers.contains_key("referer"));
    }
});
