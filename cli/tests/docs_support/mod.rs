//! Sites to look at: made by the command, as anyone would make them.

#[path = "../../../proof/src/inject/payloads.rs"]
mod payloads;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

pub(crate) fn docs(spec: &Path, output: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_apiloom"));
    command.arg("docs").arg(spec).arg("--output").arg(output).output().expect("the command runs")
}

/// The site of a spec of this repository.
pub(crate) fn site_of(spec: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let made = docs(&root().join(spec), folder.path());
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    folder
}

/// The pages of a site, relative to it.
pub(crate) fn pages(site: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for folder in ["", "operations", "schemas"] {
        let Ok(entries) = fs::read_dir(site.join(folder)) else { continue };
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        let html = names.filter(|name| Path::new(name).extension().is_some_and(|e| e == "html"));
        found.extend(html.map(|name| format!("{folder}/{name}").trim_start_matches('/').to_owned()));
    }
    found.sort();
    assert!(found.contains(&"index.html".to_owned()), "{found:?}");
    found
}

/// A site of a spec that has every payload wherever a text may stand.
pub(crate) fn hostile_site() -> TempDir {
    let (folder, site) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let spec = folder.path().join("spec.yaml");
    fs::write(&spec, hostile_spec()).expect("a spec is written");
    let made = docs(&spec, site.path());
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    site
}

/// One operation, one object and one enum for each payload, in each place of theirs that takes it.
fn hostile_spec() -> String {
    let (mut operations, mut schemas, mut counts) = (String::new(), String::new(), [0; PLACES.len()]);
    for (number, (_, payload)) in payloads::all().enumerate() {
        let taken = places_of(number, payload);
        counts.iter_mut().zip(taken).for_each(|(count, text)| *count += usize::from(text == payload));
        operations += &operation(number, &taken);
        schemas += &schema(number, &taken);
    }
    // What is refused everywhere shows nothing.
    for (place, count) in PLACES.iter().zip(counts) {
        assert!(count > 100, "{place}: {count}");
    }
    whole(&operations, &schemas)
}

/// The payload in each place that takes it.
fn places_of(number: usize, payload: &'static str) -> [&'static str; PLACES.len()] {
    let everywhere = [payload; PLACES.len()];
    let is_taken = |texts: &[&str; PLACES.len()]| is_taken(&whole(&operation(number, texts), &schema(number, texts)));
    if is_taken(&everywhere) {
        return everywhere;
    }
    let mut taken = [PLAIN; PLACES.len()];
    for (place, text) in taken.iter_mut().enumerate() {
        let mut alone = [PLAIN; PLACES.len()];
        alone[place] = payload;
        if is_taken(&alone) {
            *text = payload;
        }
    }
    taken
}

const PLACES: &[&str] = &["text", "value", "parameter", "field", "enum value", "header value"];

const PLAIN: &str = "plain";

fn is_taken(spec: &str) -> bool {
    apiloom_codegen::check(&apiloom_codegen::SourceSet::from_text("spec.yaml", spec)).is_ok()
}

fn whole(operations: &str, schemas: &str) -> String {
    let script = yaml("<script>pwned()</script>");
    format!(
        "apiloom: 1\nname: {script}\nversion: {script}\ndescription: {script}\n\
         servers: {{ main: {{ url: \"https://api.example.com\", description: {script}, deprecated: {script} }} }}\n\
         operations:\n{operations}schemas:\n  Other: string\n{schemas}"
    )
}

fn operation(number: usize, payload: &[&str; PLACES.len()]) -> String {
    let [text, value, parameter, _, _, header] = payload.map(yaml);
    format!(
        "  call_{number}:\n    summary: {text}\n    description: {text}\n    deprecated: {text}\n    \
         request: POST /call/{number}\n    query:\n      {parameter}: {{ type: string?, rust_name: given, \
         description: {text}, default: {value}, example: {value}, deprecated: {text} }}\n    \
         headers: {{ X-Header: {{ type: string, example: {header} }} }}\n    body: {{ type: Thing{number}, description: {text} }}\n    \
         responses: {{ 200: {{ type: Thing{number}, description: {text} }} }}\n"
    )
}

fn schema(number: usize, payload: &[&str; PLACES.len()]) -> String {
    let [text, value, _, field, variant, _] = payload.map(yaml);
    format!(
        "  Thing{number}:\n    description: {text}\n    deprecated: {text}\n    fields:\n      {field}: {{ type: string, \
         rust_name: held, description: {text}, example: {value}, deprecated: {text} }}\n      \
         kind_of: Kind{number}\n  Kind{number}:\n    description: {text}\n    \
         enum: {{ {variant}: {{ description: {text}, rust_name: Held }} }}\n"
    )
}

/// A text in double quotes: everything that is not plain as its number (YAML 1.2.2, 5.7).
fn yaml(text: &str) -> String {
    let plain = |c: char| c == ' ' || c.is_ascii_graphic() && c != '"' && c != '\\';
    let part = |c: char| if plain(c) { c.to_string() } else { format!("\\U{:08x}", u32::from(c)) };
    format!("\"{}\"", text.chars().map(part).collect::<String>())
}
