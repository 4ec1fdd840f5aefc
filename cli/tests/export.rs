//! `apiloom export openapi` as it is called.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use expect_test::expect_file;

fn apiloom(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_apiloom")).args(arguments).output().expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn spec() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export/notes.yaml").display().to_string()
}

#[test]
fn a_spec_becomes_a_document() {
    let output = apiloom(&["export", "openapi", &spec()]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    expect_file!["export/notes.expected"].assert_eq(&text(&output.stdout));
    expect_file!["export/notes.said"].assert_eq(&text(&output.stderr));
}

#[test]
fn the_output_says_the_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    for name in ["openapi.json", "openapi.yaml"] {
        let output = apiloom(&["export", "openapi", &spec(), "--output", &path(name)]);
        assert!(output.status.success() && output.stdout.is_empty(), "{}", text(&output.stderr));
    }
    let read = |name: &str| fs::read_to_string(path(name)).expect("written");
    assert_eq!(read("openapi.json"), text(&apiloom(&["export", "openapi", &spec(), "--format", "json"]).stdout));
    assert_eq!(read("openapi.yaml"), text(&apiloom(&["export", "openapi", &spec(), "--format", "yaml"]).stdout));
    let json: serde_json::Value = serde_json::from_str(&read("openapi.json")).expect("JSON");
    assert_eq!(json["openapi"], "3.1.0");
}

#[test]
fn a_spec_with_problems_is_not_exported() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("api.yaml"), "apiloom: 1\nname: A\nservers: { main: nowhere }\n").expect("written");
    let output = apiloom(&["export", "openapi", &folder.path().display().to_string()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty() && text(&output.stderr).contains("bad-url"), "{}", text(&output.stderr));
    let nowhere = folder.path().join("nowhere").display().to_string();
    assert_eq!(apiloom(&["export", "openapi", &nowhere]).status.code(), Some(2));
    let unwritable = folder.path().join("no/such/folder.json").display().to_string();
    let output = apiloom(&["export", "openapi", &spec(), "--output", &unwritable]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("folder.json"), "{}", text(&output.stderr));
}
