//! The catalogue: complete, playable, and what it expects can be done.

use std::collections::BTreeSet;
use std::sync::Arc;

use apiloom_chaos::Answer;
use apiloom_chaos::fault::{
    Carrier, Cut, Expect, Fault, Observation, Plan, Repeat, Scene, Seen, Stage, Times, catalogue,
};
use apiloom_chaos::tls::Authority;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::honest::{call, file, json};

/// Every row that a server, a proxy or a network can play.
const ROWS: &str = "B01 B02 B03 B04 B05 B06 B07 B08 B10 B11 B12 B14 B15 B16 B18 B20 B21 B22 B23 B25 B27 B28 B29 B31 B32 \
                    B34 B37 B38 B39 B40 B41 B42 B43 B44 B46 B47 B48 B49 B50 B52 B53 B54 B56 B57 B78 B79 B80 B81 B82 C06";

#[test]
fn every_row_and_no_name_twice() {
    let faults = catalogue();
    let rows: BTreeSet<&str> = faults.iter().map(Fault::row).collect();
    assert_eq!(rows.into_iter().collect::<Vec<_>>().join(" "), ROWS);
    let names: BTreeSet<&str> = faults.iter().map(Fault::name).collect();
    assert_eq!(names.len(), faults.len());
    assert!(faults.len() > 300, "{}", faults.len());
}

/// Scenes in which a fault is tried, the first one different for the next fault and carrier.
fn scenes(carrier: Carrier, number: usize) -> Vec<Scene> {
    let empty = Answer::new(204);
    let kinds = [(json(), Times::Once), (empty, Times::Once), (file(), Times::Always), (json(), Times::Always)];
    let cut = Cut::EDGES[number % 5];
    let scene = |(good, times)| Scene { cut, times, mebibytes: 2, ..Scene::new(carrier, good) };
    let mut scenes = kinds.map(scene);
    scenes.rotate_left((number + carrier as usize) % 4);
    scenes.into()
}

/// One run: the fault, then good weather on the same stage. `None` if the fault does not fit the scene, otherwise what
/// the client did that it must not.
async fn run(fault: &Fault, scene: &Scene, authority: &Authority) -> Option<Vec<String>> {
    let mut stage = Stage::open(fault, scene, authority).await.unwrap()?;
    let observation = Observation {
        seen: call(fault, &stage, scene, authority).await,
        repeat: Repeat::Forbidden,
        attempts: 1,
        requests: stage.journal().requests().len(),
        effects: stage.journal().effects(),
        strangers: stage.strangers(),
    };
    let breaches = fault.expect().breaches(Times::Always, &observation);
    let mut wrong: Vec<String> = breaches.iter().map(ToString::to_string).collect();
    if stage.clear().unwrap() {
        let clear = Fault::always("", "", Carrier::ALL, Expect::good(), |_| Plan::Proxy(Vec::new()));
        let seen = call(&clear, &stage, scene, authority).await;
        if seen != Seen::Good {
            wrong.push(format!("{seen:?} after the fault"));
        }
    }
    stage.closed().await;
    stage.stop().await;
    Some(wrong.iter().map(|wrong| format!("{fault:?}, {:?}, {:?}: {wrong}", scene.cut, scene.times)).collect())
}

async fn run_all(carrier: Carrier) {
    let authority = Arc::new(Authority::new().unwrap());
    let few = Arc::new(Semaphore::new(32));
    let mut runs = JoinSet::new();
    let faults = catalogue().into_iter().filter(|fault| fault.carriers().contains(&carrier));
    for (number, fault) in faults.enumerate() {
        let (authority, few) = (Arc::clone(&authority), Arc::clone(&few));
        runs.spawn(async move {
            let _turn = few.acquire().await.unwrap();
            for scene in scenes(carrier, number) {
                if let Some(wrong) = run(&fault, &scene, &authority).await {
                    return (fault, Some(wrong));
                }
            }
            (fault, None)
        });
    }
    let results = runs.join_all().await;
    let wrong: Vec<&String> = results.iter().flat_map(|(_, wrong)| wrong).flatten().collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let unplayed: Vec<&str> =
        results.iter().filter(|(_, wrong)| wrong.is_none()).map(|(fault, _)| fault.name()).collect();
    // The good JSON is an object.
    assert_eq!(unplayed, ["object for an array"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_over_http1() {
    run_all(Carrier::Http1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_over_http1_and_tls() {
    run_all(Carrier::Http1Tls).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_over_http2() {
    run_all(Carrier::Http2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_over_http2_and_tls() {
    run_all(Carrier::Http2Tls).await;
}
