//! What is generated: `golden/<case>.yaml` yields `golden/<case>.rs`, the same each time, and every client that the
//! cases and the reference describe compiles without a warning and passes its own tests.
//!
//! The first line of a case says which files of the client are shown, and what for:
//! `# operations, models/report: ..`. Blessed by `UPDATE_EXPECT=1`.

mod compiled;

use std::fs;
use std::path::{Path, PathBuf};

use apiloom_codegen::{GeneratedFiles, Options, SourceSet, Style, generate, render};
use expect_test::expect_file;

#[test]
fn output_is_as_expected() {
    for (name, spec) in cases() {
        let shown = shown(&spec, &client(&name, &spec));
        assert!(!shown.is_empty(), "{name}: its first line names no file of the client");
        expect_file![folder().join(name).with_extension("rs")].assert_eq(&shown);
    }
    assert_eq!(with_extension("rs"), with_extension("yaml"), "an expected output without a case");
}

#[test]
fn commands_are_as_expected() {
    let spec = read(&folder().join("commands/notes.yaml"));
    let options = Options { commands: Some("notes".to_owned()), ..Options::default() };
    let files = generated("notes", &source("notes", &spec), &options);
    let shown: Vec<String> = files.iter().map(|(path, text)| format!("// {path}\n\n{text}")).collect();
    expect_file![folder().join("commands/notes.rs")].assert_eq(&shown.join("\n"));
}

#[test]
fn output_is_the_same_each_time_and_for_every_line_ending() {
    for (name, spec) in cases() {
        let files = client(&name, &spec);
        assert_eq!(files, client(&name, &spec), "{name}");
        assert_eq!(files, client(&name, &spec.replace('\n', "\r\n")), "{name} with CRLF");
        for (path, text) in files.iter() {
            assert!(!text.contains('\r') && text.ends_with('\n'), "{name}: {path}");
        }
    }
}

#[test]
fn clients_compile_without_warnings_and_pass_their_tests() {
    let cases = cases();
    let mut clients: Vec<(String, SourceSet)> =
        cases.iter().map(|(name, spec)| (name.clone(), source(name, spec))).collect();
    clients.extend(super::spec_reference::specs());
    compiled::check(&clients, &folder().join("programs"));
}

/// The runtime has `Decimal` where it reads numbers to their last digit: by naming it a client says that it needs that.
#[test]
fn clients_with_fractions_need_the_feature_that_reads_them() {
    for (ty, fractions) in [
        ("string", false),
        ("i64", false),
        ("f32", true),
        ("f64", true),
        ("decimal", true),
        ("json", true),
        ("map<list<f64>>", true),
    ] {
        let spec = format!(
            "apiloom: 1\nname: Example\nservers: {{ main: https://api.example.com }}\noperations:\n  read:\n    \
             summary: Reads.\n    request: GET /\n    returns: {{ type: {ty}, content: json }}\n"
        );
        let files = client("fractions", &spec);
        let library = files.iter().find(|(path, _)| *path == "lib.rs").map(|(_, text)| text);
        assert_eq!(library.is_some_and(|text| text.contains("Decimal")), fractions, "{ty}");
    }
}

#[test]
fn each_resource_of_a_client_compiles_alone() {
    let spec = SourceSet::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("spec"));
    compiled::check_resources("resources", &spec.unwrap_or_else(|problem| panic!("{problem:?}")));
    let files = ["api", "default", "empty", "notes", "users"];
    let text = |name: &str| read(&folder().join("resources").join(name).with_extension("yaml"));
    let texts: Vec<(String, String)> = files.iter().map(|name| (format!("{name}.yaml"), text(name))).collect();
    let spec = SourceSet::from_texts(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    compiled::check_resources("lonely", &spec);
}

/// Every case and its spec, by name.
fn cases() -> Vec<(String, String)> {
    let read = |name: String| {
        let spec = read(&folder().join(&name).with_extension("yaml"));
        (name, spec)
    };
    with_extension("yaml").into_iter().map(read).collect()
}

fn with_extension(extension: &str) -> Vec<String> {
    let entries = fs::read_dir(folder()).unwrap_or_else(|error| panic!("{}: {error}", folder().display()));
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let chosen = paths.filter(|path| path.extension().is_some_and(|found| found == extension));
    let mut names: Vec<String> =
        chosen.filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect();
    names.sort();
    names
}

fn source(name: &str, spec: &str) -> SourceSet {
    SourceSet::from_text(&format!("{name}.yaml"), spec)
}

fn client(name: &str, spec: &str) -> GeneratedFiles {
    generated(name, &source(name, spec), &options(spec))
}

/// What is shown has to be asked for.
fn options(spec: &str) -> Options {
    let asks = |feature: &str| shown_paths(spec).contains(&feature).then(|| feature.to_owned());
    let server_stubs = asks("stubs").is_some();
    Options { server_feature: asks("server"), server_stubs, mock_feature: asks("mock"), ..Options::default() }
}

/// The client that a spec describes; what is wrong with the spec is shown as its author would see it.
fn generated(name: &str, sources: &SourceSet, options: &Options) -> GeneratedFiles {
    generate(sources, options).unwrap_or_else(|found| panic!("{name}:\n{}", render(&found, sources, Style::Plain)))
}

/// The files that the first line asks for, each under its path. Lists of modules and headers say nothing new.
fn shown(spec: &str, files: &GeneratedFiles) -> String {
    let wanted = shown_paths(spec);
    let wanted = |path: &str| wanted.iter().any(|prefix| path.starts_with(prefix)) && !is_list(path);
    let mut out = String::new();
    for (path, text) in files.iter().filter(|(path, _)| wanted(path)) {
        let text = text.split_once("\n\n").map_or(text, |(_, text)| text);
        out.extend(["// ", path, "\n\n", text]);
    }
    out
}

/// Of the server, it is where the trait is.
fn is_list(path: &str) -> bool {
    path.ends_with("mod.rs") && !path.starts_with("server")
}

fn shown_paths(spec: &str) -> Vec<&str> {
    let first = spec.lines().next().and_then(|line| line.strip_prefix("# ")?.split_once(':'));
    first.map(|(paths, _)| paths.split(", ").collect()).unwrap_or_default()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
