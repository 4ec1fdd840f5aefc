//! What a partner administrator does with reports.

use std::fs;

use serde_json::json;

use crate::support::{Desk, QUERY};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reports_are_listed_paused_resumed_and_deleted() {
    let desk = Desk::new().await;
    let report = desk.report();

    assert_eq!(desk.json(&["list-reports"])[0]["ReportId"], report.as_str());
    assert_eq!(desk.json(&["pause-report", &report])["ReportStatus"], "Paused");
    assert_eq!(desk.json(&["list-reports", "--report-id", &report])[0]["ReportStatus"], "Paused");
    assert_eq!(desk.json(&["resume-report", &report])["ReportStatus"], "Active");
    desk.json(&["delete-report", &report]);
    assert_eq!(desk.json(&["list-reports"]), json!([]));
    let request = desk.emulator.last_request().unwrap();
    assert!(request.header("user-agent").unwrap().starts_with("insights/"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_are_written_as_wanted() {
    let desk = Desk::new().await;
    let report = desk.report();
    let pause = ["pause-report", report.as_str(), "--columns", "reportstatus,ReportName", "--output"];

    let table = desk.call(&[&pause[..], &["table"]].concat());
    assert_eq!(table.data, "ReportStatus  Paused\nReportName    Daily\n");
    let yaml = desk.call(&[&pause[..], &["yaml"]].concat());
    assert!(yaml.data.lines().any(|line| line == "ReportStatus: Paused"), "{}", yaml.data);
    let list = desk.call(&["list-reports", "-o", "table", "--columns", "ReportName"]);
    assert_eq!(list.data, "ReportName\nDaily\n");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_come_from_files_and_flags() {
    let desk = Desk::new().await;
    fs::write(desk.path("query.json"), json!({ "Name": "From a file", "Query": QUERY }).to_string()).unwrap();
    let body = ["create-query", "--body", "query.json"];
    assert_eq!(desk.json(&body)["Name"], "From a file");
    assert_eq!(desk.json(&[&body[..], &["--name", "From a flag"]].concat())["Name"], "From a flag");

    fs::write(desk.path("query.json"), json!({ "Nmae": "x", "Query": QUERY }).to_string()).unwrap();
    let said = desk.call(&body);
    assert_eq!(said.code, 2);
    assert!(said.words.contains("no field is called `Nmae`"), "{}", said.words);
    fs::write(desk.path("query.json"), "{").unwrap();
    assert_eq!(desk.call(&body).code, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_are_read_to_their_end_or_to_a_limit() {
    let desk = Desk::new().await;
    for _ in 0..3 {
        desk.report();
    }
    desk.emulator.page_size(2);
    assert_eq!(desk.json(&["list-reports"]).as_array().unwrap().len(), 3);
    assert_eq!(desk.json(&["list-reports", "--limit", "2"]).as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn values_are_matched_in_any_case_and_lists_have_commas() {
    let desk = Desk::new().await;
    let report = desk.report();
    let executions = desk.json(&["list-executions", &report, "--execution-status", "pending,RUNNING"]);
    assert_eq!(executions[0]["ExecutionStatus"], "Pending");
    let request = desk.emulator.last_request().unwrap();
    let query = request.query.unwrap();
    assert!(query.contains("Pending%3BRunning"), "{query}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_to_files_are_not_shown() {
    let desk = Desk::new().await;
    let report = desk.report();
    desk.emulator.complete_executions();
    let executions = desk.json(&["list-executions", &report]);
    assert_eq!(executions[0]["ReportAccessSecureLink"], "[redacted]");
}
