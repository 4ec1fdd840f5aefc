//! The members that one family sends and another does not.

use partner_insights_emulator::Family;
use serde_json::Value;

use crate::session::{ISV_ORDER, PROFILE, Session};

fn has(value: &Value, names: &[&str]) -> Vec<bool> {
    names.iter().map(|name| value.get(name).is_some()).collect()
}

#[tokio::test]
async fn the_marketplace_sends_a_shorter_envelope() {
    for (family, long) in [(Family::Partner, true), (Family::Store, true), (Family::Marketplace, false)] {
        let session = Session::start(family).await;
        let json = session.get("/ScheduledDataset").await.json();
        assert_eq!(has(&json, &["nextLink", "dataRedacted"]), [long, long]);
    }
}

#[tokio::test]
async fn reports_differ() {
    let names = ["executeNow", "callbackMethod", "queryStartTime", "endTime"];
    for (family, query, expected) in [
        (Family::Partner, PROFILE, [true, true, false, false]),
        (Family::Marketplace, ISV_ORDER, [true, true, true, false]),
        (Family::MarketplaceV1, ISV_ORDER, [false; 4]),
    ] {
        let session = Session::start(family).await;
        let id = session.run(query).await;
        let report = session.get(&format!("/ScheduledReport?reportId={id}")).await.item();
        assert_eq!(has(&report, &names), expected, "{family:?}");
    }
}

#[tokio::test]
async fn executions_and_queries_differ() {
    for (family, query, location, modified) in [
        (Family::Partner, PROFILE, true, false),
        (Family::Marketplace, ISV_ORDER, false, false),
        (Family::MarketplaceV1, ISV_ORDER, false, true),
    ] {
        let session = Session::start(family).await;
        let id = session.run(query).await;
        session.emulator.complete_executions();
        let execution = session.get(&format!("/ScheduledReport/execution/{id}")).await.item();
        let names = ["reportLocation", "callbackMethod"];
        assert_eq!(has(&execution, &names), [location, location]);
        let query = session.get(&format!("/ScheduledQueries?queryId={query}")).await.item();
        assert_eq!(has(&query, &["modifiedTime"]), [modified]);
    }
}

#[tokio::test]
async fn both_versions_of_the_marketplace_see_the_same_reports() {
    let mut session = Session::start(Family::Marketplace).await;
    let id = session.schedule(ISV_ORDER, 1).await;
    session.family = Family::MarketplaceV1;
    session.get(&format!("/ScheduledReport?reportId={id}")).await.item();
    session.family = Family::Partner;
    assert_eq!(session.get(&format!("/ScheduledReport?reportId={id}")).await.status, 404);
}
