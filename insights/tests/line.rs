//! Help, completions and the manual page: every operation of the spec is there.

use std::path::Path;

use apiloom_codegen::SourceSet;
use expect_test::expect;

use crate::support::{Desk, run};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_of_the_spec_has_a_command() {
    let desk = Desk::new().await;
    let help = run(&mut desk.command(&["--help"])).data;
    let spec = SourceSet::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")).unwrap();
    let api = apiloom_codegen::describe(&spec).unwrap();
    let operations: Vec<&String> =
        api.tags.iter().flat_map(|tag| &tag.operations).map(|operation| &operation.id).collect();
    assert_eq!(operations.len(), 12);
    for operation in operations {
        let name = operation.replace('_', "-");
        assert!(help.lines().any(|line| line.trim_start().starts_with(&name)), "{name}: {help}");
    }
    assert!(help.contains("Exit codes:"), "{help}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn help_says_what_values_mean() {
    let desk = Desk::new().await;
    let help = run(&mut desk.command(&["create-report-every", "--help"])).data;
    for part in ["- TSV: Tab separated.", "at least 4 hours from now", "[required on: marketplace]", "INSIGHTS_SERVER"]
    {
        assert!(help.contains(part), "{part}: {help}");
    }
    let short = run(&mut desk.command(&["pause-report", "-h"])).data;
    let usage: Vec<&str> = short.lines().take(4).collect();
    expect![[r"
        Pauses the scheduled executions of a report

        Usage: insights pause-report [OPTIONS] <REPORT_ID>
    "]]
    .assert_eq(&usage.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn completions_and_manual() {
    let desk = Desk::new().await;
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let said = run(&mut desk.command(&["completions", shell]));
        assert_eq!(said.code, 0);
        for part in ["resume-report", "report-name", "marketplace"] {
            assert!(said.data.contains(part), "{shell}: {part}");
        }
    }
    assert_eq!(run(&mut desk.command(&["completions", "tcsh"])).code, 2);
    let manual = run(&mut desk.command(&["manual"])).data;
    assert!(manual.contains(".TH insights") && manual.contains("pause"), "{manual}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_escape_sequences_where_nobody_sees_colours() {
    let desk = Desk::new().await;
    for arguments in [&["--help"][..], &["pause-report"], &["list-reports", "-o", "table"]] {
        let said = run(desk.known(arguments).env("NO_COLOR", "1"));
        assert!(!said.data.contains('\u{1b}') && !said.words.contains('\u{1b}'), "{arguments:?}");
    }
}
