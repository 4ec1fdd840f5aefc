//! `apiloom lock`: the facts of a spec in a file, and what is said where they are others.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::process::{Command, Output};
use std::{fs, str};

use expect_test::{expect, expect_file};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diff");

fn lock(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_apiloom"));
    command.arg("lock").args(arguments).current_dir(folder).output().expect("the command starts")
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).expect("the command speaks UTF-8")
}

/// A spec in a folder of its own, and its facts written down.
fn locked() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::create_dir(folder.path().join("spec")).expect("the folder can be written to");
    fs::copy(Path::new(DATA).join("base.yaml"), folder.path().join("spec/api.yaml")).expect("the spec can be copied");
    assert_eq!(lock(folder.path(), &[]).status.code(), Some(0));
    folder
}

/// Changes the spec, and says what the check says.
fn checked(edits: &[(&str, &str)]) -> (Option<i32>, String) {
    let folder = locked();
    let path = folder.path().join("spec/api.yaml");
    let spec = fs::read_to_string(&path).expect("the spec is there");
    let edited = edits.iter().fold(spec, |spec, (old, new)| {
        assert!(spec.contains(old), "{old}");
        spec.replace(old, new)
    });
    fs::write(&path, edited).expect("the folder can be written to");
    let told = lock(folder.path(), &["--check"]);
    (told.status.code(), text(&told.stdout).to_owned())
}

#[test]
fn facts_are_written_one_on_a_line() {
    let folder = locked();
    let written = fs::read_to_string(folder.path().join("api.lock")).expect("it was written");
    expect_file![Path::new(DATA).join("base.lock")].assert_eq(&written);
    let told = lock(folder.path(), &["--check"]);
    assert_eq!((told.status.code(), text(&told.stdout)), (Some(0), ""));
}

#[test]
fn a_change_stands_out() {
    let cases = [
        (
            &[("https://archive.example.com/v1", "https://attic.example.net/v1")][..],
            expect![[r"
            - audience archive https://archive.example.com/v1
            + audience archive https://attic.example.net/v1
            - host archive.example.com
            + host attic.example.net
            - server archive https://archive.example.com/v1
            + server archive https://attic.example.net/v1
        "]],
        ),
        (
            &[("audience: api://notes", "audience: api://all")][..],
            expect![[r"
            - audience main api://notes
            + audience main api://all
        "]],
        ),
        (
            &[("security: bearer", "security: { query: key }")][..],
            expect![[r"
            - security bearer
            + security query:key
        "]],
        ),
        (
            &[("hosts: [\"*.example.com\"]", "hosts: [files.example.com]")][..],
            expect![[r"
            - download-host download_export *.example.com
            + download-host download_export files.example.com
            - host *.example.com
            + host files.example.com
        "]],
        ),
        (
            &[(", hosts: [\"*.example.com\"]", "")][..],
            expect![[r"
            - download-host download_export *.example.com
            + download-host download_export any-public-host
            - host *.example.com
            + host any-public-host
        "]],
        ),
        (
            &[("secret: { type: \"string?\", secret: true }", "secret: \"string?\"")][..],
            expect![[r"
            - secret Dog field:secret
        "]],
        ),
        (
            &[("GET /letter", "GET /letters")][..],
            expect![[r"
            - request read_letter GET /letter
            + request read_letter GET /letters
        "]],
        ),
        (
            &[(
                "  archive: https://archive.example.com/v1",
                "  archive: { url: \"http://archive.example.com/v1\", plain: true }",
            )][..],
            expect![[r"
                - audience archive https://archive.example.com/v1
                + audience archive http://archive.example.com/v1
                - server archive https://archive.example.com/v1
                + server archive http://archive.example.com/v1
                + without-tls archive
            "]],
        ),
    ];
    for (edits, expected) in cases {
        let (code, said) = checked(edits);
        assert_eq!(code, Some(1), "{edits:?}");
        expected.assert_eq(&said);
    }
}

#[test]
fn what_no_fact_says_changes_nothing() {
    let (code, said) = checked(&[("summary: Reads a letter.", "summary: Fetches a letter."), ("i64?", "i32?")]);
    assert_eq!((code, said.as_str()), (Some(0), ""));
}

#[test]
fn line_endings_and_remarks_are_nobodys_business() {
    let folder = locked();
    let path = folder.path().join("api.lock");
    let written = fs::read_to_string(&path).expect("it was written");
    fs::write(&path, format!("# seen by two\n{written}").replace('\n', "\r\n")).expect("it can be written");
    assert_eq!(lock(folder.path(), &["--check"]).status.code(), Some(0));
}

#[test]
fn a_file_that_is_not_there_has_none_of_the_facts() {
    let folder = locked();
    fs::remove_file(folder.path().join("api.lock")).expect("it was written");
    let told = lock(folder.path(), &["--check"]);
    assert_eq!(told.status.code(), Some(1));
    assert!(text(&told.stdout).lines().all(|line| line.starts_with("+ ")) && !told.stdout.is_empty());
    assert!(!folder.path().join("api.lock").exists(), "a check writes nothing");
}

#[test]
fn hostile_names_are_inert() {
    let name = r#""a\n# b\u001b[31m\u202e": { type: "string?", rust_name: other, secret: true }"#;
    let (code, said) = checked(&[("Cat: { fields: { lives: i32", &format!("Cat: {{ fields: {{ {name}, lives: i32"))]);
    assert_eq!(code, Some(1));
    expect![[r#"
        + secret Cat "field:a\n# b\u{1b}[31m\u{202e}"
    "#]]
    .assert_eq(&said);
}

#[test]
fn problems_and_refusals_have_their_exit_codes() {
    let folder = locked();
    assert_eq!(lock(folder.path(), &["none"]).status.code(), Some(2));
    assert_eq!(lock(folder.path(), &["spec", "--output", "none/api.lock"]).status.code(), Some(2));
    fs::write(folder.path().join("spec/api.yaml"), "apiloom: 1\n").expect("the folder can be written to");
    assert_eq!(lock(folder.path(), &["spec"]).status.code(), Some(1));
}
