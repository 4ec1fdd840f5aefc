//! What is refused of a report, and in which words.

use partner_insights_emulator::Family;
use serde_json::{Value, json};

use crate::session::{ISV_ORDER, PROFILE, Session, in_hours, schedule_body};

async fn refusal(family: Family, field: &str, value: Value) -> (u64, String) {
    let query = if family == Family::Partner { PROFILE } else { ISV_ORDER };
    let session = Session::start(family).await;
    let mut body = schedule_body(query, 3);
    body[field] = value;
    let json = session.post("/ScheduledReport", &body).await.json();
    let message = json["message"].as_str().unwrap_or_default();
    let message = message.replace("Invalid report parameters for creation - ", "..");
    (json["statusCode"].as_u64().unwrap_or_default(), message)
}

#[tokio::test]
async fn every_family_has_these_rules() {
    let interval = "Recurrence Interval must be between 4 and 2160";
    let early = "..Start time of report should at least be 4 hours from current UTC time";
    for family in [Family::Partner, Family::Marketplace, Family::MarketplaceV1] {
        for (field, value, message) in [
            ("ReportName", Value::Null, "Null or missing value: ReportName"),
            ("ReportName", json!(7), "Invalid value: ReportName"),
            ("QueryId", Value::Null, "Null or missing value: QueryId"),
            ("QueryId", json!("other"), "Invalid QueryId"),
            ("StartTime", Value::Null, "Null or missing value: StartTime"),
            ("StartTime", json!(in_hours(3)), early),
            ("RecurrenceInterval", Value::Null, "Null or missing value: RecurrenceInterval"),
            ("RecurrenceInterval", json!(3), interval),
            ("RecurrenceInterval", json!(2161), interval),
            ("CallbackUrl", json!("string"), "Requested value 'string' not found"),
        ] {
            assert_eq!(refusal(family, field, value).await, (400, message.into()));
        }
    }
}

#[tokio::test]
async fn the_marketplace_has_more_rules() {
    let long = "x".repeat(257);
    let too_long = "..Limit ReportName and Description length to 256 characters or less";
    for (field, value, message) in [
        ("ReportName", json!("a;b"), "..Invalid character (;) in ReportName"),
        ("ReportName", json!(long), too_long),
        ("Description", json!(long), too_long),
        ("StartTime", json!("tomorrow"), "..StartTime should follow format: yyyy-MM-ddTHH:mm:ssZ"),
        ("Format", json!("string"), "..Report format should be csv/tsv"),
        ("CallbackMethod", json!("PUT"), "..CallbackMethod can only be GET or POST"),
        ("RecurrenceCount", json!(0), "..Recurrence count has to be a positive integer value"),
        ("RecurrenceCount", Value::Null, "Null or missing value: RecurrenceCount"),
    ] {
        assert_eq!(refusal(Family::Marketplace, field, value).await, (400, message.into()));
    }
    assert_eq!(refusal(Family::MarketplaceV1, "RecurrenceCount", Value::Null).await.0, 200);
}

#[tokio::test]
async fn partner_insights_words_some_refusals_differently() {
    for field in ["Format", "CallbackMethod"] {
        let message = "Requested value 'string' not found".to_owned();
        assert_eq!(refusal(Family::Partner, field, json!("string")).await, (400, message));
    }
    let (status, message) = refusal(Family::Partner, "StartTime", json!("2026-01-01 00:00:00Z")).await;
    assert_eq!(status, 500);
    assert!(message.starts_with("Internal error encountered while creating report. Correlation ID "));
}

/// `EndTime` is in the documented refusals, and in no table of what creates a report: it is that of an update, or of the
/// window of a report that runs once.
#[tokio::test]
async fn the_marketplace_looks_at_ends() {
    let session = Session::start(Family::Marketplace).await;
    let path = format!("/ScheduledReport/{}", session.schedule(ISV_ORDER, 3).await);
    for (end, message) in [
        ("tomorrow".to_owned(), "EndTime should follow format: yyyy-MM-ddTHH:mm:ssZ"),
        (in_hours(4), "EndTime should be greater than StartTime"),
    ] {
        let message = format!("Invalid report parameters for creation - {message}");
        let change = json!({ "ReportName": "Daily", "StartTime": in_hours(5), "endTime": end });
        session.put(&path, &change).await.refused(400, &message);
        let once = json!({
            "ReportName": "Once", "QueryId": ISV_ORDER, "ExecuteNow": true,
            "QueryStartTime": in_hours(5), "QueryEndTime": end,
        });
        session.post("/ScheduledReport", &once).await.refused(400, &message);
    }
    let change = json!({ "ReportName": "Daily", "StartTime": in_hours(5), "endTime": in_hours(6) });
    assert_eq!(session.put(&path, &change).await.item()["reportStatus"], "Active");
}

#[tokio::test]
async fn a_report_that_runs_once_needs_no_schedule() {
    let session = Session::start(Family::Marketplace).await;
    let body = json!({
        "ReportName": "Once", "QueryId": ISV_ORDER, "ExecuteNow": true,
        "StartTime": "ignored", "RecurrenceInterval": 1,
    });
    let report = session.post("/ScheduledReport", &body).await.item();
    assert!(report["recurrenceInterval"].is_null());
}

#[tokio::test]
async fn the_marketplace_runs_five_reports_an_hour() {
    let session = Session::start(Family::Marketplace).await;
    for _ in 0..5 {
        session.run(ISV_ORDER).await;
    }
    let body = json!({ "ReportName": "Sixth", "QueryId": ISV_ORDER, "ExecuteNow": true });
    assert_eq!(session.post("/ScheduledReport", &body).await.status, 400);
    session.emulator.advance(std::time::Duration::from_secs(3601));
    assert_eq!(session.post("/ScheduledReport", &body).await.status, 200);
}
