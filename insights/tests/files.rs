//! From a question to a file.

use std::fs;
use std::io::{BufRead, BufReader};
use std::time::Duration;

use partner_insights_emulator::{FileFault, RunPlan};

use crate::support::{Desk, QUERY, said, start};

const SOON: RunPlan = RunPlan { queued: Duration::from_millis(1), running: Duration::from_millis(1) };

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_query_becomes_a_file_and_leaves_nothing_behind() {
    let desk = Desk::new().await;
    desk.emulator.run_executions(SOON);
    let run = ["run", "--query", QUERY, "--name", "Once", "--every", "1s", "--to", "partners.csv"];
    let said = desk.call(&run);
    assert_eq!(said.code, 0, "{}", said.words);
    assert!(fs::read_to_string(desk.path("partners.csv")).unwrap().contains("PartnerName"));
    assert!(said.words.contains("bytes in partners.csv"), "{}", said.words);
    assert!(!said.words.contains('\u{1b}'), "a progress bar where nobody sees one: {:?}", said.words);
    assert_eq!(desk.json(&["list-reports"]).as_array().unwrap().len(), 0);
    let queries = desk.json(&["list-queries"]);
    assert!(!queries.as_array().unwrap().iter().any(|query| query["Name"] == "Once"), "{queries}");

    // What is there is not replaced unasked, and nothing is made for it.
    let before = desk.emulator.requests().len();
    let again = desk.call(&run);
    assert_eq!((again.code, desk.emulator.requests().len()), (5, before), "{}", again.words);
    assert_eq!(desk.call(&[&run[..], &["--force", "--keep", "--quiet"]].concat()).words, "");
    assert_eq!(desk.json(&["list-reports"]).as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_there_when_it_is_whole_and_a_report_outlives_a_failure() {
    let desk = Desk::new().await;
    desk.emulator.run_executions(SOON);
    desk.emulator.fail_next_execution();
    let failed = desk.call(&["run", "--query", QUERY, "--every", "1s", "--to", "partners.csv"]);
    assert_eq!(failed.code, 1, "{}", failed.words);
    assert!(failed.words.contains("insights download "), "{}", failed.words);
    assert!(!desk.path("partners.csv").exists());

    let report = desk.report();
    desk.emulator.complete_execution(&report);
    desk.emulator.file_rows(5000);
    desk.emulator.fault_next_file(FileFault::CutAfter(1000));
    let fetched = desk.call(&["download", &report, "--every", "1s", "--to", "partners.csv"]);
    assert_eq!(fetched.code, 0, "{}", fetched.words);
    assert!(fs::metadata(desk.path("partners.csv")).unwrap().len() > 1000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_no_file_can_be_nothing_is_sent() {
    let desk = Desk::new().await;
    for (to, code) in [(".", 2), ("absent/x.csv", 5)] {
        assert_eq!(desk.call(&["run", "--query", QUERY, "--to", to]).code, code, "{to}");
    }
    assert_eq!(desk.emulator.requests().len(), 0);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ctrl_c_says_how_to_go_on() {
    let desk = Desk::new().await;
    let mut child = start(&mut desk.known(&["run", "--query", QUERY, "--to", "partners.csv"]));
    let mut words = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    words.read_line(&mut line).unwrap();
    assert!(line.contains("is queued"), "{line}");
    while !desk.emulator.last_request().unwrap().path.contains("execution") {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let rest = std::io::read_to_string(words).unwrap();
    let said = said(&child.wait_with_output().unwrap());
    assert_eq!(said.code, 130, "{rest}");
    assert!(rest.contains("interrupted") && rest.contains("insights download "), "{rest}");
    assert!(!desk.path("partners.csv").exists());
    // The report is still there.
    assert_eq!(desk.json(&["list-reports"]).as_array().unwrap().len(), 1);
}
