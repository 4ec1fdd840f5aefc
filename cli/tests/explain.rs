//! What `apiloom explain` says of a code.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn explain(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_apiloom")).arg("explain").args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/diagnostics.md")).unwrap()
}

#[test]
fn the_package_has_the_page_as_it_is() {
    let copy = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/explain/diagnostics.md");
    assert!(fs::read_to_string(copy).unwrap() == page(), "cp docs/diagnostics.md cli/src/explain/");
}

#[test]
fn every_code_is_listed_and_explained() {
    let (page, list) = (page(), explain(&[]));
    let codes: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## `")?.strip_suffix('`')).collect();
    assert!(codes.len() > 100);
    let listed: Vec<&str> =
        stdout(&list).lines().filter_map(|line| line.split_once(' ')).map(|(code, _)| code).collect();
    assert_eq!(listed, codes);
    assert!(stdout(&list).lines().all(|line| line.ends_with('.') || line.ends_with(':')), "{}", stdout(&list));
    for (index, code) in codes.iter().enumerate().filter(|(index, _)| index % 10 == 0) {
        let output = explain(&[code]);
        assert_eq!(output.status.code(), Some(0));
        let text = stdout(&output);
        assert!(text.starts_with(&format!("## `{code}`\n\n")), "{text}");
        assert!(text.trim_end().ends_with(&format!("diagnostics.md#{code}")), "{text}");
        let next = codes.get(index + 1).map(|next| format!("## `{next}`"));
        assert!(next.is_none_or(|next| !text.contains(&next)), "{text}");
    }
}

#[test]
fn a_code_is_taken_as_messages_show_it_and_a_slip_is_told() {
    assert_eq!(stdout(&explain(&["error[unknown-key]"])), stdout(&explain(&["unknown-key"])));
    let output = explain(&["unknwon-key"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("did you mean `unknown-key`?"), "{said}");
    let output = explain(&["\u{1b}[31mbanana"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stderr.contains(&0x1b), "what was given is shown harmless");
}
