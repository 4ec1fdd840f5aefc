//! What other programs read: the schema, completions, manual pages, help.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn apiloom(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_apiloom")).args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

/// The commands, as help lists them.
fn commands() -> Vec<String> {
    let help = stdout(&apiloom(&["--help"]));
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // A line that is indented further goes on with the one before.
    let names = listed
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned));
    names.filter(|name| name != "help").collect()
}

#[test]
fn the_schema_is_the_one_of_the_docs() {
    let docs = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/spec.schema.json")).unwrap();
    assert!(stdout(&apiloom(&["schema"])) == docs);
}

#[test]
fn every_command_says_its_exit_codes() {
    let commands = commands();
    assert!(commands.len() >= 8, "{commands:?}");
    for command in commands {
        let help = stdout(&apiloom(&[&command, "--help"]));
        assert!(help.contains("Exit codes: 0 "), "{command}: {help}");
        assert!(help.contains("--quiet") && help.contains("--color"), "{command}: {help}");
    }
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout(&apiloom(&["completions", shell]));
        for command in commands() {
            assert!(script.contains(&command), "{shell} does not know {command}");
        }
    }
    let script = stdout(&apiloom(&["completions", "bash"]));
    let mut checked = Command::new("bash").arg("-n").stdin(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut checked.stdin.take().unwrap(), script.as_bytes()).unwrap();
    assert!(checked.wait().unwrap().success());
}

#[test]
fn there_is_a_page_for_each_command() {
    let page = stdout(&apiloom(&["man"]));
    assert!(page.contains(".TH apiloom 1"), "{page}");
    let folder = folder("man");
    stdout(&apiloom(&["man", "--output", &folder.to_string_lossy()]));
    for command in commands() {
        let page = fs::read_to_string(folder.join(format!("apiloom-{command}.1"))).unwrap();
        assert!(page.contains("Exit codes: 0 "), "{command}: {page}");
    }
}

#[test]
fn quiet_leaves_out_what_is_no_problem_and_colours_are_as_asked() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let spec = root.join("spec");
    let sound = spec.to_string_lossy();
    assert!(!apiloom(&["check", &sound]).stderr.is_empty());
    assert!(apiloom(&["check", "-q", &sound]).stderr.is_empty());
    let wrong = root.join("tests/diagnostics/unknown-key.yaml");
    let wrong = wrong.to_string_lossy();
    let quiet = apiloom(&["--quiet", "check", &wrong]);
    assert_eq!(quiet.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&quiet.stderr).contains("error[unknown-key]"), "problems are not left out");
    assert!(!quiet.stderr.contains(&0x1b), "a pipe has no colours");
    assert!(apiloom(&["check", "--color", "always", &wrong]).stderr.contains(&0x1b));
    assert!(!apiloom(&["check", "--color", "never", &wrong]).stderr.contains(&0x1b));
    let nowhere = apiloom(&["-q", "check", "nowhere"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(!nowhere.stderr.is_empty());
}
