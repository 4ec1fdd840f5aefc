//! Get report executions, and the file at the end.

use std::time::Duration;

use partner_insights_emulator::Family;

use crate::http::send;
use crate::session::{PROFILE, Session};

const NONE: &str = "There are no executions that have occurred for the given filter conditions.";

#[tokio::test]
async fn only_completed_executions_show_without_filters() {
    let session = Session::start(Family::Partner).await;
    let id = session.run(PROFILE).await;
    let path = format!("/ScheduledReport/execution/{id}");
    session.get(&path).await.refused(404, NONE);
    let pending = session.get(&format!("{path}?executionStatus=Pending")).await.item();
    assert!(pending["reportAccessSecureLink"].is_null());

    assert_eq!(session.emulator.complete_execution(&id), 1);
    let reply = session.get(&path).await;
    let completed = reply.item();
    assert!(reply.json()["message"].is_null());
    assert_eq!(completed["executionId"], pending["executionId"]);
    assert_eq!(completed["executionStatus"], "Completed");
    assert!(completed["reportGeneratedTime"].is_string());
    session.get(&format!("{path}?executionStatus=Pending")).await.refused(404, NONE);
    session.get(&format!("{path}?executionId=other")).await.refused(404, NONE);
}

#[tokio::test]
async fn the_file_needs_no_token_and_refuses_one() {
    let session = Session::start(Family::Partner).await;
    let id = session.run(PROFILE).await;
    session.emulator.complete_executions();
    let execution = session.get(&format!("/ScheduledReport/execution/{id}")).await.item();
    let link = execution["reportAccessSecureLink"].as_str().expect("a link");
    let file = send("GET", link, &[], "").await;
    assert_eq!(file.status, 200);
    assert!(file.head.contains("content-type: text/csv"));
    assert!(file.body.starts_with("\u{feff}MpnId,PartnerName,"));
    assert_eq!(file.body.lines().count(), 4);
    let token = format!("Authorization: Bearer {}", session.emulator.token());
    assert_eq!(send("GET", link, &[token], "").await.status, 400);
}

#[tokio::test]
async fn a_schedule_runs_until_its_count_is_reached() {
    let session = Session::start(Family::Partner).await;
    let id = session.schedule(PROFILE, 2).await;
    let path = format!("/ScheduledReport/execution/{id}");
    assert_eq!(session.emulator.complete_due_executions(), 0);
    session.emulator.advance(Duration::from_secs(6 * 3600));
    assert_eq!(session.emulator.complete_due_executions(), 1);
    assert_eq!(session.emulator.complete_due_executions(), 0);
    let both = "executionStatus=Pending;Completed&getLatestExecution=False";
    assert_eq!(session.get(&format!("{path}?{both}")).await.items().len(), 2);
    let newest = session.get(&format!("{path}?executionStatus=Completed;Pending")).await.item();
    assert_eq!(newest["executionStatus"], "Pending");

    assert_eq!(session.emulator.complete_executions(), 1);
    assert_eq!(session.emulator.complete_executions(), 0);
    assert_eq!(session.get(&path).await.items().len(), 1);
    assert_eq!(session.get(&format!("{path}?getLatestExecution=false")).await.items().len(), 2);
    let report = session.get(&format!("/ScheduledReport?reportId={id}")).await.item();
    assert_eq!(report["reportStatus"], "Inactive");

    session.emulator.advance(Duration::from_secs(92 * 24 * 3600));
    session.get(&path).await.refused(404, NONE);
}

#[tokio::test]
async fn several_reports_are_asked_about_at_once() {
    let session = Session::start(Family::Partner).await;
    let (first, second) = (session.run(PROFILE).await, session.run(PROFILE).await);
    session.emulator.complete_executions();
    for separator in [";", "%3B"] {
        let path = format!("/ScheduledReport/execution/{first}{separator}{second}");
        assert_eq!(session.get(&path).await.items().len(), 2);
    }
}

#[tokio::test]
async fn an_execution_can_take_any_status() {
    let session = Session::start(Family::Partner).await;
    let id = session.run(PROFILE).await;
    let path = format!("/ScheduledReport/execution/{id}?executionStatus");
    for status in ["Running", "Failed"] {
        assert_eq!(session.emulator.set_execution_status(&id, status), 1);
        assert_eq!(session.get(&format!("{path}={status}")).await.items().len(), 1);
    }
    session.get(&format!("{path}=Odd")).await.refused(400, "Requested value 'Odd' not found");
}
