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
    for ((edit, forth), back) in edits().iter().zip(reports()).zip(opposites()) {
        assert_eq!(forth["level"] == "none", back["level"] == "none", "{}", edit.title);
    }
}

/// Every spec that there is an expected client of, and beside one that has nothing to do with it.
#[test]
fn a_spec_does_not_differ_from_itself_and_may_differ_in_everything() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden");
    let files = std::fs::read_dir(&folder).expect("the specs are there").filter_map(Result::ok);
    let files = files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|found| found == "yaml"));
    let specs: Vec<String> = files.map(|path| path.to_string_lossy().into_owned()).collect();
    assert!(specs.len() > 50, "{specs:?}");
    for (spec, other) in specs.iter().zip(specs.iter().rev()) {
        assert_eq!(report(&folder, spec, spec)["level"], "none", "{spec}");
        assert!(spec == other || report(&folder, spec, other)["level"] != "none", "{spec} {other}");
    }
}

/// What is said of each edit, in their order.
pub(super) fn reports() -> &'static [Value] {
    static REPORTS: OnceLock<Vec<Value>> = OnceLock::new();
    REPORTS.get_or_init(|| compared(["old.yaml", "new.yaml"]))
}

/// What is said of taking each edit back.
pub(super) fn opposites() -> &'static [Value] {
    static OPPOSITES: OnceLock<Vec<Value>> = OnceLock::new();
    OPPOSITES.get_or_init(|| compared(["new.yaml", "old.yaml"]))
}

fn compared([from, to]: [&str; 2]) -> Vec<Value> {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let base = base();
    write(&folder.path().join("old.yaml"), &base);
    let report = |edit: &Edit| {
        write(&folder.path().join("new.yaml"), &edit.apply(&base));
        report(folder.path(), from, to)
    };
    edits().iter().map(report).collect()
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
