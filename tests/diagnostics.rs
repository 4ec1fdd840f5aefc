//! What apiloom says about a spec that it refuses.
//!
//! `tests/diagnostics/` has a spec for each message, named after its code: `<code>.yaml`, `<code>--<variant>.yaml`, or
//! a folder of that name where it takes several files. Beside it stands `<name>.stderr`, the text that is shown;
//! `UPDATE_EXPECT=1` writes it. A name with `_` in it is a scene of several problems.
//!
//! Which lines of `codegen/src/messages` no spec reaches: `cargo llvm-cov -p partner-insights --test all --text --
//! diagnostics`.
#![expect(clippy::unwrap_used, reason = "a failure to read a fixture fails the test, too")]
#![expect(clippy::format_collect, reason = "the texts are made once, and read better in one line")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use apiloom_codegen::{Diagnostics, Options, SourceSet, Style, check, generate, render, render_short};
use expect_test::expect_file;

/// Codes that no spec can have, and why.
const UNREACHABLE: &[(&str, &str)] = &[(
    "internal-error",
    "what it reports, output that is not Rust, is a mistake of apiloom: a spec that has it is a bug to fix",
)];

#[test]
fn every_fixture_says_what_it_is_named_after() {
    let mut failures = Vec::new();
    for (name, files) in fixtures() {
        let sources = source_set(&files);
        let Err(diagnostics) = check(&sources) else {
            failures.push(format!("{name}: nothing is wrong with it"));
            continue;
        };
        let codes: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        if !is_scene(&name) && codes != [code_of(&name)] {
            failures.push(format!("{name}: {codes:?}"));
        }
        expect_file![folder().join(format!("{name}.stderr"))]
            .assert_eq(&(render(&diagnostics, &sources, Style::Plain) + "\n"));
    }
    assert!(failures.is_empty(), "a fixture has exactly the problem that it is named after:\n{}", failures.join("\n"));
}

#[test]
fn every_expected_text_belongs_to_a_fixture() {
    let names: BTreeSet<String> = fixtures().into_keys().collect();
    for path in entries(&folder()) {
        let name = stem(&path);
        assert!(path.is_dir() || names.contains(&name), "{} belongs to no fixture", path.display());
    }
}

#[test]
fn every_message_has_a_fixture() {
    let fixtures = fixtures();
    let covered: BTreeSet<&str> = fixtures.keys().map(|name| code_of(name)).collect();
    let messages = messages();
    for (code, function) in &messages {
        let excused = UNREACHABLE.iter().any(|(unreachable, _)| unreachable == code);
        assert_eq!(
            covered.contains(code.as_str()),
            !excused,
            "`{function}` reports `{code}`: write tests/diagnostics/{code}.yaml"
        );
    }
    for name in fixtures.keys().filter(|name| !is_scene(name)) {
        assert!(messages.contains_key(code_of(name)), "no message has the code of the fixture `{name}`");
    }
}

#[test]
fn every_code_is_explained() {
    let text = fs::read_to_string(root().join("docs/diagnostics.md")).unwrap();
    let sections: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## `")?.strip_suffix('`')).collect();
    let codes: Vec<String> = messages().into_keys().collect();
    assert_eq!(sections, codes, "docs/diagnostics.md has a section for each code, in order");
}

#[test]
fn ten_mistakes_are_reported_in_one_run_and_in_order() {
    for name in ["ten_mistakes", "ten_mistakes_of_shape"] {
        let files = fixtures().remove(name).unwrap();
        let diagnostics = check(&source_set(&files)).unwrap_err();
        let codes: BTreeSet<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        let places: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.labels[0].span).collect();
        assert_eq!((diagnostics.len(), codes.len()), (10, 10), "{name}: {codes:?}");
        assert!(places.is_sorted(), "{name}: {places:?}");
    }
}

