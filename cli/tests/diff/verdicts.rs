//! What is said of each edit.

use std::path::Path;
use std::sync::OnceLock;

use expect_test::expect_file;
use serde_json::Value;

use super::edits::{Edit, base, edits};
use super::{apiloom, data, text, write};

#[test]
fn every_edit_has_the_expected_verdict() {
    let mut found = Vec::new();
    for (edit, report) in edits().iter().zip(reports()) {
        let mut lines = vec![edit.given.trim_end().to_owned(), format!("= {}", word(&report["level"]))];
        for change in report["changes"].as_array().into_iter().flatten() {
            let [code, effect, group] = ["code", "effect", "group"].map(|key| word(&change[key]));
            let [place, what, why] = ["place", "what", "why"].map(|key| word(&change[key]));
            lines.push(format!("=   {effect} [{code}] {group} | {place} {what}: {why}"));
        }
        found.push(lines.join("\n"));
    }
    expect_file![data("edits.txt")].assert_eq(&format!("{}\n", found.join("\n\n")));
}

/// What is noticed in one direction is noticed in the other.
#[test]
fn the_opposite_of_a_change_is_a_change() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let base = base();
    write(&folder.path().join("old.yaml"), &base);
    for (edit, forth) in edits().iter().zip(reports()) {
        write(&folder.path().join("new.yaml"), &edit.apply(&base));
        let back = report(folder.path(), "new.yaml", "old.yaml");
        assert_eq!(forth["level"] == "none", back["level"] == "none", "{}", edit.title);
    }
}

/// What is said of each edit, in their order.
pub(super) fn reports() -> &'static [Value] {
    static REPORTS: OnceLock<Vec<Value>> = OnceLock::new();
    REPORTS.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let base = base();
        write(&folder.path().join("old.yaml"), &base);
        let report = |edit: &Edit| {
            write(&folder.path().join("new.yaml"), &edit.apply(&base));
            report(folder.path(), "old.yaml", "new.yaml")
        };
        edits().iter().map(report).collect()
    })
}

/// The report on two specs; what it says in numbers is what its list holds.
fn report(folder: &Path, old: &str, new: &str) -> Value {
    let told = apiloom(folder, &["diff", old, new, "--format", "json"]);
    let report: Value = serde_json::from_slice(&told.stdout).unwrap_or_else(|_| panic!("{}", text(&told.stderr)));
    let breaks = report["level"] == "major";
    assert_eq!(told.status.code(), Some(i32::from(breaks)), "{}", text(&told.stderr));
    for effect in ["building", "running", "addition", "note"] {
        let changes = report["changes"].as_array().into_iter().flatten();
        assert_eq!(report["counts"][effect], changes.filter(|change| change["effect"] == effect).count());
    }
    report
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
