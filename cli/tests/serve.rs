//! `apiloom serve`: what a change of the spec changes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::path::Path;

use support::{Running, send};

fn spec(path: &str, note: &str) -> String {
    format!(
        "apiloom: 1
name: Notes
servers: {{ main: https://notes.example.com/v1 }}
operations:
  read_note:
    summary: Reads a note.
    request: GET {path}
    returns: Note
schemas:
  Note: {{ fields: {{ text: {note} }} }}
"
    )
}

fn serve(spec: &Path) -> Running {
    Running::start(&["serve", spec.to_str().unwrap()])
}

/// As many editors save: a new file in the place of the old one.
fn replace(file: &Path, text: &str) {
    let other = file.with_extension("new");
    fs::write(&other, text).unwrap();
    fs::rename(other, file).unwrap();
}

#[test]
fn the_last_good_spec_is_served() {
    for is_folder in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("api.yaml");
        fs::write(&file, spec("/note", "string")).unwrap();
        let running = serve(if is_folder { folder.path() } else { &file });
        let base = running.base();
        running.said("no problems in 1 files");
        assert_eq!(send(&base, "GET /note").unwrap().body, "{\n  \"text\": \"example\"\n}\n");

        fs::write(&file, spec("/note", "strin")).unwrap();
        let line = running.said("api.yaml:10:");
        assert!(line.contains("strin") && !line.contains('\u{1b}'), "{line}");
        running.said("1 problem: the last spec without problems is still served");
        assert_eq!(send(&base, "GET /note").unwrap().status, 200);

        replace(&file, &spec("/other", "bool"));
        running.said("no problems in 1 files");
        assert_eq!(send(&base, "GET /note").unwrap().status, 404);
        assert_eq!(send(&base, "GET /other").unwrap().body, "{\n  \"text\": true\n}\n");

        let origin = base.trim_end_matches("/v1");
        let reference = send(origin, "GET /_docs/").unwrap();
        assert_eq!(reference.status, 200);
        assert!(reference.body.contains("<title>") && reference.body.contains("read_note"), "{}", reference.body);
        let style = reference.body.split("href=\"").filter_map(|rest| rest.split('"').next());
        let style = style.into_iter().find(|link| link.contains(".css")).unwrap();
        assert_eq!(send(origin, &format!("GET /_docs/{style}")).unwrap().status, 200);

        let (status, _) = running.end();
        assert!(status.success(), "{status}");
    }
}

#[test]
fn files_come_and_go() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), spec("/note", "string")).unwrap();
    let running = serve(folder.path());
    let base = running.base();
    running.said("no problems in 1 files");

    let more = folder.path().join("more.yaml");
    let operation = "operations: { list: { summary: Lists., request: GET /list, returns: list<Note> } }\n";
    replace(&more, operation);
    running.said("no problems in 2 files");
    assert_eq!(send(&base, "GET /list").unwrap().status, 200);

    fs::remove_file(&more).unwrap();
    running.said("no problems in 1 files");
    assert_eq!(send(&base, "GET /list").unwrap().status, 404);
}

#[test]
fn a_spec_may_have_problems_from_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("api.yaml");
    fs::write(&file, "apiloom: 1\n").unwrap();
    let running = serve(folder.path());
    running.said("nothing is served until there are none");
    fs::write(&file, spec("/note", "string")).unwrap();
    assert_eq!(send(&running.base(), "GET /note").unwrap().status, 200);
    let (status, _) = running.end();
    assert!(status.success(), "{status}");
}

#[test]
fn what_is_not_there_cannot_be_served() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_apiloom")).args(["serve", "no/such/spec"]).output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no/such/spec"));
}
