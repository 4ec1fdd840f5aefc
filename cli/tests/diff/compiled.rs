//! Code of callers against the clients of both specs: it compiles with the old one, and with the new one unless
//! building was said to break.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use apiloom_codegen::{Options, SourceSet, generate};
use serde_json::Value;

use super::edits::{Edit, base, edits};
use super::verdicts::reports;
use super::{read, text, write};

const MANIFEST: &str = r#"[package]
name = "callers"
version = "0.0.0"
edition = "2024"

[dependencies]
apiloom-runtime = { path = "RUNTIME", default-features = false, features = ["download", "pattern"] }

[workspace]
"#;

#[test]
fn callers_compile_unless_building_breaks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("callers");
    let _ = std::fs::remove_dir_all(&folder);
    write(&folder.join("Cargo.toml"), &manifest());
    write(&folder.join("Cargo.lock"), &read(&root.join("Cargo.lock")));
    let (edits, base) = (edits(), base());
    let with_code = || edits.iter().zip(reports()).enumerate().filter(|(_, (edit, _))| edit.code.is_some());

    let mut library = "pub mod old;\n".to_owned();
    write(&folder.join("src/old.rs"), &client(&base));
    let (mut before, mut after, mut broken) = (String::new(), String::new(), BTreeSet::new());
    for (index, (edit, report)) in with_code() {
        let name = format!("new_{index}");
        write(&folder.join(format!("src/{name}.rs")), &client(&edit.apply(&base)));
        library.extend(["pub mod ", name.as_str(), ";\n"]);
        before += &caller(edit, "old", index);
        if report["counts"]["building"] == 0 {
            after += &caller(edit, &name, index);
        } else {
            write(
                &folder.join(format!("examples/{name}.rs")),
                &format!("{}fn main() {{}}\n", caller(edit, &name, index)),
            );
            broken.insert(name);
        }
    }
    write(&folder.join("src/lib.rs"), &library);
    write(&folder.join("examples/before.rs"), &format!("{before}fn main() {{}}\n"));
    write(&folder.join("examples/after.rs"), &format!("{after}fn main() {{}}\n"));

    let refused = refused(&folder);
    let title = |name: &str| {
        let index = name.strip_prefix("new_").and_then(|index| index.parse::<usize>().ok());
        index.and_then(|index| edits.get(index)).map_or(name, |edit| &edit.title).to_owned()
    };
    let compiles: Vec<String> =
        broken.iter().filter(|name| !refused.contains_key(*name)).map(|name| title(name)).collect();
    assert!(compiles.is_empty(), "building was said to break, and this compiles: {compiles:#?}");
    let fails = refused.iter().filter(|(name, _)| !broken.contains(*name));
    let fails: Vec<String> = fails.map(|(name, messages)| format!("{}\n{messages}", title(name))).collect();
    assert!(fails.is_empty(), "this does not compile: {}", fails.join("\n"));
}

/// The manifest of a crate of clients.
pub(super) fn manifest() -> String {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    MANIFEST.replace("RUNTIME", &runtime.to_string_lossy().replace('\\', "/"))
}

pub(super) fn client(spec: &str) -> String {
    let files = generate(&SourceSet::from_text("spec.yaml", spec), &Options::default());
    files.unwrap_or_else(|_| panic!("`apiloom check` finds problems:\n{spec}")).bundle()
}

/// A caller's code as a module of its own, with everything in scope that it may want to name.
fn caller(edit: &Edit, client: &str, index: usize) -> String {
    let code = edit.code.as_deref().unwrap_or_default();
    format!(
        "// {}\nmod caller_{index} {{\n#![allow(unused, deprecated)]\nuse callers::{client}::{{*, models::*, operations::*}};\n\
         use callers::{client}::runtime::wire::Missing;\n\
         async fn call(client: &Client) -> Result<(), Box<dyn std::error::Error>> {{\n{code}Ok(())\n}}\n}}\n",
        edit.title
    )
}

/// The programs that do not compile, and what rustc says of each.
fn refused(folder: &Path) -> BTreeMap<String, String> {
    let program = env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
    let mut command = Command::new(program);
    command.args([
        "check",
        "--offline",
        "--quiet",
        "--examples",
        "--keep-going",
        "--message-format=json",
        "--target-dir",
    ]);
    // Where `tests/golden.rs` of the client builds the same dependencies.
    let told = command.arg(folder.with_file_name("clients-target")).current_dir(folder).output();
    let told = told.expect("Cargo starts");
    let mut refused: BTreeMap<String, String> = BTreeMap::new();
    for line in text(&told.stdout).lines() {
        let line: Value = serde_json::from_str(line).expect("Cargo speaks JSON");
        if line["reason"] == "compiler-message" && line["message"]["level"] == "error" {
            let messages = refused.entry(line["target"]["name"].as_str().unwrap_or_default().to_owned()).or_default();
            *messages += line["message"]["rendered"].as_str().unwrap_or_default();
        }
    }
    assert!(!refused.is_empty(), "Cargo did not get as far as the programs:\n{}", text(&told.stderr));
    refused
}
