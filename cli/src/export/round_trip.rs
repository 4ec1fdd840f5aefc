//! Importing an export gives the same API: the same model, and the same client to the byte.

#[path = "../../../tests/spec_blocks.rs"]
mod spec_blocks;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use apiloom_codegen::{Options, SourceSet, Style, describe, generate, render};

use super::random::Random;
use super::spec::Spec;
use super::{Exporter, export, valid, written};
use crate::import::import;

#[test]
fn every_golden_spec_comes_back() {
    let folder = root().join("tests/golden");
    let mut count = 0;
    for path in yaml_files(&folder) {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        is_the_same_client(&stem, &SourceSet::from_text(&format!("{stem}.yaml"), &text));
        count += 1;
    }
    assert!(count > 50, "{count} specs");
}

#[test]
fn the_flagship_comes_back() {
    let files: Vec<(String, String)> = yaml_files(&root().join("spec"))
        .into_iter()
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap()))
        .collect();
    is_the_same_client("spec", &SourceSet::from_texts(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))));
}

#[test]
fn every_block_of_the_reference_comes_back() {
    let reference = fs::read_to_string(root().join("docs/spec.md")).unwrap();
    let specs = spec_blocks::specs(&reference);
    assert!(specs.len() > 20, "{} specs", specs.len());
    specs.iter().for_each(|(name, sources)| is_the_same_client(name, sources));
}

#[test]
fn imported_documents_are_exported() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut count = 0;
    for path in files(&folder, |end| end != "expected") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let document = fs::read_to_string(&path).unwrap();
        let imported = import(&document, None).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"));
        let files = imported.files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        is_the_same_client(&name, &SourceSet::from_texts(files));
        count += 1;
    }
    assert!(count > 5, "{count} documents");
}

/// The checker refuses such keys, and so would the importer: what matters is that a key that the language gets later is not
/// left out without a word.
#[test]
fn a_key_that_export_does_not_know_is_in_the_document() {
    let text = "
apiloom: 1
name: A
servers:
  main:
    url: https://{a}.example.com
    variables: { a: { default: x, enum: { x: { grows: 1 } }, new: 2 } }
operations:
  read:
    summary: Reads.
    request: POST /
    body: { new: 3, one of: { a: { type: i32, new: 4 }, text: string } }
    returns: { new: 5, one of: { json: { type: i32, new: 6 }, text: string } }
schemas:
  State: { enum: { go: { grows: 7 }, wait: Waits. } }
  Level: { enum: { low: { value: 1, grows: 8 }, high: 2 } }
  Bag: { fields: {}, rest: { type: i32, new: 9 } }
";
    let spec = Spec::of(&SourceSet::from_text("api.yaml", text)).unwrap();
    let exported = Exporter::new(&spec).export();
    let document = written::yaml(&exported.document);
    for number in 1..=9 {
        let is_said =
            |line: &str| ["x-apiloom-new", "grows"].iter().any(|key| line.trim() == format!("{key}: {number}"));
        assert!(document.lines().any(is_said), "{number}\n{document}");
    }
    assert_eq!((exported.extensions["x-apiloom-new"], exported.extensions["x-apiloom-values"]), (6, 3));
}

/// What chance made is no spec now and then, as where a name is made twice: those are left to the checker.
#[test]
fn specs_made_by_chance_come_back() {
    let (mut valid, mut refused) = (0, std::collections::BTreeMap::<String, usize>::new());
    for seed in 0..SPECS {
        let files = Random::new(seed).spec();
        let sources = SourceSet::from_texts(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        match apiloom_codegen::check(&sources) {
            Ok(()) => {
                drop(comes_back(&format!("seed {seed}"), &sources));
                valid += 1;
            }
            Err(found) => found.iter().for_each(|one| *refused.entry(one.code.to_string()).or_default() += 1),
        }
    }
    assert!(valid * 2 > SPECS, "{valid} of {SPECS} are specs: {refused:?}");
}

const SPECS: u64 = 50;

/// Exports a spec, imports that from YAML and from JSON, and compares what both describe.
fn comes_back(name: &str, sources: &SourceSet) -> SourceSet {
    let exported = export(sources).unwrap_or_else(|found| panic!("{name}: {}", shown(&found, sources)));
    let json = written::json(&exported.document);
    valid::check(name, &json);
    let imported = imported(name, &json);
    assert_eq!(imported, self::imported(name, &written::yaml(&exported.document)), "{name}: YAML and JSON differ");
    let again = SourceSet::from_texts(imported.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let said: String = imported.iter().flat_map(|(name, text)| ["=== ", name.as_str(), "\n", text.as_str()]).collect();
    let before = describe(sources).unwrap_or_else(|found| panic!("{name}: {}", shown(&found, sources)));
    let after = describe(&again).unwrap_or_else(|found| panic!("{name}: {}", shown(&found, &again)));
    same(&format!("{before:#?}"), &format!("{after:#?}"), name, &said, &json);
    again
}

/// The same, and the client that is generated of it.
fn is_the_same_client(name: &str, sources: &SourceSet) {
    let again = comes_back(name, sources);
    let client = |sources| generate(sources, &Options::default()).unwrap();
    assert_eq!(client(sources), client(&again), "{name}");
}

fn imported(name: &str, document: &str) -> Vec<(String, String)> {
    let imported = import(document, None).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}\n{document}"));
    assert!(imported.notes.is_empty(), "{name}: {:#?}\n{document}", imported.notes);
    imported.files
}

/// The first lines that differ say more than all of both.
fn same(before: &str, after: &str, name: &str, spec: &str, document: &str) {
    if before == after {
        return;
    }
    let at = before.lines().zip(after.lines()).position(|(before, after)| before != after).unwrap_or_default();
    let around = |text: &str| text.lines().skip(at.saturating_sub(12)).take(24).collect::<Vec<_>>().join("\n");
    panic!(
        "{name} differs:\n{}\n--- after\n{}\n--- spec\n{spec}\n--- document\n{document}",
        around(before),
        around(after)
    );
}

fn shown(found: &apiloom_codegen::Diagnostics, sources: &SourceSet) -> String {
    render(found, sources, Style::Plain)
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    files(folder, |end| end == "yaml")
}

fn files(folder: &Path, is_wanted: impl Fn(&OsStr) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(&is_wanted)).collect();
    files.sort();
    files
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
