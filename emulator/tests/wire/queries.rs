//! Create, get and delete report queries.

use partner_insights_emulator::Family;
use serde_json::{Value, json};

use crate::session::{ISV_ORDER, Session};

fn body() -> Value {
    json!({ "Name": "Tenants ", "Query": "SELECT MpnId FROM Profile " })
}

#[tokio::test]
async fn a_query_is_created_found_and_deleted() {
    let session = Session::start(Family::Partner).await;
    let reply = session.post("/ScheduledQueries", &body()).await;
    assert_eq!(reply.json()["message"], "Query created successfully");
    let query = reply.item();
    assert_eq!(query["name"], "Tenants");
    assert_eq!(query["query"], "SELECT MpnId FROM Profile");
    assert_eq!(query["type"], "userDefined");
    assert!(query["description"].is_null());
    assert!(query["createdTime"].as_str().is_some_and(|time| time.len() == 20));

    let id = query["queryId"].as_str().expect("an id");
    let found = session.get(&format!("/ScheduledQueries?queryId={id}")).await.item();
    assert_eq!(found, query);
    let found = session.get("/ScheduledQueries?queryName=Tenants").await.item();
    assert_eq!(found, query);
    let path = format!("/ScheduledQueries/{id}");
    assert_eq!(session.delete(&path).await.item(), query);
    session.delete(&path).await.refused(404, "No item found with given filters.");
}

#[tokio::test]
async fn camel_case_keys_are_read_too() {
    let session = Session::start(Family::Store).await;
    let body = json!({
        "name": "Ratings",
        "query": "select Market from Ratings timespan LAST_MONTH AGGREGATED Daily",
    });
    assert_eq!(session.post("/ScheduledQueries", &body).await.item()["name"], "Ratings");
}

#[tokio::test]
async fn system_queries_are_listed_unless_they_are_not_wanted() {
    let session = Session::start(Family::Partner).await;
    let types = async |path: &str| {
        let items = session.get(path).await.items();
        let mut types: Vec<_> = items.iter().map(|item| item["type"].to_string()).collect();
        types.dedup();
        types
    };
    let without = "/ScheduledQueries?includeSystemQueries=false";
    session.get(without).await.refused(404, "No item found with given filters.");
    session.post("/ScheduledQueries", &body()).await.item();
    assert_eq!(types("/ScheduledQueries").await, ["\"system\"", "\"userDefined\""]);
    assert_eq!(types(without).await, ["\"userDefined\""]);
    let only = "/ScheduledQueries?IncludeOnlySystemQueries=True";
    assert_eq!(types(only).await, ["\"system\""]);
}

#[tokio::test]
async fn system_queries_cannot_be_deleted() {
    let session = Session::start(Family::Marketplace).await;
    for id in [ISV_ORDER, "other"] {
        let refused = session.delete(&format!("/ScheduledQueries/{id}")).await;
        refused.refused(404, "No item found with given filters.");
    }
    assert_eq!(session.get(&format!("/ScheduledQueries?queryId={ISV_ORDER}")).await.items().len(), 1);
}

#[tokio::test]
async fn what_cannot_be_a_query_is_refused() {
    let session = Session::start(Family::Partner).await;
    for (query, message) in [
        ("SELECT MpnId FROM Other", "Invalid table name: Other"),
        ("SELECT Other FROM Profile", "Incorrect column name: Other"),
        ("SELECT * FROM Profile", "Incorrect column name: *"),
        ("SELECT City FROM Profile WHERE Other = 1", "Incorrect column name: Other"),
        ("SELECT City FROM Profile LIMIT 0", "Invalid query: LIMIT is not a positive integer"),
        ("SELECT City, FROM Profile", "Invalid query: expected FROM, found `Profile`"),
        ("SELECT Month FROM OfficeUsage TIMESPAN TODAY", "Invalid query: TIMESPAN TODAY is not available"),
        ("", "Null or missing value: Query"),
    ] {
        let body = json!({ "Name": "Query", "Query": query });
        session.post("/ScheduledQueries", &body).await.refused(400, message);
    }
    for body in ["Name=x", "[]", ""] {
        let reply = session.send("POST", "/ScheduledQueries", body).await;
        reply.refused(400, "The request body is not a JSON object.");
    }
}

#[tokio::test]
async fn every_clause_is_understood() {
    let session = Session::start(Family::Partner).await;
    let query = "SELECT DISTINCT Month, CustomerCount FROM OfficeUsage \
                 WHERE customername LIKE 'a%' AND Month NOT IN ('x', 2) AND PaidAvailableUnits>=-1.5 \
                 ORDER BY Month, CustomerCount ASC LIMIT 10 TIMESPAN last_month";
    session.post("/ScheduledQueries", &json!({ "Name": "All", "Query": query })).await.item();
}

#[tokio::test]
async fn the_marketplace_has_room_for_a_hundred() {
    let session = Session::start(Family::Marketplace).await;
    let body = json!({ "Name": "Orders", "Query": "SELECT OrderId FROM ISVOrder" });
    for _ in 0..100 {
        session.post("/ScheduledQueries", &body).await.item();
    }
    let message = "Number of queries exceeded. Delete few queries before creating new queries";
    session.post("/ScheduledQueries", &body).await.refused(400, message);
}
