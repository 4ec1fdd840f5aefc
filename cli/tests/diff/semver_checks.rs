//! The verdicts beside those of cargo-semver-checks, on one crate that holds the client of every edit.
//!
//! It compares names, kinds, fields, variants and traits of public items, and no types: that a field, an argument or an
//! answer has another type it does not see, so it finds less. What it does find has to be said to break building, or has a
//! reason in `edits.txt`.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::compiled::{client, manifest};
use super::edits::{base, edits};
use super::verdicts::reports;
use super::{read, text, write};

#[test]
#[ignore = "run `cargo install cargo-semver-checks --locked`, then `cargo test -p apiloom --test diff -- --ignored`"]
fn cargo_semver_checks_finds_no_break_that_is_not_said() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("semver");
    let (edits, base) = (edits(), base());
    let old = client(&base);
    let clients = || edits.iter().enumerate().map(|(index, edit)| (format!("edit_{index}"), edit));
    crate_of(&folder.join("old"), clients().map(|(name, _)| (name, old.clone())));
    crate_of(&folder.join("new"), clients().map(|(name, edit)| (name, client(&edit.apply(&base)))));

    let program = env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
    let mut command = Command::new(program);
    command.args(["semver-checks", "--release-type", "minor", "--baseline-root", "../old"]);
    let told = command.current_dir(folder.join("new")).output().expect("Cargo starts");
    let (found, complaint) = (text(&told.stdout), text(&told.stderr));
    assert!(found.contains("Failed in:"), "it did not compare anything:\n{complaint}");
    let named = |name: &str| found.contains(&format!("::{name}::")) || found.contains(&format!("/{name}.rs:"));
    let breaks: BTreeSet<String> = clients().map(|(name, _)| name).filter(|name| named(name)).collect();

    for ((name, edit), report) in clients().zip(reports()) {
        let is_disputed = breaks.contains(&name) && report["counts"]["building"] == 0;
        assert_eq!(is_disputed, edit.disputed.is_some(), "{}: {report}\n{found}", edit.title);
    }
}

/// A crate of many clients, each a module.
fn crate_of(folder: &Path, clients: impl Iterator<Item = (String, String)>) {
    write(&folder.join("Cargo.toml"), &manifest());
    write(&folder.join("Cargo.lock"), &read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock")));
    let mut library = String::new();
    for (name, text) in clients {
        write(&folder.join(format!("src/{name}.rs")), &text);
        library.extend(["pub mod ", name.as_str(), ";\n"]);
    }
    write(&folder.join("src/lib.rs"), &library);
}