#[test]
fn no_mutation_of_a_spec_makes_it_panic() {
    let rounds = std::env::var("APILOOM_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(800_usize);
    let mut specs: Vec<Files> =
        fixtures().into_values().filter(|files| size(files) < 100_000 && !files.is_empty()).collect();
    let spec: Files = entries(&root().join("spec"))
        .iter()
        .map(|path| (format!("{}.yaml", stem(path)), fs::read(path).unwrap()))
        .collect();
    // The real spec takes turns with the fixtures.
    specs.extend(std::iter::repeat_n(spec, specs.len() / 4));
    let words: Vec<Vec<u8>> = specs
        .iter()
        .flatten()
        .flat_map(|(_, bytes)| bytes.split(|byte| !byte.is_ascii_alphanumeric()).map(<[u8]>::to_vec))
        .collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..rounds {
        let mut files = specs[random.below(specs.len())].clone();
        let at = random.below(files.len());
        for _ in 0..=random.below(3) {
            random.mutate(&mut files[at].1, &words);
        }
        inspect(&files, &format!("round {round}"));
    }
}

#[test]
fn bombs_are_refused_or_read() {
    let aliases: String =
        (1..40).map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", "))).collect();
    let keys: String = (0..40_000).map(|n| format!("k{n}: {n}, ")).collect();
    let schemas: String = (0..4_000)
        .map(|n| format!("  S{n}: {{ fields: {{ a: S{}?, b: list<S{}> }} }}\n", (n + 1) % 4_000, (n + 7) % 4_000))
        .collect();
    let long = "x".repeat(1 << 20);
    let api = "apiloom: 1\nname: Example\nservers: { main: https://api.example.com }\n";
    let bombs = [
        ("aliases", format!("a0: &a0 x\n{aliases}")),
        ("lists in lists", "[".repeat(100_000)),
        ("maps in maps", "{a: ".repeat(100_000)),
        ("lists in lists, closed", format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))),
        ("blocks in blocks", "- ".repeat(100_000)),
        ("complex keys", "? ".repeat(100_000)),
        ("indented blocks", (0..1_500).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect()),
        ("unknown keys", format!("{{ {keys} }}")),
        ("the same key", format!("{{ {} }}", "a: 1, ".repeat(80_000))),
        ("values of an example", format!("{api}schemas:\n  A: {{ type: json, examples: [{{ {keys} }}] }}\n")),
        ("values of an enum", format!("{api}schemas:\n  A: {{ enum: {{ {keys} }} }}\n")),
        ("items", format!("{api}operations: [{}]\n", "1, ".repeat(160_000))),
        ("a long scalar", format!("{api}description: {long}\n")),
        ("a long key", format!("{api}{long}: 1\n")),
        ("a long type", format!("{api}schemas: {{ A: {{ fields: {{ a: {long} }} }} }}\n")),
        ("a long list type", format!("{api}schemas: {{ A: {{ fields: {{ a: {} }} }} }}\n", "list<".repeat(200_000))),
        (
            "a long path",
            format!(
                "{api}operations:\n  a: {{ summary: A., request: \"GET /{}\", returns: empty }}\n",
                "{a}".repeat(300_000)
            ),
        ),
        (
            "a long pattern",
            format!("{api}schemas:\n  A: {{ type: string, pattern: \"{}\" }}\n", "(a{1000}){1000}".repeat(100)),
        ),
        (
            "a long status",
            format!(
                "{api}operations:\n  a: {{ summary: A., request: GET /a, errors: {{ \"{}\": A }} }}\n",
                "4XX,".repeat(250_000)
            ),
        ),
        ("a long line", format!("{api}security: {{ {} ]\n", "a: b, ".repeat(80_000))),
        ("many schemas", format!("{api}schemas:\n{schemas}")),
        ("quotes", "\"\\".repeat(500_000)),
        ("blank lines", "\n".repeat(1 << 20)),
        ("comments", "# \n".repeat(1 << 18)),
    ];
    for (name, text) in bombs {
        // No clock is asked: what grows as the square of its input would keep this test from ending.
        inspect(&[("bomb.yaml".to_owned(), text.into_bytes())], name);
    }
}

