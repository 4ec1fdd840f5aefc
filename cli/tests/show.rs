//! What `apiloom show` says of an operation.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn show(operation: &str, spec: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_apiloom"));
    command.current_dir(root()).args(["show", operation, spec]).output().unwrap()
}

fn shown(operation: &str, spec: &str) -> String {
    let output = show(operation, spec);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn written(name: &str, text: &str) -> String {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, text).unwrap();
    file.to_string_lossy().into_owned()
}

const SPEC: &str = r#"apiloom: 1
name: My Notes
version: "2"
servers: { main: https://notes.example.com/v1 }
security: { header: X-Key }
every_operation:
  headers:
    X-Client: { const: all }
    X-Trace: { generate: uuid }
  query: { verbose: { type: "bool?", default: true, send: true } }
  errors: { "400, 404": Failure, 5XX: empty }
  timeout: 45s
parameters: { id: uuid, other: uuid }
operations:
  save_note:
    summary: "Saves a note.\e[31m"
    request: PUT /notes/{id}
    query: { tag: list<string>, key: { type: string, secret: true } }
    headers: { x-client: { const: mine } }
    body: Draft
    returns: empty
    errors: { 404: empty }
    examples:
      milk:
        parameters: { id: 9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10, tag: ["a b", "it's"], key: hunter2 }
        body: { text: "it's milk", password: hunter3 }
  log_in:
    summary: Logs in.
    request: POST /session
    body: { type: Draft, content: form }
    returns: empty
    security: none
    timeout: 5s
  ping:
    summary: Says that it is there.
    request: GET /ping
    returns: empty
schemas:
  Draft: { fields: { text: { type: string, example: a&b }, password: { type: "string?", secret: true } } }
  Failure: { fields: { message: "string?" } }
"#;

#[test]
fn what_is_inherited_is_told_with_its_place_and_what_is_not_is_not() {
    let file = written("show.yaml", SPEC);
    let text = shown("save_note", &file);
    let places = |what: &str| {
        let lines = text.lines().filter(|line| line.trim_start().starts_with(&format!("{what} ")));
        lines.map(|line| line.rsplit_once("show.yaml:").unwrap().1.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(places("headers.x-client"), ["19"]);
    assert!(places("headers.X-Client").is_empty(), "{text}");
    assert_eq!(places("headers.X-Trace"), ["9 (every_operation)"]);
    assert_eq!(places("query.verbose"), ["10 (every_operation)"]);
    assert_eq!(places("errors.400, 404"), ["11 (every_operation)"], "400 is left of it");
    assert_eq!(places("errors.404"), ["22"]);
    assert_eq!(places("timeout"), ["12 (every_operation)"]);
    assert_eq!(places("parameters.id"), ["13 (shared parameters)"]);
    assert!(places("parameters.other").is_empty(), "{text}");
    assert_eq!(places("security"), ["5 (the API)"]);
    let own = shown("log_in", &file);
    assert!(own.contains("security") && !own.contains("(the API)\n  security") && !own.contains("45s"), "{own}");
    assert!(!text.contains('\u{1b}'), "text of a spec is shown harmless");
}

#[test]
fn the_request_is_as_the_client_sends_it_without_secrets() {
    let file = written("show_request.yaml", SPEC);
    let text = shown("save_note", &file);
    let raw =
        "  PUT /v1/notes/9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10?tag=a%20b&tag=it%27s&key=secret&verbose=true HTTP/1.1
  host: notes.example.com
  accept: application/json
  user-agent: My-Notes/2 apiloom/VERSION
  accept-encoding: gzip
  x-client: mine
  x-trace: <a new UUID>
  content-type: application/json
  x-key: <key>
  content-length: 44

  {\"text\":\"it's milk\",\"password\":\"secret\"}
";
    assert!(
        text.contains(
            &raw.replace("VERSION", env!("CARGO_PKG_VERSION"))
                .replace("44", &r#"{"text":"it's milk","password":"secret"}"#.len().to_string())
        ),
        "{text}"
    );
    assert!(text.contains(r#""text": "it'\''s milk","#) && text.contains(r#""password": "secret""#), "{text}");
    assert!(!text.contains("hunter"), "{text}");
    assert!(text.contains(".key(\"<key>\")") && text.contains(".password(\"<password>\")"), "{text}");
    let form = shown("log_in", &file);
    assert!(
        form.contains("content-type: application/x-www-form-urlencoded\n") && form.contains("\n  text=a%26b\n"),
        "{form}"
    );
    assert!(!form.contains("x-key"), "{form}");
    let ping = shown("ping", &file);
    assert!(ping.contains("  GET /v1/ping?verbose=true HTTP/1.1\n") && !ping.contains("content-length"), "{ping}");
    assert!(ping.contains("  client.ping().await?;"), "{ping}");
}

/// The command in the output, run by a shell in which `curl` says what it was given.
#[cfg(unix)]
#[test]
fn a_shell_reads_the_command_as_it_is_meant() {
    let file = written("show_shell.yaml", SPEC);
    let text = shown("save_note", &file);
    let command = text.split_once("\ncurl\n").unwrap().1.split_once("\nRust\n").unwrap().0;
    let script = format!("uuidgen() {{ echo id; }}\ncurl() {{ printf '%s\\n' \"$@\"; }}\n{command}");
    let output = Command::new("sh").arg("-c").arg(script).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let arguments: Vec<&str> = said.lines().collect();
    assert_eq!(arguments[..2], ["--request", "PUT"]);
    assert!(arguments.contains(&r#"  "text": "it's milk","#) && arguments.contains(&"X-Trace: id"), "{said}");
}

#[test]
fn every_operation_of_every_spec_can_be_shown() {
    let mut specs: Vec<PathBuf> =
        fs::read_dir(root().join("tests/golden")).unwrap().map(|entry| entry.unwrap().path()).collect();
    specs.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    specs.push(root().join("spec"));
    let mut count = 0;
    for spec in specs {
        let sources = apiloom_codegen::SourceSet::read(&spec).unwrap();
        let api = apiloom_codegen::describe(&sources).unwrap();
        for operation in api.tags.iter().flat_map(|tag| &tag.operations) {
            let text = shown(&operation.id, &spec.to_string_lossy());
            assert!(text.contains("\nRequest (") || text.contains("too large to be made up"), "{text}");
            count += 1;
        }
    }
    assert!(count > 50, "{count}");
}

#[test]
fn an_unknown_operation_is_told_with_the_nearest() {
    let output = show("resume_reprt", "spec");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("did you mean `resume_report`?"), "{said}");
    let output = show("banana", "spec");
    assert!(String::from_utf8_lossy(&output.stderr).contains("there are: "));
}
