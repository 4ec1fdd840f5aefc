//! Lists in pages, for those who want them.

use partner_insights_emulator::Family;
use serde_json::Value;

use crate::http::{Reply, send};
use crate::session::{ISV_ORDER, PROFILE, Session};

async fn follow(session: &Session, link: &Value) -> Reply {
    let token = format!("Authorization: Bearer {}", session.emulator.token());
    send("GET", link.as_str().expect("a link"), &[token], "").await
}

#[tokio::test]
async fn pages_make_up_the_list() {
    for (family, path) in [
        (Family::Partner, "/ScheduledDataset"),
        (Family::Partner, "/ScheduledQueries"),
        (Family::Marketplace, "/ScheduledQueries"),
        (Family::Store, "/ScheduledDataset"),
    ] {
        let session = Session::start(family).await;
        let whole = session.get(path).await;
        assert!(whole.json()["nextLink"].is_null());
        session.emulator.page_size(2);
        let mut page = session.get(path).await;
        let mut items = page.items();
        while !page.json()["nextLink"].is_null() {
            assert_eq!(page.items().len(), 2);
            page = follow(&session, &page.json()["nextLink"]).await;
            items.extend(page.items());
        }
        assert_eq!(items, whole.items(), "{family:?} {path}");
        session.emulator.page_size(0);
        assert_eq!(session.get(path).await.items(), items);
    }
}

#[tokio::test]
async fn a_link_repeats_the_request_as_it_was_written() {
    let session = Session::start(Family::Partner).await;
    let ids = [session.run(PROFILE).await, session.run(PROFILE).await, session.run(PROFILE).await];
    session.emulator.complete_executions();
    session.emulator.page_size(1);
    let path = format!("/ScheduledReport/execution/{}%3B{};{}", ids[0], ids[1], ids[2]);
    let page = session.get(&format!("{path}?executionStatus=Completed%3bRunning&x=a%20b")).await;
    let base = session.emulator.url(Family::Partner);
    let link = page.json()["nextLink"].clone();
    let expected = format!("{base}{path}?executionStatus=Completed%3bRunning&x=a%20b&skiptoken=");
    assert!(link.as_str().is_some_and(|link| link.starts_with(&expected)), "{link}");
    let second = follow(&session, &link).await;
    let third = follow(&session, &second.json()["nextLink"]).await;
    assert!(third.json()["nextLink"].is_null());
    let reports: Vec<_> = [page, second, third].iter().map(|page| page.item()["reportId"].clone()).collect();
    assert_eq!(reports, [ids[2].as_str(), &ids[1], &ids[0]]);
}

#[tokio::test]
async fn a_link_needs_the_token_and_its_own_skiptoken() {
    let session = Session::start(Family::Partner).await;
    session.emulator.page_size(1);
    let link = session.get("/ScheduledDataset").await.json()["nextLink"].clone();
    let link = link.as_str().expect("a link");
    assert_eq!(send("GET", link, &[], "").await.status, 401);
    for other in ["1", "t-ffff", "t--1"] {
        let reply = session.get(&format!("/ScheduledDataset?skiptoken={other}")).await;
        reply.refused(400, "Invalid value: skiptoken");
    }
}

#[tokio::test]
async fn rows_of_a_query_and_single_items_have_no_pages() {
    let session = Session::start(Family::Marketplace).await;
    session.emulator.page_size(1);
    let rows = session.get(&format!("/ScheduledQueries/testQueryResult?queryId={ISV_ORDER}")).await;
    assert_eq!(rows.items().len(), 100);
    let one = session.get(&format!("/ScheduledQueries?queryId={ISV_ORDER}")).await;
    assert_eq!(one.items().len(), 1);
    assert!(one.json().get("nextLink").is_none(), "the marketplace names a link only where there is one");
}
