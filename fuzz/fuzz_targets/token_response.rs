//! Any answer of an identity provider: a token or an error, and nothing of the answer is shown (C04, C19).
#![no_main]

use apiloom_fuzz::RUNTIME;
use apiloom_runtime::oauth::{Application, ClientCredentials, IdentityProvider, Renewed};
use apiloom_runtime::{Credentials, InMemory};
use libfuzzer_sys::fuzz_target;

const SENTINEL: &str = "S3NT1NEL-f7Qz81";

fuzz_target!(|answer: (u16, Vec<u8>)| {
    let (status, body) = answer;
    let service = InMemory::new(move |_| Ok(InMemory::json(200 + status % 400, body.clone())));
    let provider = IdentityProvider::oauth("https://id.example.com/token").expect("it is a URL").transport(service);
    let application = Application::with_secret("application", SENTINEL);
    let source = ClientCredentials::new(provider, application).expect("it has a secret");
    let credentials = Renewed::new(source);
    let outcome = RUNTIME.block_on(credentials.access_token("https://api.example.com"));
    if let Err(error) = outcome {
        let shown = format!("{error} {error:?}");
        assert!(shown.len() < 8 * 1024 && !shown.contains(SENTINEL), "{shown:?}");
        assert!(!shown.contains(|c: char| c.is_control()), "{shown:?}");
    }
});
