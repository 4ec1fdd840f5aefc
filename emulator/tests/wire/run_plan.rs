//! Executions that run by themselves.

use std::time::Duration;

use partner_insights_emulator::{Family, RunPlan};
use serde_json::Value;

use crate::session::{PROFILE, Session};

const HOUR: Duration = Duration::from_secs(3_600);
const PLAN: RunPlan = RunPlan { queued: HOUR, running: Duration::from_secs(2 * 3_600) };
const ANY: &str = "executionStatus=Pending;Running;Completed;Paused;Failed";

async fn planned() -> Session {
    let session = Session::start(Family::Partner).await;
    session.emulator.run_executions(PLAN);
    session
}

/// All executions of a report, newest first.
async fn executions(session: &Session, report_id: &str) -> Vec<Value> {
    session.get(&format!("/ScheduledReport/execution/{report_id}?{ANY}&getLatestExecution=false")).await.items()
}

async fn statuses(session: &Session, report_id: &str) -> Vec<String> {
    let executions = executions(session, report_id).await;
    executions.iter().map(|execution| execution["executionStatus"].as_str().expect("a status").to_owned()).collect()
}

#[tokio::test]
async fn one_run_goes_through_all_states_as_the_clock_does() {
    let session = planned().await;
    let id = session.run(PROFILE).await;
    assert_eq!(statuses(&session, &id).await, ["Pending"]);
    session.emulator.advance(HOUR);
    assert_eq!(statuses(&session, &id).await, ["Running"]);
    assert!(executions(&session, &id).await[0]["reportAccessSecureLink"].is_null());
    session.emulator.advance(2 * HOUR);
    let execution = &executions(&session, &id).await[0];
    assert_eq!(execution["executionStatus"], "Completed");
    assert!(execution["reportAccessSecureLink"].is_string());
    assert!(execution["reportGeneratedTime"].is_string());
}

#[tokio::test]
async fn who_polls_sees_time_pass() {
    let session = planned().await;
    let id = session.run(PROFILE).await;
    session.emulator.advance_per_request(HOUR / 2);
    let mut seen = Vec::new();
    for _ in 0..6 {
        seen.extend(statuses(&session, &id).await);
    }
    assert_eq!(seen, ["Pending", "Running", "Running", "Running", "Running", "Completed"]);
}

#[tokio::test]
async fn a_plan_concerns_what_was_there_before_it() {
    let session = Session::start(Family::Partner).await;
    let id = session.run(PROFILE).await;
    session.emulator.advance(3 * HOUR);
    assert_eq!(statuses(&session, &id).await, ["Pending"]);
    session.emulator.run_executions(PLAN);
    assert_eq!(statuses(&session, &id).await, ["Completed"]);
}

#[tokio::test]
async fn a_schedule_catches_up_and_ends() {
    let session = planned().await;
    let id = session.schedule(PROFILE, 3).await;
    session.emulator.advance(5 * HOUR + 2 * HOUR);
    assert_eq!(statuses(&session, &id).await, ["Running"]);
    session.emulator.advance(24 * HOUR);
    assert_eq!(statuses(&session, &id).await, ["Running", "Completed"]);
    session.emulator.advance(30 * 24 * HOUR);
    assert_eq!(statuses(&session, &id).await, ["Completed"; 3]);
    let report = session.get(&format!("/ScheduledReport?reportId={id}")).await.item();
    assert_eq!(report["reportStatus"], "Inactive");
}

#[tokio::test]
async fn a_paused_report_waits() {
    let session = planned().await;
    let id = session.schedule(PROFILE, 1).await;
    session.send("PUT", &format!("/ScheduledReport/pause/{id}"), "").await.item();
    session.emulator.advance(24 * HOUR);
    assert_eq!(statuses(&session, &id).await, ["Paused"]);
    session.send("PUT", &format!("/ScheduledReport/resume/{id}"), "").await.item();
    assert_eq!(statuses(&session, &id).await, ["Completed"]);
}

#[tokio::test]
async fn an_execution_can_end_as_failed() {
    let session = planned().await;
    session.emulator.fail_next_execution();
    let failed = session.run(PROFILE).await;
    session.emulator.advance(3 * HOUR);
    let execution = &executions(&session, &failed).await[0];
    assert_eq!(execution["executionStatus"], "Failed");
    assert!(execution["reportAccessSecureLink"].is_null());
    assert!(execution["reportGeneratedTime"].is_null());
    let completed = session.run(PROFILE).await;
    session.emulator.advance(3 * HOUR);
    assert_eq!(statuses(&session, &completed).await, ["Completed"]);
}

#[tokio::test]
async fn executions_still_complete_by_hand() {
    let session = planned().await;
    let id = session.run(PROFILE).await;
    assert_eq!(session.emulator.complete_execution(&id), 1);
    assert_eq!(statuses(&session, &id).await, ["Completed"]);
    let other = session.run(PROFILE).await;
    session.emulator.advance(3 * HOUR);
    assert_eq!(session.emulator.complete_execution(&other), 0, "it has completed by the plan");
}
