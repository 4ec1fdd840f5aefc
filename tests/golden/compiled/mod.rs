//! A throw-away crate of many clients, each a module: clippy, the tests that examples become, and doc tests.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use apiloom_codegen::{Options, SourceSet};

const MANIFEST: &str = r#"[package]
name = "clients"
version = "0.0.0"
edition = "2024"
# The oldest one that the output is for: newer ones have shorter ways to say some of it, which clippy would want.
rust-version = "1.88"

[features]
serde = []
server = ["dep:apiloom-server", "apiloom-server/router"]
mock = ["dep:apiloom-server"]

[dependencies]
apiloom-runtime = { path = "RUNTIME", features = ["download", "pattern"] }
apiloom-server = { path = "SERVER", optional = true }
apiloom-commands = { path = "COMMANDS" }
clap = { version = "4", default-features = false, features = ["std"] }

[dev-dependencies]
tokio = { version = "1", features = ["macros", "net", "rt", "test-util"] }
axum = { version = "0.8", default-features = false, features = ["http1", "tokio"] }
serde_json = "1"

[[test]]
name = "serving"
required-features = ["server", "mock"]

# What `codegen` promises of its output. Nothing is allowed here that the output does not expect itself.
[lints.rust]
warnings = "deny"
missing_docs = "deny"
unreachable_pub = "allow"
unsafe_code = "forbid"

[lints.clippy]
all = { level = "deny", priority = -1 }
pedantic = { level = "deny", priority = -1 }
# As everywhere in this workspace: `model::ModelField` reads worse than the repetition.
module_name_repetitions = "allow"

[workspace]
"#;

/// Writes the crate and runs everything on it; `programs` use its clients as callers would.
pub(super) fn check(clients: &[(String, SourceSet)], programs: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients");
    let path = |name: &str| in_manifest(&root.join(name));
    let manifest = MANIFEST.replace("RUNTIME", &path("runtime"));
    let manifest = manifest.replace("SERVER", &path("server")).replace("COMMANDS", &path("commands"));
    write(&folder.join("Cargo.toml"), &manifest);
    write(&folder.join("Cargo.lock"), &super::read(&root.join("Cargo.lock")));
    let mut library = "//! Clients.\n".to_owned();
    for (name, sources) in clients {
        let options = Options {
            crate_name: Some(format!("clients::{name}")),
            serde_feature: Some("serde".to_owned()),
            server_feature: Some("server".to_owned()),
            mock_feature: Some("mock".to_owned()),
            ..Options::default()
        };
        let text = super::generated(name, sources, &options).bundle();
        write(&folder.join(format!("src/{name}.rs")), &format!("//! A client.\n{text}"));
        library.extend(["pub mod ", name.as_str(), ";\n"]);
        let options = Options { commands: Some(format!("crate::{name}")), ..Options::default() };
        let text = super::generated(name, sources, &options).bundle();
        write(&folder.join(format!("src/{name}_commands.rs")), &format!("//! Its commands.\n{text}"));
        library.extend(["#[cfg(feature = \"serde\")]\nmod ", name.as_str(), "_commands;\n"]);
    }
    library.push_str(&commands(clients));
    // The guide's examples are of one of these clients.
    let guide = super::read(&root.join("docs/server.md"));
    write(&folder.join("src/guide.md"), &guide);
    library
        .push_str("#[cfg(all(doctest, feature = \"mock\"))]\n#[doc = include_str!(\"guide.md\")]\npub mod guide {}\n");
    write(&folder.join("src/lib.rs"), &library);
    for program in fs::read_dir(programs).into_iter().flatten().filter_map(Result::ok) {
        write(&folder.join("tests").join(program.file_name()), &super::read(&program.path()));
    }

    // What a case that is gone left behind must not be compiled any more.
    let sources = clients.iter().flat_map(|(name, _)| [format!("src/{name}.rs"), format!("src/{name}_commands.rs")]);
    let sources = sources.chain(["src/lib.rs", "src/guide.md"].map(str::to_owned));
    keep(&folder.join("src"), &sources.map(|path| folder.join(path)).collect::<Vec<_>>());
    let copies = fs::read_dir(programs).into_iter().flatten().filter_map(Result::ok);
    keep(
        &folder.join("tests"),
        &copies.map(|program| folder.join("tests").join(program.file_name())).collect::<Vec<_>>(),
    );

    cargo(&folder, "clippy", &["--all-targets", "--all-features"]);
    cargo(&folder, "test", &[]);
    cargo(&folder, "test", &["--test", "serving", "--features", "server,mock"]);
    cargo(&folder, "test", &["--lib", "--features", "serde", "clap_takes_every_command"]);
    let guide = cargo(&folder, "test", &["--doc", "--features", "server,mock", "guide"]);
    assert!(guide.contains("4 passed"), "the guide has four examples:\n{guide}");
    let told = cargo(&folder, "test", &["--doc", "--", "--list"]);
    for (name, sources) in clients {
        let doc_tests = told.lines().filter(|line| line.contains(&format!("src/{name}.rs - ")));
        assert_eq!(doc_tests.count(), operations(name, sources), "{name}: a doc test for each operation, and no other");
    }
}

