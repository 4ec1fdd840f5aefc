//! `apiloom diff`: what it says of every kind of edit, and whether that is true of the clients of both specs.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

mod command;
mod compiled;
mod edits;
mod revisions;
mod semver_checks;
mod surface;
mod verdicts;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The command, called in a folder of its own.
fn apiloom(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_apiloom"));
    command.args(arguments).current_dir(folder).output().expect("the command starts")
}

fn data(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff").join(file)
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) {
    let folder = path.parent().expect("a file is in a folder");
    std::fs::create_dir_all(folder).and_then(|()| std::fs::write(path, text)).expect("the folder can be written to");
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the command speaks UTF-8")
}
