//! `docs/threats.md` cannot rot: each threat has one line, and each test, file and command that a line names is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How many threats each chapter has: none goes without a word.
const CHAPTERS: [(char, usize); 4] = [('A', 52), ('B', 79), ('C', 36), ('D', 31)];

/// A line of a table.
struct Threat {
    id: String,
    held_by: Vec<String>,
}

#[test]
fn every_threat_has_one_line() {
    let threats = threats();
    let ids: Vec<&str> = threats.iter().map(|threat| threat.id.as_str()).collect();
    for pair in ids.windows(2) {
        assert!(pair[0] < pair[1], "{} comes before {}", pair[0], pair[1]);
    }
    for (chapter, count) in CHAPTERS {
        assert_eq!(ids.iter().filter(|id| id.starts_with(chapter)).count(), count, "threats of {chapter}");
    }
    assert!(ids.iter().all(|id| is_id(id)), "{ids:?}");
}

#[test]
fn everything_that_holds_one_is_there() {
    let problems: Vec<String> = threats()
        .iter()
        .flat_map(|threat| threat.held_by.iter().map(move |entry| (threat, entry)))
        .filter_map(|(threat, entry)| Some(format!("{}: {entry}: {}", threat.id, problem(entry)?)))
        .collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn every_row_of_the_catalogue_of_faults_is_a_threat() {
    let threats = threats();
    let is_named = |row: &&String| {
        let threat = threats.iter().find(|threat| threat.id == **row);
        let is_told = |entry: &String| matches!(entry.as_str(), "`proof chaos`" | "`proof kill`") || is_open(entry);
        threat.is_some_and(|threat| threat.held_by.iter().any(is_told))
    };
    let rows = rows_of_faults();
    assert!(rows.len() > 40, "the rows of chaos/src/fault were not found: {rows:?}");
    let missing: Vec<&String> = rows.iter().filter(|row| !is_named(row)).collect();
    assert!(missing.is_empty(), "chaos/src/fault plays {missing:?}, and docs/threats.md does not say so");
}

fn threats() -> Vec<Threat> {
    let text = read("docs/threats.md");
    let (_, chapters) = text.split_once("\n## A.").unwrap_or_default();
    let is_row = |line: &&str| line.starts_with('|') && !line.starts_with("| id ") && !line.starts_with("| ---");
    chapters.lines().filter(is_row).map(threat).collect()
}

fn threat(line: &str) -> Threat {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let [id, threat, holds, held_by] = cells.as_slice() else { panic!("a threat has four cells: {line}") };
    assert!(![threat, holds, held_by].iter().any(|cell| cell.is_empty()), "a cell is empty: {line}");
    Threat { id: (*id).to_owned(), held_by: held_by.split("; ").map(str::to_owned).collect() }
}

fn is_id(text: &str) -> bool {
    let digits = text.strip_prefix(|chapter| CHAPTERS.iter().any(|(known, _)| chapter == *known));
    digits.is_some_and(|digits| digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_open(entry: &str) -> bool {
    entry.starts_with("open: ")
}

/// What is wrong with an entry of the last column.
fn problem(entry: &str) -> Option<&'static str> {
    if let Some(reason) = entry.strip_prefix("n/a: ").or(entry.strip_prefix("open: ")) {
        return (reason.len() < 6).then_some("it has no reason");
    }
    let Some(name) = entry.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) else {
        return Some("it is neither a name, nor n/a or open with a reason");
    };
    let (is_there, problem) = match (name.split_once("::"), name.split_once(' ')) {
        (Some((file, function)), _) => (is_test(file, function), "there is no such test"),
        (_, Some(("proof", command))) => (is_command(command), "there is no such command"),
        (_, Some(("fuzz", target))) => (is_file(&format!("fuzz/fuzz_targets/{target}.rs")), "there is no such target"),
        (_, Some((".ci/run:", step))) => (read(".ci/run").contains(&format!("step \"{step}")), "there is no such step"),
        _ => (is_case(name) && is_file(name), "there is no such file"),
    };
    (!is_there).then_some(problem)
}

/// A function of that name that `cargo test` runs.
fn is_test(file: &str, function: &str) -> bool {
    let text = if is_file(file) { read(file) } else { String::new() };
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let head = format!("fn {function}(");
    lines.iter().position(|line| line.trim_start_matches("async ").starts_with(&head)).is_some_and(|at| {
        let attributes: Vec<&&str> = lines[..at].iter().rev().take_while(|line| line.starts_with("#[")).collect();
        attributes.iter().any(|line| line.contains("test")) && !attributes.iter().any(|line| line.contains("ignore"))
    })
}

/// A variant of the commands of `apiloom-proof`.
fn is_command(name: &str) -> bool {
    let (first, rest) = name.split_at(name.len().min(1));
    read("proof/src/arguments.rs").contains(&format!("\n    {}{rest}(", first.to_uppercase()))
}

fn is_case(name: &str) -> bool {
    let is_spec = name.starts_with("tests/diagnostics/") || name.starts_with("tests/golden/");
    name == "deny.toml"
        || is_spec && Path::new(name).extension().is_some_and(|extension| extension == "yaml")
        || name.starts_with("tests/ui/fail/")
}

/// The rows that the catalogue of scripted faults names.
fn rows_of_faults() -> BTreeSet<String> {
    let mut rows = BTreeSet::new();
    let mut folders = vec![root().join("chaos/src/fault")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            rows.extend(text.split('"').filter(|literal| is_id(literal)).map(str::to_owned));
        }
    }
    rows
}

fn is_file(path: &str) -> bool {
    root().join(path).is_file()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
