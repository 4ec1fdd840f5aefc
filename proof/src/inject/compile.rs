//! Clients of hostile specs, compiled as one throw-away crate whose tests are run: warnings are errors, and nothing
//! that a text asked for has happened afterwards.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use apiloom_codegen::generate;

use crate::corpus::{self, Spec};
use crate::oracle;

const MANIFEST: &str = r#"[package]
name = "clients"
version = "0.0.0"
edition = "2024"

[features]
serde = []

[dependencies]
apiloom-runtime = { path = "RUNTIME", default-features = false, features = ["download", "pattern"] }

[lints.rust]
warnings = "deny"
missing_docs = "deny"
unsafe_code = "forbid"

[workspace]
"#;

/// What became of the crate.
#[derive(Debug)]
pub(super) struct Compiled {
    /// How many tests ran, those in docs included.
    pub(super) tests: u64,
    /// What failed, or what was left behind.
    pub(super) problem: Option<String>,
}

/// Compiles the clients of specs and runs their tests.
///
/// # Errors
/// If the crate cannot be written, or Cargo not be started.
pub(super) fn compile(specs: &[Spec]) -> io::Result<Compiled> {
    let folder = corpus::workplace("compile");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    write_crate(&folder, specs)?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["test", "--offline", "--target-dir"])
        .arg(corpus::workplace("compile-target"))
        .current_dir(&folder)
        .env_remove("CARGO_TARGET_DIR")
        .output()?;
    let told = String::from_utf8_lossy(&output.stdout);
    let tests =
        told.lines().filter_map(|line| line.strip_prefix("test result: ok. ")?.split(' ').next()?.parse::<u64>().ok());
    let tests = tests.sum();
    if !output.status.success() {
        let failed = String::from_utf8_lossy(&output.stderr);
        let first = failed.find("error").map_or("", |at| &failed[at..]);
        return Ok(Compiled { tests, problem: Some(format!("{}: {first:.3000}\n{told:.3000}", folder.display())) });
    }
    Ok(Compiled { tests, problem: marker(&folder)?.map(|name| format!("a text has written {name:?}")) })
}

fn write_crate(folder: &Path, specs: &[Spec]) -> io::Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    let runtime = corpus::root().join("runtime");
    fs::write(folder.join("Cargo.toml"), MANIFEST.replace("RUNTIME", &runtime.to_string_lossy()))?;
    fs::copy(corpus::root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let mut library = "//! Clients.\n".to_owned();
    for (number, spec) in specs.iter().enumerate() {
        let name = format!("client_{number}");
        let Ok(files) = generate(&spec.sources(), &oracle::options(&format!("clients::{name}"))) else { continue };
        fs::write(folder.join(format!("src/{name}.rs")), format!("//! A client.\n{}", files.bundle()))?;
        library.extend(["pub mod ", &name, ";\n"]);
    }
    fs::write(folder.join("src/lib.rs"), library)
}

/// A file that the crate did not have: tests run in its folder.
fn marker(folder: &Path) -> io::Result<Option<String>> {
    let mut found = None;
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !["Cargo.toml", "Cargo.lock", "src"].contains(&name.as_str()) {
            found = Some(name);
        }
    }
    Ok(found)
}