/// Checks a spec of any bytes; what is said about it has to be fit to be shown.
fn inspect(files: &[(String, Vec<u8>)], what: &str) {
    let sources = source_set(files);
    match check(&sources) {
        // What is let through can always be emitted.
        Ok(()) if size(files) < 4_000 => drop(
            generate(&sources, &Options::default()).map_err(|refused| panic!("{what}: {}", shown(&refused, &sources))),
        ),
        Ok(()) => {}
        Err(diagnostics) => inspect_refusal(&diagnostics, &sources, files, what),
    }
}

fn inspect_refusal(diagnostics: &Diagnostics, sources: &SourceSet, files: &[(String, Vec<u8>)], what: &str) {
    // `SourceSet` orders files by their names.
    let mut lengths: Vec<(&String, usize)> = files.iter().map(|(name, bytes)| (name, bytes.len())).collect();
    lengths.sort();
    assert!(!diagnostics.is_empty(), "{what}: refused, and nobody knows why");
    for diagnostic in diagnostics.iter() {
        assert!(!diagnostic.labels.is_empty(), "{what}: {diagnostic:?}");
        for place in diagnostic.labels.iter().map(|label| label.span).chain(diagnostic.fix.iter().map(|fix| fix.span)) {
            let inside = lengths
                .get(usize::from(place.source))
                .is_some_and(|(_, length)| place.start <= place.end && place.end as usize <= *length);
            assert!(inside, "{what}: {diagnostic:?}");
        }
    }
    let text = shown(diagnostics, sources);
    let most = diagnostics.len().min(201) * 16_000;
    assert!(text.len() <= most, "{what}: {} bytes are said about {} problems", text.len(), diagnostics.len());
    let short = diagnostics.iter().next().map(|first| render_short(first, sources)).unwrap_or_default();
    assert!(!short.contains('\n') && short.len() < 2_000, "{what}: {short}");
    let control = text.chars().find(|c| *c != '\n' && c.is_control());
    assert_eq!(control, None, "{what}: {text:?}");
}

fn shown(diagnostics: &Diagnostics, sources: &SourceSet) -> String {
    render(diagnostics, sources, Style::Plain)
}

/// Names and bytes of a spec's files.
type Files = Vec<(String, Vec<u8>)>;

/// Every fixture, by name; those that are too large or too empty for a file are made here.
fn fixtures() -> BTreeMap<String, Files> {
    let mut fixtures = BTreeMap::new();
    for path in entries(&folder()) {
        let name = stem(&path);
        if path.is_dir() {
            let files =
                entries(&path).iter().map(|file| (format!("{}.yaml", stem(file)), fs::read(file).unwrap())).collect();
            fixtures.insert(name, files);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            fixtures.insert(name.clone(), vec![(format!("{name}.yaml"), fs::read(&path).unwrap())]);
        }
    }
    let file = |name: &str, text: String| vec![(format!("{name}.yaml"), text.into_bytes())];
    fixtures.insert("no-api-file--empty-folder".to_owned(), Vec::new());
    fixtures.insert(
        "file-too-large".to_owned(),
        file("file-too-large", format!("description: {}\n", "long ".repeat((16 << 20) / 5))),
    );
    fixtures.insert(
        "too-many-nodes".to_owned(),
        file("too-many-nodes", format!("operations:\n{}", "- [1, 1, 1, 1, 1, 1, 1, 1]\n".repeat(240_000))),
    );
    fixtures
}

fn is_scene(name: &str) -> bool {
    name.contains('_')
}

fn code_of(name: &str) -> &str {
    name.split("--").next().unwrap_or(name)
}