/// Compiles a client with each of its resources alone, with none, and with all of them.
pub(super) fn check_resources(name: &str, sources: &SourceSet) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let options = Options {
        crate_name: Some(name.to_owned()),
        serde_feature: Some("serde".to_owned()),
        server_feature: Some("server".to_owned()),
        mock_feature: Some("mock".to_owned()),
        resource_features: true,
        ..Options::default()
    };
    let files = super::generated(name, sources, &options);
    // Without operations there is no feature, and `default` is Cargo's.
    let resources = files.iter().filter(|(_, text)| text.contains("impl super::super::Client"));
    let resources = resources.filter_map(|(path, _)| path.strip_prefix("operations/")?.strip_suffix(".rs"));
    let features: Vec<&str> = resources.filter(|resource| *resource != "default").collect();
    assert!(features.len() > 1, "{features:?}");
    for (path, text) in files.iter() {
        write(&folder.join("src").join(path), text);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let runtime = in_manifest(&root.join("runtime"));
    let declared: String = features.iter().flat_map(|feature| [*feature, " = []\n"]).collect();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[features]\nserde = []\nserver = []\nmock = []\n{declared}\n[dependencies]\n\
         apiloom-runtime = {{ path = \"{runtime}\", features = [\"download\", \"pattern\"] }}\n\n\
         [dev-dependencies]\ntokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\n[lints.rust]\nwarnings = \"deny\"\n\n[workspace]\n"
    );
    write(&folder.join("Cargo.toml"), &manifest);
    write(&folder.join("Cargo.lock"), &super::read(&root.join("Cargo.lock")));
    for feature in &features {
        cargo(&folder, "check", &["--features", feature]);
    }
    cargo(&folder, "check", &[]);
    cargo(&folder, "test", &["--lib", "--features", &features.join(",")]);
}

/// A path as a manifest has it on every system.
fn in_manifest(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Uses the commands of every client: clap is given all of them, and finds what it cannot have.
fn commands(clients: &[(String, SourceSet)]) -> String {
    let uses = clients.iter().map(|(name, _)| {
        format!("    assert!(!{name}_commands::SERVERS.is_empty());\n    commands.push(apiloom_commands::command_line(clap::Command::new(\"{name}\"), {name}_commands::GROUPS));\n")
    });
    let uses: String = uses.collect();
    format!(
        "/// The command line of every client.\n#[cfg(feature = \"serde\")]\n#[expect(clippy::missing_panics_doc, clippy::too_many_lines, reason = \"it is a list\")]\n#[must_use]\npub fn commands() -> Vec<clap::Command> {{\n    \
         let mut commands = Vec::new();\n{uses}    commands\n}}\n\n#[cfg(all(test, feature = \"serde\"))]\nmod tests {{\n    \
         #[test]\n    fn clap_takes_every_command() {{\n        super::commands().into_iter().for_each(clap::Command::debug_assert);\n    }}\n}}\n"
    )
}

/// How many operations a client has: each is described by a static.
fn operations(name: &str, sources: &SourceSet) -> usize {
    let files = super::generated(name, sources, &Options::default());
    files
        .iter()
        .map(|(_, text)| text.matches("wire::Operation = ").count() + text.matches(": Operation = ").count())
        .sum()
}

/// Runs Cargo in the crate; dependencies are built once, whatever becomes of the crate.
fn cargo(folder: &Path, verb: &str, arguments: &[&str]) -> String {
    let program = env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
    let mut command = Command::new(program);
    command.args([verb, "--offline", "--quiet", "--target-dir", TARGET]).args(arguments).current_dir(folder);
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let (told, failed) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}\n{told}\n{failed}");
    told.into_owned()
}

/// Where this test was built, and so were most of the dependencies.
const TARGET: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/..");

/// Removes every other file of a folder.
fn keep(folder: &Path, wanted: &[PathBuf]) {
    for file in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        if !wanted.contains(&file.path()) {
            fs::remove_file(file.path()).unwrap_or_else(|error| panic!("{}: {error}", file.path().display()));
        }
    }
}

/// Writes what differs: what is as before is not built again, and a second run beside this one is not disturbed.
fn write(path: &Path, text: &str) {
    if fs::read(path).is_ok_and(|present| present == text.as_bytes()) {
        return;
    }
    let folder = path.parent().unwrap_or(path);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    written.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
