//! A crate that includes a client from `OUT_DIR`: in a folder with an odd name, where nothing may be written, and with
//! every warning an error.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MANIFEST: &str = r#"[package]
name = "including"
version = "0.0.0"
edition = "2024"
rust-version = "1.88"

[dependencies]
apiloom-runtime = { path = "ROOT/runtime", features = ["download", "pattern"] }
# As in the crate of all clients (golden/compiled), so that what is built for one serves the other.
tokio = { version = "1", features = ["macros", "rt", "test-util"] }

[build-dependencies]
apiloom-codegen = { path = "ROOT/codegen" }

[workspace]
"#;

const BUILD_SCRIPT: &str = r#"//! Writes the clients.

use std::fs;

use apiloom_codegen::Builder;

fn main() {
    Builder::new("spec").emit_to_out_dir();
    for entry in fs::read_dir("one by one").unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        Builder::new(entry.path()).file_name(name.replace("yaml", "rs")).emit_to_out_dir();
    }
}
"#;

const LIBRARY: &str = r#"//! Many clients, of which one is for everybody.
#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]
#![forbid(unsafe_code)]

apiloom_runtime::include_client!(mod api);
apiloom_runtime::include_client!(
    /// The one that is for everybody.
    pub mod open, "none.rs"
);

/// What the first client is for.
#[must_use]
pub fn partner() -> String {
    format!("{:?}", api::Server::Partner)
}
"#;

#[test]
fn a_client_from_out_dir_is_clean_and_leaves_its_folder_as_it_was() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("including/mit Leerzeichen & Ümläuten 空");
    write_crate(&folder);
    // Writes the lock file: which of the workspace's versions are needed.
    let locked = cargo(&folder, &["metadata", "--offline", "--quiet", "--format-version", "1"]);
    assert!(locked.status.success(), "{}", String::from_utf8_lossy(&locked.stderr));
    // A superuser may write all the same, hence the comparison.
    set_readonly(&folder, true);
    let before = listing(&folder);
    let linted = cargo(&folder, &["clippy", "--locked", "--offline", "--quiet", "--target-dir", TARGET]);
    let after = listing(&folder);
    set_readonly(&folder, false);
    assert!(linted.status.success(), "{}", String::from_utf8_lossy(&linted.stderr));
    assert!(before == after, "the build changed its folder");
}

/// Where this test was built, and so were most of the dependencies.
const TARGET: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/..");

/// Writes what differs, so that a second run builds nothing again.
fn write_crate(folder: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = MANIFEST.replace("ROOT", &root.to_string_lossy().replace('\\', "/"));
    let (goldens, mut library) = (yaml(&root.join("tests/golden")), LIBRARY.to_owned());
    for (name, _) in &goldens {
        let name = name.trim_end_matches(".yaml");
        library.extend(["apiloom_runtime::include_client!(mod ", name, ", \"", name, ".rs\");\n"]);
    }
    let mut files = vec![
        (PathBuf::from("Cargo.toml"), manifest),
        ("Cargo.lock".into(), fs::read_to_string(root.join("Cargo.lock")).unwrap()),
        ("build.rs".into(), BUILD_SCRIPT.to_owned()),
        ("src/lib.rs".into(), library),
    ];
    files.extend(goldens.into_iter().map(|(name, text)| (Path::new("one by one").join(name), text)));
    files.extend(yaml(&root.join("spec")).into_iter().map(|(name, text)| (Path::new("spec").join(name), text)));
    set_readonly(folder, false);
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            fs::write(path, text).unwrap();
        }
    }
}

/// The specs of a folder: file names and texts.
fn yaml(folder: &Path) -> Vec<(String, String)> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut specs: Vec<(String, String)> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    specs.sort();
    specs
}

fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO")).args(arguments).current_dir(folder).output().unwrap()
}

/// Every path below a folder, the folder included, parents first.
fn paths(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_path_buf()];
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(paths(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn listing(folder: &Path) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    paths(folder).into_iter().map(|path| (path.clone(), fs::read(path).ok())).collect()
}

/// Makes everything in a folder and the folder itself writable for its owner, or for nobody.
fn set_readonly(folder: &Path, readonly: bool) {
    for path in paths(folder).iter().filter(|path| path.exists()) {
        let mut permissions = fs::metadata(path).unwrap().permissions();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = permissions.mode();
            permissions.set_mode(if readonly { mode & !0o222 } else { mode | 0o200 });
        }
        #[cfg(not(unix))]
        permissions.set_readonly(readonly);
        fs::set_permissions(path, permissions).unwrap();
    }
}
