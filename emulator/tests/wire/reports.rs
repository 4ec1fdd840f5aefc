//! Create, get, update, delete, pause and resume reports.

use partner_insights_emulator::Family;
use serde_json::json;

use crate::session::{PROFILE, Session, in_hours, schedule_body};

const NO_ITEM: &str = "No item found with given filters.";

#[tokio::test]
async fn a_report_is_created_and_found() {
    let session = Session::start(Family::Partner).await;
    session.get("/ScheduledReport").await.refused(404, NO_ITEM);
    let mut body = schedule_body(PROFILE, 3);
    body["Format"] = "TSV".into();
    body["CallbackUrl"] = "https://callback.example/ready".into();
    let reply = session.post("/ScheduledReport", &body).await;
    assert_eq!(reply.json()["message"], "Report created successfully");
    let report = reply.item();
    assert_eq!(report["format"], "tsv");
    assert_eq!(report["callbackMethod"], "POST");
    assert_eq!(report["reportStatus"], "Active");
    assert_eq!(report["executeNow"], false);
    assert_eq!(report["startTime"], body["StartTime"]);
    assert!(report["query"].as_str().is_some_and(|query| query.starts_with("SELECT MpnId,")));
    assert!(report["modifiedTime"].is_null());

    let id = report["reportId"].as_str().expect("an id");
    for filter in [format!("reportId={PROFILE};{id}"), "reportName=Daily".into(), format!("queryId={PROFILE}")] {
        assert_eq!(session.get(&format!("/ScheduledReport?{filter}")).await.item(), report);
    }
    session.get("/ScheduledReport?reportId=x").await.refused(404, NO_ITEM);
}

#[tokio::test]
async fn camel_case_keys_and_days_are_read_by_the_store() {
    let session = Session::start(Family::Store).await;
    let query = json!({ "name": "Q", "query": "SELECT Market FROM Ratings" });
    let query = session.post("/ScheduledQueries", &query).await.item();
    let body = json!({
        "reportName": "R", "description": null, "queryId": query["queryId"], "executeNow": true,
        "queryStartTime": "2026-10-01", "queryEndTime": "2026-10-08", "format": "csv",
    });
    let report = session.post("/ScheduledReport", &body).await.item();
    assert_eq!(report["queryStartTime"], "2026-10-01");
    assert!(report["recurrenceInterval"].is_null());
}

/// As one collector sends all fields, and as a documented example ends two of them with a blank.
#[tokio::test]
async fn null_is_as_good_as_absent_and_blanks_mean_nothing() {
    let session = Session::start(Family::Partner).await;
    let body = json!({
        "ReportName": "Daily ", "Description": "  ", "QueryId": format!("{PROFILE} "), "StartTime": in_hours(5) + " ",
        "RecurrenceInterval": 24, "RecurrenceCount": null, "Format": null, "CallbackUrl": null, "CallbackMethod": null,
        "ExecuteNow": false, "QueryStartTime": null, "QueryEndTime": "2026-10-01T00:00:00Z",
    });
    let report = session.post("/ScheduledReport", &body).await.item();
    assert_eq!((&report["reportName"], &report["queryId"]), (&json!("Daily"), &json!(PROFILE)));
    assert!(report["description"].is_null() && report["recurrenceCount"].is_null());
    let body = json!({
        "ReportName": "Once", "QueryId": PROFILE, "ExecuteNow": true,
        "StartTime": null, "RecurrenceInterval": null, "RecurrenceCount": null,
    });
    assert_eq!(session.post("/ScheduledReport", &body).await.item()["executeNow"], true);
    let all = session.get("/ScheduledReport?reportId=&reportName=&queryId=").await;
    assert_eq!(all.items().len(), 2);
}

#[tokio::test]
async fn an_update_changes_what_it_says() {
    let session = Session::start(Family::Partner).await;
    let id = session.schedule(PROFILE, 3).await;
    let start = in_hours(9);
    let body = json!({
        "ReportName": "Other", "StartTime": start, "Format": "tsv", "QueryId": "ignored",
        "ExecuteNow": true,
    });
    let report = session.put(&format!("/ScheduledReport/{id}"), &body).await.item();
    assert_eq!(report["reportName"], "Other");
    assert_eq!(report["startTime"], start);
    assert_eq!(report["format"], "tsv");
    assert_eq!(report["recurrenceInterval"], 24);
    assert_eq!(report["queryId"], PROFILE);
    assert_eq!(report["executeNow"], false);
    assert!(report["modifiedTime"].is_string());
    let missing = session.put(&format!("/ScheduledReport/{id}"), &json!({ "ReportName": "x" })).await;
    missing.refused(400, "Null or missing value: StartTime");
    session.put("/ScheduledReport/other", &body).await.refused(404, NO_ITEM);
}

#[tokio::test]
async fn pause_and_resume_change_the_status_and_the_execution() {
    let session = Session::start(Family::Partner).await;
    let id = session.schedule(PROFILE, 3).await;
    let execution = async |status: &str| {
        let path = format!("/ScheduledReport/execution/{id}?executionStatus={status}");
        session.get(&path).await.status
    };
    let paused = session.send("PUT", &format!("/ScheduledReport/pause/{id}"), "").await;
    assert_eq!(paused.item()["reportStatus"], "Paused");
    assert_eq!((execution("Paused").await, execution("Pending").await), (200, 404));
    assert_eq!(session.emulator.complete_executions(), 0);
    let resumed = session.send("PUT", &format!("/ScheduledReport/resume/{id}"), "").await;
    assert_eq!(resumed.item()["reportStatus"], "Active");
    assert_eq!((execution("Paused").await, execution("Pending").await), (404, 200));
    for verb in ["pause", "resume"] {
        let path = format!("/ScheduledReport/{verb}/other");
        session.send("PUT", &path, "").await.refused(404, NO_ITEM);
    }
}

#[tokio::test]
async fn deleting_a_report_deletes_its_executions() {
    let session = Session::start(Family::Partner).await;
    let id = session.run(PROFILE).await;
    let path = format!("/ScheduledReport/{id}");
    assert_eq!(session.delete(&path).await.item()["reportId"], id.as_str());
    session.delete(&path).await.refused(404, NO_ITEM);
    assert_eq!(session.emulator.complete_executions(), 0);
    session.get(&format!("/ScheduledReport/execution/{id}")).await.refused(404, NO_ITEM);
}
