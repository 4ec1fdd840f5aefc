//! Dry runs: what would be sent, without secrets, and nothing sent.

use serde_json::Value;

use crate::support::{Desk, QUERY, TOKEN, run};

const ID: &str = "9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rehearsal_shows_the_request_and_sends_nothing() {
    let desk = Desk::new().await;
    let arguments = ["create-report-once", "--report-name", "Once", "--query-id", ID, "--dry-run"];
    let said = run(desk.command(&arguments).env(TOKEN, "a-secret-token"));
    assert_eq!(said.code, 0, "{}", said.words);
    let request: Value = serde_json::from_str(&said.data).unwrap();
    assert_eq!(request["method"], "POST");
    assert!(request["url"].as_str().unwrap().ends_with("/insights/v1/mpn/ScheduledReport"));
    assert_eq!(request["headers"]["authorization"], "Bearer [redacted]");
    assert_eq!(request["body"]["ExecuteNow"], true);
    assert_eq!(request["body"]["QueryId"], ID);

    let table = run(desk.command(&[&arguments[..], &["-o", "table"]].concat()).env(TOKEN, "a-secret-token"));
    assert!(table.data.starts_with("POST http"), "{}", table.data);
    for text in [&said.data, &said.words, &table.data, &table.words] {
        assert!(!text.contains("a-secret-token"), "{text}");
    }
    // Nobody need be signed in to look.
    assert_eq!(run(&mut desk.command(&["pause-report", ID, "--dry-run"])).code, 0);
    assert_eq!(desk.emulator.requests().len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flow_is_rehearsed_too() {
    let desk = Desk::new().await;
    let said = run(&mut desk.command(&["run", "--query", QUERY, "--to", "x.csv", "--dry-run", "-o", "table"]));
    assert_eq!(said.code, 0, "{}", said.words);
    let posts: Vec<&str> = said.data.lines().filter(|line| line.starts_with("POST ")).collect();
    assert_eq!(posts.len(), 2, "{}", said.data);
    assert_eq!(desk.emulator.requests().len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_sent_is_not_shown() {
    let desk = Desk::new().await;
    let arguments = ["create-report-once", "--report-name", "a;b", "--query-id", ID, "--dry-run"];
    let said = run(&mut desk.command(&arguments));
    assert_eq!((said.code, said.data.as_str()), (2, ""));
    assert!(said.words.contains("ReportName"), "{}", said.words);
}
