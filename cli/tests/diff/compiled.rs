//! Code of callers against the clients of both specs: it compiles with the old one, and with the new one unless
//! building was said to break.

use std::collections::BTreeMap;
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
apiloom-runtime = { path = "RUNTIME", features = ["download", "pattern"] }

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
    let mut programs: [Vec<String>; 3] = Default::default();
    for (index, (edit, report)) in with_code() {
        let name = format!("new_{index}");
        write(&folder.join(format!("src/{name}.rs")), &client(&edit.apply(&base)));
        library.extend(["pub mod ", name.as_str(), ";\n"]);
        let program = if report["counts"]["building"] == 0 { AFTER } else { BROKEN };
        for (program, client) in [(BEFORE, "old"), (program, name.as_str())] {
            let caller = format!("caller_{index}");
            write(&folder.join(format!("examples/{}/{caller}.rs", NAMES[program])), &code(edit, client));
            programs[program].push(caller);
        }
    }
    write(&folder.join("src/lib.rs"), &library);

    let title = |caller: &str| {
        let index = caller.strip_prefix("caller_").and_then(|index| index.parse::<usize>().ok());
        index.and_then(|index| edits.get(index)).map_or(caller, |edit| &edit.title).to_owned()
    };
    for program in [BEFORE, AFTER] {
        let refused = refused(&folder, NAMES[program], &programs[program]);
        let fails: Vec<String> =
            refused.iter().map(|(caller, messages)| format!("{}\n{messages}", title(caller))).collect();
        assert!(fails.is_empty(), "this does not compile: {}", fails.join("\n"));
    }
    // rustc looks at types only where all names are known, so the callers that it refuses are taken away until there are none.
    let mut left = std::mem::take(&mut programs[BROKEN]);
    assert!(!left.is_empty());
    loop {
        let refused = refused(&folder, NAMES[BROKEN], &left);
        left.retain(|caller| !refused.contains_key(caller));
        if refused.is_empty() || left.is_empty() {
            break;
        }
    }
    let compiles: Vec<String> = left.iter().map(|caller| title(caller)).collect();
    assert!(compiles.is_empty(), "building was said to break, and this compiles: {compiles:#?}");
}

/// The programs: all callers with the client of the spec as it was; those that are said to compile with the new one; the
/// others.
const NAMES: [&str; 3] = ["before", "after", "broken"];
const BEFORE: usize = 0;
const AFTER: usize = 1;
const BROKEN: usize = 2;

/// The manifest of a crate of clients.
pub(super) fn manifest() -> String {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    MANIFEST.replace("RUNTIME", &runtime.to_string_lossy().replace('\\', "/"))
}

pub(super) fn client(spec: &str) -> String {
    let files = generate(&SourceSet::from_text("spec.yaml", spec), &Options::default());
    files.unwrap_or_else(|_| panic!("`apiloom check` finds problems:\n{spec}")).bundle()
}

/// A caller's code, a module of its own, with everything in scope that it may want to name.
fn code(edit: &Edit, client: &str) -> String {
    let code = edit.code.as_deref().unwrap_or_default();
    format!(
        "// {}\n#![allow(unused, deprecated)]\nuse callers::{client}::{{*, models::*, operations::*}};\n\
         use callers::{client}::runtime::wire::Missing;\n\
         async fn call(client: &Client) -> Result<(), Box<dyn std::error::Error>> {{\n{code}Ok(())\n}}\n",
        edit.title
    )
}

/// Of these callers those that do not compile, and what rustc says of each.
fn refused(folder: &Path, program: &str, callers: &[String]) -> BTreeMap<String, String> {
    let mut modules = "fn main() {}\n".to_owned();
    modules.extend(callers.iter().flat_map(|caller| ["mod ", caller, ";\n"]));
    write(&folder.join(format!("examples/{program}/main.rs")), &modules);
    let cargo = env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
    let mut command = Command::new(cargo);
    command.args(["check", "--offline", "--quiet", "--message-format=json", "--example", program, "--target-dir"]);
    // Where this test was built, and so were most of the dependencies.
    let told = command.arg(concat!(env!("CARGO_TARGET_TMPDIR"), "/..")).current_dir(folder).output();
    let told = told.expect("Cargo starts");
    let mut refused: BTreeMap<String, String> = BTreeMap::new();
    for line in text(&told.stdout).lines() {
        let line: Value = serde_json::from_str(line).expect("Cargo speaks JSON");
        if line["reason"] == "compiler-message" && line["message"]["level"] == "error" {
            let spans = line["message"]["spans"].as_array().into_iter().flatten();
            for span in spans.filter(|span| span["is_primary"] == true) {
                // What a macro makes is where it is called.
                let mut span = span;
                while span["expansion"].is_object() {
                    span = &span["expansion"]["span"];
                }
                let file = Path::new(span["file_name"].as_str().unwrap_or_default());
                let caller = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                *refused.entry(caller).or_default() += line["message"]["rendered"].as_str().unwrap_or_default();
            }
        }
    }
    assert!(refused.keys().all(|caller| callers.contains(caller)), "another place than a caller: {refused:#?}");
    assert_eq!(told.status.success(), refused.is_empty(), "Cargo did not get as far:\n{}", text(&told.stderr));
    refused
}
