//! A client that outlives the runtime in which it opened its connections.

use std::time::Duration;

use apiloom_chaos::http1::Script;
use apiloom_chaos::{Answer as Scripted, Server};
use apiloom_runtime::wire::{Answer, ClientCore, Settings};
use apiloom_runtime::{AccessToken, Error, Limits, Retry};
use tokio::runtime::{Builder, Runtime};

use crate::support::{API, SendCall, Wrapped, resume};

/// A server in a runtime of its own.
fn served() -> (Runtime, Server, ClientCore) {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let script = Script::answer(&Scripted::json(r#"{"Value":[{"ReportId":"a"}]}"#));
    let server = runtime.block_on(Server::start(script)).unwrap();
    let settings = Settings::new(&API).base_url(server.url()).credentials(AccessToken::new("t0ken"));
    let retry = Retry::default().first_wait(Duration::from_millis(1));
    let core = settings.limits(Limits::default().attempt(Duration::from_secs(1))).retry(retry).build().unwrap();
    (runtime, server, core)
}

fn call(runtime: &Runtime, core: &ClientCore) -> Result<(), Error> {
    let report = runtime.block_on(resume(core, "x").send(Answer::one::<Wrapped>))?;
    assert_eq!(report.id, "a");
    Ok(())
}

fn current() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn threads() -> Runtime {
    Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

#[test]
fn one_that_ends_takes_its_connections_along() {
    for make in [current, threads] {
        let (_serving, server, core) = served();
        for count in 1..=3 {
            let runtime = make();
            call(&runtime, &core).unwrap();
            call(&runtime, &core).unwrap();
            // How soon a connection can be used again is for the runtime's scheduler to say.
            let (requests, connections) = (server.journal().requests().len(), server.journal().connections());
            assert_eq!(requests, 2 * count, "nothing is sent twice");
            assert!((count..=2 * count).contains(&connections), "{connections} connections of {count} runtimes");
            drop(runtime);
        }
    }
}

/// Nobody drives the connection that the first runtime opened, and it is not closed either.
#[test]
fn one_that_stands_still_costs_an_attempt() {
    let (_serving, _server, core) = served();
    let still = current();
    call(&still, &core).unwrap();
    call(&current(), &core).unwrap();
    drop(still);
}
