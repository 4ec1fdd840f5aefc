//! Try report queries.

use partner_insights_emulator::Family;

use crate::session::{PROFILE, Session};

#[tokio::test]
async fn rows_have_the_selected_columns_as_they_are_spelt() {
    let session = Session::start(Family::Partner).await;
    let query = "SELECT%20subscriptionId,Month%20FROM+DynamicsUsage";
    let reply = session.get(&format!("/ScheduledQueries/testQueryResult?exportQuery={query}")).await;
    let rows = reply.items();
    assert_eq!(rows.len(), 100);
    assert_eq!(rows[0]["subscriptionId"], "251DE3D4-0000-4000-8000-000000000001");
    assert_eq!(rows[0].as_object().map(serde_json::Map::len), Some(2));
    assert!(reply.json()["message"].is_null());
}

#[tokio::test]
async fn limit_is_kept_and_a_stored_query_can_be_tried() {
    let session = Session::start(Family::Partner).await;
    let query = "SELECT%20City%20FROM%20Profile%20LIMIT%203";
    let path = "/ScheduledQueries/testQueryResult";
    assert_eq!(session.get(&format!("{path}?exportQuery={query}")).await.items().len(), 3);
    let rows = session.get(&format!("{path}?queryId={PROFILE}&startTime=2026-01-01")).await.items();
    assert!(rows[0].get("HierarchyLevel").is_some());
}

#[tokio::test]
async fn exactly_one_query_is_tried() {
    let session = Session::start(Family::Partner).await;
    let path = "/ScheduledQueries/testQueryResult";
    let message = "Exactly one of exportQuery and queryId is expected";
    session.get(path).await.refused(400, message);
    let both = format!("{path}?exportQuery=SELECT%20City%20FROM%20Profile&queryId={PROFILE}");
    session.get(&both).await.refused(400, message);
    session.get(&format!("{path}?queryId=other")).await.refused(400, "Invalid QueryId");
}