/// Every code in `codegen/src/messages`, with the one function that reports it.
fn messages() -> BTreeMap<String, String> {
    let mut messages = BTreeMap::new();
    for path in entries(&root().join("codegen/src/messages")) {
        let text = fs::read_to_string(&path).unwrap();
        for function in text.split("pub(crate) fn ").skip(1) {
            let name = function.split('(').next().unwrap_or_default();
            let codes: Vec<&str> = function
                .split("Diagnostic::error(")
                .skip(1)
                .map(|rest| rest.split('"').nth(1).unwrap_or_default())
                .collect();
            let [code] = codes.as_slice() else { panic!("`{name}` has one code, not {codes:?}") };
            let other = messages.insert((*code).to_owned(), name.to_owned());
            assert_eq!(other, None, "`{code}` is the code of `{name}`, too");
        }
    }
    messages
}

fn source_set(files: &[(String, Vec<u8>)]) -> SourceSet {
    SourceSet::from_bytes(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
}

fn size(files: &[(String, Vec<u8>)]) -> usize {
    files.iter().map(|(_, bytes)| bytes.len()).sum()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn folder() -> PathBuf {
    root().join("tests/diagnostics")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Xorshift (Marsaglia 2003): the same mutations on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % end.max(1)
    }

    #[expect(clippy::too_many_lines, reason = "a table of mutations")]
    fn mutate(&mut self, bytes: &mut Vec<u8>, words: &[Vec<u8>]) {
        const PIECES: &[&str] = &[
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            ",",
            "?",
            "|",
            "<",
            ">",
            "&a ",
            "*a",
            "!!str ",
            "<<",
            "#",
            "\"",
            "'",
            "\\",
            "%",
            "-",
            "- ",
            "\n",
            "\n\n",
            "\t",
            " ",
            "  ",
            "@",
            "`",
            "~",
            "null",
            "no",
            "1e999",
            "-0",
            "0o17",
            "..=",
            "9999999999999999999999999999999999999999999",
            "list<",
            "set<list<map<",
            "T | null?",
            "{{",
            "}}",
            "/",
            "//",
            "..",
            "%2e",
            "é",
            "名",
            "🦀",
            "\u{0}",
            "\u{1b}[31m",
            "\u{7f}",
            "\u{85}",
            "\u{9b}",
            "\u{202e}",
            "\u{2028}",
            "\u{feff}",
            "\r",
            "\r\n",
            "---\n",
            "...\n",
            ">-\n",
            "|\n",
            "? ",
            "r#",
            "self",
            "Self",
            "Option",
            "const: ",
            "type: ",
            "200",
            "4XX",
            "default",
            "one of",
            "many T",
            "\"\\x41\"",
        ];
        let at = self.below(bytes.len() + 1);
        let length = self.below(12).min(bytes.len() - at);
        match self.below(9) {
            0 => drop(bytes.drain(at..at + length)),
            1 => insert(bytes, at, PIECES[self.below(PIECES.len())].as_bytes()),
            2 => insert(bytes, at, &words[self.below(words.len())]),
            3 => {
                let (from, to) = word_at(bytes, at);
                bytes.splice(from..to, words[self.below(words.len())].iter().copied());
            }
            4 => {
                let (from, to) = word_at(bytes, at);
                bytes.splice(from..to, PIECES[self.below(PIECES.len())].bytes());
            }
            5 => bytes.truncate(at),
            6 => {
                let piece = bytes[at..at + length].to_vec();
                let to = self.below(bytes.len() + 1);
                insert(bytes, to, &piece);
            }
            7 => {
                let mut lines: Vec<Vec<u8>> =
                    bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
                if !lines.is_empty() {
                    let line = lines.remove(self.below(lines.len()));
                    let to = self.below(lines.len() + 1);
                    lines.insert(to, line.clone());
                    if self.below(2) == 0 {
                        lines.push(line);
                    }
                }
                *bytes = lines.concat();
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(self.below(256)).unwrap_or_default();
                }
            }
        }
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}

/// The letters and digits around a place.
fn word_at(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = bytes[..at].iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let after = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    (at - before, at + after)
}
