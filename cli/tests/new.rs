//! Packages made from nothing, from an `OpenAPI` document, and of a whole client: they build, and their tests pass.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Text of an API is data: names that would be code, HTML or a path.
const DOCUMENT: &str = r##"{
  "openapi": "3.0.3",
  "info": { "title": "Pets <b>\"; fn main() {} //", "version": "1" },
  "servers": [{ "url": "https://pets.example.com/v1" }],
  "paths": { "/pets/{id}": { "get": {
    "operationId": "readPet", "tags": ["../../pets"],
    "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } }],
    "responses": { "200": { "description": "It.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } } }
  } } },
  "components": {
    "securitySchemes": { "key": { "type": "apiKey", "in": "header", "name": "X-Key" } },
    "schemas": { "Pet": { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } } } }
  },
  "security": [{ "key": [] }]
}"##;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// A folder of its own, empty.
fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn apiloom(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_apiloom")).current_dir(folder).args(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn done(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", text(output));
    text(output)
}

/// Where this test was built, and so were most of the dependencies; offline, with the versions of the workspace.
fn cargo(package: &Path, arguments: &[&str]) -> Output {
    let manifest = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    if !manifest.contains("[workspace]") {
        // It may be inside this project's own folder.
        fs::write(package.join("Cargo.toml"), manifest + "\n[workspace]\n").unwrap();
    }
    fs::copy(root().join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(package).args(arguments).arg("--offline").env_remove("CI");
    command.env("CARGO_TARGET_DIR", concat!(env!("CARGO_TARGET_TMPDIR"), "/.."));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CARGO_PKG") || name.starts_with("CARGO_CFG"))
    {
        command.env_remove(name);
    }
    command.output().unwrap()
}

/// TLS is left out: it is most of what there is to build, and a service in memory needs none.
fn test_of(package: &Path) -> String {
    done(&cargo(package, &["test", "--no-default-features"]))
}

#[test]
fn packages_build_and_pass_their_tests() {
    let folder = fresh("packages");
    let runtime = format!("path:{}", root().display());
    done(&apiloom(&folder, &["new", "my-notes", "--runtime", &runtime]));
    let said = test_of(&folder.join("my-notes"));
    assert!(said.contains("a_note_is_saved_and_read ... ok") && !said.contains("warning"), "{said}");

    fs::write(folder.join("pets.json"), DOCUMENT).unwrap();
    done(&apiloom(&folder, &["new", "pets", "--openapi", "pets.json", "--name", "pet-shop", "--runtime", &runtime]));
    let said = test_of(&folder.join("pets"));
    assert!(said.contains("a_call_reaches_the_service ... ok") && !said.contains("warning"), "{said}");
    let about = fs::read_to_string(folder.join("pets/README.md")).unwrap();
    assert!(about.starts_with("# pet-shop\n\nA client of Pets b fn main, "), "{about}");

    let spec = root().join("spec");
    let whole = [
        "generate",
        &spec.to_string_lossy(),
        "--crate",
        "-o",
        "insights",
        "--crate-version",
        "2.0.0",
        "--runtime",
        &runtime,
    ];
    done(&apiloom(&folder, &whole));
    let package = folder.join("insights");
    let said = test_of(&package);
    assert!(said.contains("README.md") && said.contains("list_reports") && !said.contains("warning"), "{said}");
    let patch = format!("patch.crates-io.apiloom-runtime.path='{}'", root().join("runtime").display());
    let packed = cargo(&package, &["package", "--no-verify", "--allow-dirty", "--config", &patch]);
    done(&packed);
    let archive = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../package/partner-center-insights-2.0.0.crate");
    assert!(archive.is_file(), "{}", text(&packed));
}

#[test]
fn a_package_s_manifest_and_readme_stay_as_their_author_has_them() {
    let folder = fresh("again");
    let spec = root().join("tests/golden/none.yaml");
    let whole = ["generate", &spec.to_string_lossy(), "--crate", "-o", "made", "--crate-name", "notes"];
    done(&apiloom(&folder, &whole));
    fs::write(folder.join("made/README.md"), "# Mine\n").unwrap();
    let library = fs::read_to_string(folder.join("made/src/lib.rs")).unwrap();
    fs::remove_file(folder.join("made/src/lib.rs")).unwrap();

    let checked = apiloom(&folder, &[whole.as_slice(), &["--check"]].concat());
    assert_eq!(checked.status.code(), Some(1), "{}", text(&checked));
    assert!(
        text(&checked).contains("differs: made/src/lib.rs") && !text(&checked).contains("README"),
        "{}",
        text(&checked)
    );

    done(&apiloom(&folder, &whole[..5]));
    assert_eq!(fs::read_to_string(folder.join("made/README.md")).unwrap(), "# Mine\n");
    assert_eq!(fs::read_to_string(folder.join("made/src/lib.rs")).unwrap(), library);
    let manifest = fs::read_to_string(folder.join("made/Cargo.toml")).unwrap();
    let version = format!("apiloom-runtime = {{ version = \"{}\",", env!("CARGO_PKG_VERSION"));
    assert!(manifest.contains(&version) && manifest.contains("name = \"notes\""), "{manifest}");
    let other = apiloom(&folder, &["generate", whole[1], "--crate", "-o", "made", "--crate-name", "other"]);
    assert_eq!(other.status.code(), Some(2), "{}", text(&other));
}

#[test]
fn nothing_is_written_over_and_names_are_names() {
    let folder = fresh("refused");
    fs::create_dir(folder.join("full")).unwrap();
    fs::write(folder.join("full/Cargo.toml"), "mine").unwrap();
    fs::write(folder.join("no.json"), "{}").unwrap();
    for (arguments, code, words) in [
        (&["new", "full"][..], 2, "is there already"),
        (&["new", "fn"], 2, "is taken by Rust"),
        (&["new", "x", "--name", "a/b"], 2, "is no name of a package"),
        (&["new", "x", "--name", "tokio"], 2, "is taken by Rust"),
        (&["new", "x", "--openapi", "no.json"], 1, "no OpenAPI document"),
        (&["new", "x", "--openapi", "nowhere.json"], 2, "nowhere.json"),
        (&["new", "x", "--runtime", "path:nowhere"], 2, "no package"),
        (&["new", "x", "--runtime", "latest"], 2, "a version as in"),
    ] {
        let output = apiloom(&folder, arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", text(&output));
        assert!(text(&output).contains(words), "{arguments:?}: {}", text(&output));
        assert!(!folder.join("x").exists(), "{arguments:?} left something behind");
    }
    assert_eq!(fs::read_to_string(folder.join("full/Cargo.toml")).unwrap(), "mine");
    let git = apiloom(&folder, &["new", "made", "--runtime", "git:https://example.com/a\"b"]);
    done(&git);
    let manifest = fs::read_to_string(folder.join("made/Cargo.toml")).unwrap();
    assert!(manifest.contains("apiloom-codegen = { git = \"https://example.com/a\\\"b\" }"), "{manifest}");
}
