//! `apiloom import openapi`: documents, and the specs that are made of them.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use expect_test::expect_file;

fn apiloom(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_apiloom")).args(arguments).output().expect("the command runs")
}

fn import(document: &Path, output: &Path) -> Output {
    let (document, output) = (document.display().to_string(), output.display().to_string());
    apiloom(&["import", "openapi", &document, "--output", &output])
}

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let entries = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("an entry").path());
    let mut found: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|end| end != "expected")).collect();
    found.sort();
    assert!(found.len() >= 3, "{found:?}");
    found
}

/// Each file of the spec, and what was said of it.
fn spec_of(document: &Path) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let output = import(document, folder.path());
    assert!(output.status.success(), "{}: {}", document.display(), String::from_utf8_lossy(&output.stderr));
    let mut names: Vec<PathBuf> =
        fs::read_dir(folder.path()).expect("the spec").map(|entry| entry.expect("an entry").path()).collect();
    names.sort();
    let mut out = String::new();
    for path in &names {
        let text = fs::read_to_string(path).expect("a file of the spec");
        let name = path.file_name().expect("a name").to_string_lossy();
        let _ = writeln!(out, "=== {name}\n{text}");
    }
    let said = String::from_utf8_lossy(&output.stderr).replace(&document.display().to_string(), "DOCUMENT");
    let _ = writeln!(out, "=== said\n{}", said.replace(&folder.path().display().to_string(), "SPEC"));
    let checked = apiloom(&["check", &folder.path().display().to_string()]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    out
}

#[test]
fn documents_become_specs() {
    for document in documents() {
        let expected = document.with_extension("expected");
        expect_file![expected].assert_eq(&spec_of(&document));
    }
}

#[test]
fn what_is_no_openapi_is_refused_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases = [
        ("{\"a\": [1, 2", "1:"),
        ("a: b\n", "neither `openapi` nor `swagger`"),
        ("openapi: 3.0.0\npaths: {}\n", "no `paths`"),
        ("openapi: 4.0.0\npaths: { /a: {} }\n", "not this version"),
        ("", "neither `openapi` nor `swagger`"),
    ];
    for (text, wanted) in cases {
        let document = folder.path().join("document.yaml");
        fs::write(&document, text).expect("written");
        let output = import(&document, &folder.path().join("spec"));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{text:?}: {said}");
        assert!(said.contains(wanted) && said.contains("document.yaml:"), "{text:?}: {said}");
        assert!(!folder.path().join("spec").exists());
    }
}

#[test]
fn nothing_is_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("mine.yaml"), "mine").expect("written");
    let document = &documents()[0];
    let output = import(document, folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
}
