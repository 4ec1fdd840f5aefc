//! Calls without `async`: in threads of their own, and refused where a thread must not be blocked.

use apiloom_runtime::wire::{Answer, ClientCore, Settings};
use apiloom_runtime::{AccessToken, Blocking, InMemory};

use crate::support::{API, PARTNER, SendCall, resume};

fn client() -> ClientCore {
    let service = InMemory::new(|_| Ok(InMemory::json(200, "{}")));
    Settings::new(&API).server(&PARTNER).credentials(AccessToken::new("t")).transport(service).build().unwrap()
}

#[test]
fn from_any_number_of_threads() {
    let core = client();
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let core = core.clone();
            std::thread::spawn(move || resume(&core, "x").send(Answer::empty).wait().is_ok())
        })
        .collect();
    assert!(threads.into_iter().all(|thread| thread.join().unwrap()));
}

#[test]
fn inside_a_runtime_it_is_an_error() {
    let core = client();
    for builder in [tokio::runtime::Builder::new_current_thread(), tokio::runtime::Builder::new_multi_thread()] {
        let mut builder = builder;
        let runtime = builder.enable_all().build().unwrap();
        let error = runtime.block_on(async { resume(&core, "x").send(Answer::empty).wait() }).unwrap_err();
        assert!(error.is_configuration() && error.to_string().contains("await the call there"), "{error}");
    }
    assert!(resume(&core, "x").send(Answer::empty).wait().is_ok(), "and outside it works again");
}
