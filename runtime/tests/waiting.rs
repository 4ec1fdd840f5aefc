//! Waiting for a state, in virtual time.
#![expect(clippy::unnecessary_wraps, reason = "answers are made where failures are")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use apiloom_runtime::wire::{
    Answer, Call, ClientCore, Declared, Of, Operation, Parameter, Repeat, Segment, Settings, StatusKey, Wait,
    WaitForAll, Waiting, is_declared,
};
use apiloom_runtime::{AccessToken, Body, Error, InMemory, Response, TransportError, http};
use serde::Deserialize;
use tokio::time::Instant;

use crate::support::{API, Failure, PARTNER};

#[derive(Clone, Debug, Deserialize, PartialEq)]
struct Run {
    id: String,
    state: String,
    at: Option<u32>,
}

static LIST: Operation = Operation {
    name: "list_runs",
    template: "/runs",
    path: &[Segment::Literal("/runs")],
    parameters: &[Parameter::query("state"), Parameter::query("latest")],
    responses: &[
        Declared { status: StatusKey::Code(200), ..Declared::NEW },
        Declared { status: StatusKey::Code(404), schema: "Failure", message: &["Message"] },
    ],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

const WAITING: Waiting<Run> = Waiting {
    name: "until_done",
    with: &[(0, &["any"]), (1, &["false"])],
    state: |run| Some(run.state.clone()),
    reached: &["Done"],
    failed: &["Failed"],
    of: Of::Any,
    identity: Some(|run| Some(run.id.clone())),
    order: Some(|run| run.at.map(|at| at.to_string())),
    pending: Some((404, is_declared::<Failure>)),
    every: Duration::from_secs(60),
    within: Duration::from_secs(3600),
};
static ANY: Waiting<Run> = WAITING;
static ALL: Waiting<Run> = Waiting { of: Of::All, ..WAITING };
static NAMELESS: Waiting<Run> = Waiting { identity: None, ..WAITING };
static NEWEST: Waiting<Run> = Waiting { of: Of::Newest, ..WAITING };

fn runs(answer: Answer) -> Result<Vec<Run>, Error> {
    answer.json::<Vec<Run>>().map(Response::into_inner)
}

type Outcome = Result<http::Response<Body>, TransportError>;

/// `a:Done:1 b:Failed`: identifier, state, time.
fn listing(text: &str) -> Outcome {
    let runs: Vec<_> = text
        .split_whitespace()
        .map(|run| {
            let mut parts = run.split(':');
            let (id, state) = (parts.next().unwrap(), parts.next().unwrap());
            serde_json::json!({ "id": id, "state": state, "at": parts.next().map(|at| at.parse::<u32>().unwrap()) })
        })
        .collect();
    Ok(InMemory::json(200, serde_json::Value::from(runs).to_string()))
}

/// Answers in turn; the last answer for ever.
fn service(looks: &[&'static str]) -> InMemory {
    let looks: Vec<&'static str> = looks.to_vec();
    let at = Arc::new(Mutex::new(0));
    InMemory::new(move |_| {
        let mut at = at.lock().unwrap();
        let look = looks[(*at).min(looks.len() - 1)];
        *at += 1;
        match look.strip_prefix('!') {
            Some("declared") => Ok(InMemory::json(404, r#"{"Message": "no item"}"#)),
            Some("html") => Ok(InMemory::json(404, "<html>")),
            Some(status) => Ok(InMemory::json(status.parse().unwrap(), "{}")),
            None => listing(look),
        }
    })
}

fn client(service: &InMemory) -> ClientCore {
    let settings = Settings::new(&API).server(&PARTNER).credentials(AccessToken::new("t")).seed(3);
    settings.transport(service.clone()).build().unwrap()
}

fn wait(service: &InMemory, waiting: &'static Waiting<Run>) -> Wait<Run> {
    Wait::new(Call::new(&client(service), &LIST), waiting, runs)
}

#[tokio::test(start_paused = true)]
async fn any() {
    let service = service(&["", "a:Running", "a:Running b:Done"]);
    let started = Instant::now();
    assert_eq!(wait(&service, &ANY).await.unwrap().id, "b");
    let waited = started.elapsed().as_secs();
    assert!((96..=144).contains(&waited), "two intervals of a minute, give or take a fifth: {waited} s");
    assert!(service.requests().iter().all(|sent| sent.uri().query() == Some("state=any&latest=false")));
}

#[tokio::test(start_paused = true)]
async fn all_and_newest() {
    let looks = service(&["a:Done b:Running", "a:Done b:DONE"]);
    let done = WaitForAll::new(Call::new(&client(&looks), &LIST), &ALL, runs).await.unwrap();
    assert_eq!(done.len(), 2, "the API understands any case");
    let looks = service(&["old:Done:9 new:Running:10", "new:Done:10 old:Done:9"]);
    assert_eq!(wait(&looks, &NEWEST).await.unwrap().id, "new");
    assert_eq!(looks.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_was_there_before_does_not_count() {
    let looks = service(&["old:Done", "old:Done", "old:Done new:Running", "old:Done new:Done"]);
    assert_eq!(wait(&looks, &ANY).await.unwrap().id, "old");
    let looks = service(&["old:Done", "old:Done", "old:Done new:Running", "old:Done new:Done"]);
    assert_eq!(wait(&looks, &ANY).only_new().await.unwrap().id, "new");
    let looks = service(&["old:Done"]);
    assert!(wait(&looks, &NAMELESS).only_new().await.unwrap_err().is_configuration() && looks.requests().is_empty());
    let nothing_yet = service(&["!declared", "new:Done"]);
    assert_eq!(wait(&nothing_yet, &ANY).only_new().await.unwrap().id, "new");
}

#[tokio::test(start_paused = true)]
async fn states_that_lead_nowhere_end_it() {
    let looks = service(&["a:Running", "a:Failed"]);
    let error = wait(&looks, &ANY).await.unwrap_err();
    assert!(error.is_hopeless() && error.last_state() == Some("Failed"));
    assert_eq!(error.to_string(), "list_runs: GET /runs: until_done: the state `Failed` does not lead there");
    // One that may still get there keeps the wait going.
    let looks = service(&["a:Failed b:Running", "a:Failed b:Done"]);
    assert_eq!(wait(&looks, &ANY).await.unwrap().id, "b");
    let looks = service(&["a:Failed b:Running"]);
    let error = WaitForAll::new(Call::new(&client(&looks), &LIST), &ALL, runs).await.unwrap_err();
    assert!(error.is_hopeless());
}

#[tokio::test(start_paused = true)]
async fn not_yet_is_told_by_the_declared_body_alone() {
    let looks = service(&["!declared", "!declared", "a:Done"]);
    assert_eq!(wait(&looks, &ANY).await.unwrap().id, "a");
    let gateway = service(&["!html", "a:Done"]);
    assert!(wait(&gateway, &ANY).await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn what_may_pass_does_not_end_it() {
    let looks = service(&["!503", "!503", "!503", "!503", "a:Done"]);
    assert_eq!(wait(&looks, &ANY).await.unwrap().id, "a");
    for status in ["!401", "!403", "!400"] {
        let looks = service(&[status, "a:Done"]);
        assert!(wait(&looks, &ANY).await.unwrap_err().status().is_some_and(|status| status.is_client_error()));
    }
}

#[tokio::test(start_paused = true)]
async fn it_ends_within_its_time() {
    for (every, within) in [(60, 3600), (7, 60), (60, 30), (1, 1)] {
        let looks = service(&["a:Running"]);
        let wait = wait(&looks, &ANY).every(Duration::from_secs(every)).within(Duration::from_secs(within));
        let started = Instant::now();
        let error = wait.await.unwrap_err();
        assert!(error.is_timeout() && error.last_state() == Some("Running"), "{error}");
        assert!(started.elapsed() <= Duration::from_secs(within));
    }
}

#[tokio::test(start_paused = true)]
async fn it_can_be_dropped_and_is_one_future() {
    let looks = service(&["a:Running", "a:Done"]);
    let dropped = tokio::time::timeout(Duration::from_secs(1), wait(&looks, &ANY)).await;
    assert!(dropped.is_err());
    let mut wait = wait(&looks, &ANY);
    assert_eq!((&mut wait).await.unwrap().id, "a");
    assert!((&mut wait).await.unwrap_err().is_configuration(), "polled after its end");
}
