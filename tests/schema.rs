//! The JSON Schema that editors read says what the parser says: neither refuses a spec that the other takes, as far as
//! a schema can look. And the spec reader sees in every file what another YAML reader sees there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use apiloom_codegen::{Options, SourceSet, check, generate, spec_schema};
use jsonschema::Validator;
use serde_json::Value;

/// What the schema refuses, too: keys, shapes, and texts with a grammar of their own.
const SAID: &str = "\
    api-key-elsewhere bad-content bad-duration bad-page bad-range bad-separator bad-status bar-without-null choice-beside \
    constant-and-generated constant-value end-of-events constant-with-type credentials-name download-host duplicate-value empty-choice \
    empty-file empty-value example-key header-name header-value large-value misplaced-key missing-key none-status \
    null-parameter null-type only-for-headers operation-name optional-here optional-inside optional-one-of \
    optional-path-parameter pages-key pages-two-ways pages-way path-character path-segment path-slash \
    pending-status placeholder-end placeholder-name pointer read-and-write-only request-line required-on-required \
    schema-kind schema-kinds schema-name schema-name-taken scope security-kind too-few unknown-casing unknown-format \
    unknown-generator unknown-key unknown-method unknown-style unknown-version wait-of wait-state wrong-shape";

/// What a schema cannot say, and why. It may still refuse some of it.
const UNSAID: &[(&str, &str)] = &[
    (
        "it sees the data, not how it was written",
        "alias ambiguous-scalar anchor brace-in-flow colon-in-text directive duplicate-key file-too-large flow-colon flow-comma key-is-not-text \
        merge-key not-utf8 second-document tab tag too-deep too-many-nodes yaml-syntax",
    ),
    ("it sees one file", "duplicate-schema no-api-file two-api-files"),
    (
        "it cannot follow a name to what the name stands for",
        "alias-cycle constraint-type content-needed content-type discriminator-field download-link envelope-field \
        envelope-field-type envelope-schema flat-name form-type infinite-schema list-without-separator missing-path-parameter \
        no-envelope parameter-type pointer-field pointer-into pointer-one-of pointer-query pointer-secret \
        pointer-type pointer-unreceived separator-without-list set-item style-type type-parameters union-alike union-anything union-member \
        unknown-credentials unknown-deduplication unknown-security unknown-server unknown-type unused-path-parameter variants-received wait-parameter \
        wait-object wait-required",
    ),
    (
        "it cannot hold an example or a default against its type",
        "example-body example-content example-status incomplete-example missing-member no-member no-variant unknown-member \
        unknown-parameter unknown-value value-constraint value-type",
    ),
    (
        "it cannot hold two values against each other",
        "unknown-variable unused-variable variable-default variable-differs variable-place variable-value answer-without-body body-of-get choice-alike choice-in-error choice-optional content-of-empty content-of-events end-without-events events-in-error deduplicated-idempotent duplicate-field duplicate-header \
        duplicate-request duplicate-status envelope-in-error generic-schema credentials-place mixed-enum mixed-security no-success none-undeclared \
        none-without-many pages-answer pages-items pages-whole pending-undeclared security-list style-beside style-place success-in-errors unnamed-security wait-answer \
        wait-repeats wait-same-state wait-time wait-two-states",
    ),
    ("it does not know the names that are made for Rust", "bad-name name-collision"),
    ("it is no fault of a spec", "internal-error"),
    (
        "its patterns count nothing, nest nothing and do not fold capitals",
        "bad-pattern bad-type bad-url duplicate-placeholder empty-range range-type reserved-header",
    ),
];

#[test]
fn the_schema_is_up_to_date() {
    expect_test::expect_file!["../docs/spec.schema.json"].assert_eq(&spec_schema());
}

#[test]
fn the_schema_is_a_schema() {
    let schema = schema();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    assert!(jsonschema::draft202012::new(&schema).is_ok());
}

#[test]
fn a_spec_that_is_accepted_fits_the_schema() {
    let validator = validator();
    let mut files = 0;
    for (spec, sources) in accepted() {
        for (name, text) in texts(&sources) {
            let data = data(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            let problems = problems(&validator, &data);
            assert!(problems.is_empty(), "{} is accepted, but in {name}: {problems:#?}", spec.display());
            files += 1;
        }
    }
    assert!(files >= 5, "{files} files");
}

#[test]
fn what_the_schema_can_say_it_says() {
    let validator = validator();
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for spec in specs("tests/diagnostics") {
        let sources = read(&spec);
        let Err(diagnostics) = check(&sources) else { continue };
        for (index, source) in sources.sources().iter().enumerate() {
            let here = diagnostics.iter().filter(|diagnostic| usize::from(diagnostic.span().source) == index);
            let codes: BTreeSet<&str> = here.map(|diagnostic| diagnostic.code).collect();
            let said = codes.iter().any(|code| is_said(code));
            seen.extend(codes.iter().copied().filter(|_| said));
            let data = fs::read_to_string(&source.name).ok().and_then(|text| data(&text).ok());
            // What no YAML reader takes never gets to a schema.
            let fits = data.is_some_and(|data| problems(&validator, &data).is_empty());
            if said && fits {
                wrong.push(format!("{}: the schema takes what is refused as {codes:?}", source.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let unproven: Vec<&str> = SAID.split(' ').filter(|code| !seen.contains(code)).collect();
    assert!(unproven.is_empty(), "no spec shows that the schema says {unproven:?}");
}

/// Whether the schema refuses this, too: each code is in one of the two lists.
fn is_said(code: &str) -> bool {
    let has = |codes: &str| codes.split(' ').any(|listed| listed == code);
    let unsaid = UNSAID.iter().any(|(_, codes)| has(codes));
    assert!(has(SAID) != unsaid, "`{code}` has to be in SAID or in UNSAID");
    !unsaid
}

/// Where a text has a grammar: a spec with `@` in place of the text, parts to make texts from, and of how many.
const GRAMMARS: &[(&str, &[&str], usize)] = &[
    ("documentation: @", &["https://", "http://", "a", "/", "#", "["], 3),
    ("credentials: { a: @ }", &["bearer", "basic", "none", " "], 2),
    ("credentials: { @: bearer }", &["a", "_", "-", "+", "none"], 2),
    ("operations: { x: { request: GET /, summary: X., returns: empty, scopes: [@] } }", MARKS, 1),
    ("security: { header: @ }", MARKS, 1),
    ("names: { read: @ }", &["exact", "any", "-", "case"], 3),
    ("operations: { @: { summary: X., request: GET /, returns: empty } }", &["a", "_", "1", "A", "self"], 3),
    ("operations: { x: { request: @, summary: X., returns: empty } }", &["GET", "get", " ", "/a", "a"], 3),
    (
        "operations: { x: { request: @, summary: X., returns: empty } }",
        &["GET /", "GET /.", "/", ".", "{a}", "{", "%2e", "%41"],
        3,
    ),
    (
        "operations: { x: { request: GET /, summary: X., returns: @ } }",
        &["one ", "string", "list<", ">", "null", "empty"],
        3,
    ),
    ("operations: { x: { request: GET /, summary: X., returns: { type: string, content: @ } } }", CONTENT, 3),
    ("operations: { x: { request: GET /, summary: X., responses: { 299: empty, @: empty } } }", STATUSES, 3),
    (
        "operations: { x: { request: GET /, summary: X., returns: empty, timeout: @ } }",
        &["0", "1", "2", "5", "ms", "s", "h", "-"],
        3,
    ),
    ("operations: { x: { request: PUT /, summary: X., returns: empty, body: @ } }", TYPES, 3),
    (
        "operations: { x: { request: PUT /, summary: X., returns: empty, body: { type: string, content: @ } } }",
        CONTENT,
        3,
    ),
    ("operations: { x: { request: GET /, summary: X., returns: empty, query: { q: @ } } }", TYPES, 3),
    (
        "operations: { x: { request: GET /, summary: X., returns: empty, query: { one of: { q: @, r: string } } } }",
        TYPES,
        3,
    ),
    ("operations: { x: { request: 'GET /{p}', summary: X., returns: empty, path: { p: @ } } }", TYPES, 3),
    ("operations: { x: { request: GET /, summary: X., returns: empty, headers: { @: string } } }", MARKS, 1),
    ("operations: { x: { request: GET /, summary: X., returns: empty, headers: { X: { const: @ } } } }", MARKS, 2),
    ("operations: { x: { request: GET /, summary: X., returns: empty, cookies: { @: string } } }", MARKS, 1),
    (
        "every_operation: { query: { q: { type: list<string>, separator: @ } } }\noperations: { x: { request: GET /, summary: X., returns: empty } }",
        MARKS,
        1,
    ),
    (PAGES_ITEMS, &["response", "last", ".", "a", "A"], 3),
    (PAGES_LINK, &["response", "header", ".", "a", "Link", "link"], 3),
    (PAGES_CURSOR, &["query", "response", ".", "c"], 3),
    (PAGES_NEXT, &["response", "last", "query", ".", "a"], 3),
    (WAITS, &["any", "all", "newest", " by ", "newest by ", "a"], 2),
    (
        "schemas: { A: { fields: { a: { type: url, download: { method: d, hosts: [@] } } } } }",
        &["*", ".", "a", "1", "-", "A", ":"],
        4,
    ),
    ("schemas: { @: string }", &["A", "A<", "B", ">", ",", " "], 3),
    ("schemas: { A: @ }", TYPES, 3),
    ("schemas: { A: { fields: { f: @ } } }", TYPES, 4),
    ("schemas: { A: { type: f64, range: @ } }", &["1", "..", "=", "-", "."], 4),
    ("schemas: { A: { type: string, length: @ } }", &["1", "..", "=", " "], 4),
    ("schemas: { A: { type: string, format: @ } }", &["date", "-", "time", "uuid"], 3),
];

const API: &str = "apiloom: 1\nname: A\nservers: { main: https://example.com }\nparameters: { a: string }\n";
const TYPES: &[&str] = &["list<", "string", ">", "| null", "?"];
const CONTENT: &[&str] = &["json", "form", "text", "/", "+", ";"];
const STATUSES: &[&str] = &["200", "4XX", "default", ",", " ", "6xx"];
const PAGES_ITEMS: &str =
    "operations: { x: { request: GET /, summary: X., returns: A, pages: { items: @, link: header.Link } } }
schemas: { A: { fields: { a: list<string> } } }";
const PAGES_LINK: &str =
    "operations: { x: { request: GET /, summary: X., returns: A, pages: { items: response.b, link: @ } } }
schemas: { A: { fields: { a: url, b: list<string> } } }";
const PAGES_CURSOR: &str = "operations:
  x: { request: GET /, summary: X., query: { c: \"string?\" }, returns: A, pages: { items: response.b, cursor: @, next: response.a } }
schemas: { A: { fields: { a: string, b: list<string> } } }";
const PAGES_NEXT: &str = "operations:
  x: { request: GET /, summary: X., query: { c: \"string?\" }, returns: A, pages: { items: response.b, cursor: query.c, next: @ } }
schemas: { A: { fields: { a: string, b: list<A> } } }";
const WAITS: &str = "operations:
  x: { request: GET /, summary: X., returns: A, waits: { y: { summary: Y., until: { a: b }, of: @, every: 1s, within: 2s } } }
schemas: { A: { fields: { a: string } } }";
const MARKS: &[&str] = &["a", "5", "-", ",", "~", ":", "@", "[", "`", "{", "|", " ", "\t", "\u{7f}", "é"];

#[test]
fn texts_are_judged_alike() {
    let validator = validator();
    let mut wrong = Vec::new();
    for (template, parts, longest) in GRAMMARS {
        for written in texts_of(parts, *longest) {
            let rest = template.replace('@', &Value::from(written).to_string());
            let spec = format!("{API}{rest}\n");
            let fits = data(&spec).is_ok_and(|data| validator.is_valid(&data));
            match check(&SourceSet::from_text("api.yaml", &spec)) {
                Ok(()) if !fits => wrong.push(format!("only the schema refuses {rest}")),
                Err(found) if fits && found.iter().any(|diagnostic| is_said(diagnostic.code)) => {
                    wrong.push(format!("only the parser refuses {rest}"));
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{} texts: {:#?}", wrong.len(), &wrong[..wrong.len().min(40)]);
}

/// Every text of so many parts, and of fewer.
fn texts_of(parts: &[&str], longest: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut last = all.clone();
    for _ in 0..longest {
        last = last.iter().flat_map(|text| parts.iter().map(move |part| format!("{text}{part}"))).collect();
        all.extend(last.iter().cloned());
    }
    all.sort();
    all.dedup();
    all
}

/// A file, the same data as JSON by another YAML reader, one client: both readers see the same keys, order and values.
#[test]
fn another_yaml_reader_reads_the_same() {
    for (spec, sources) in accepted() {
        let texts = texts(&sources);
        let other: Vec<(String, String)> =
            texts.iter().map(|(name, text)| (name.clone(), as_json(name, text))).collect();
        let [ours, other] = [&texts, &other].map(|files| {
            let files = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
            generate(&SourceSet::from_texts(files), &Options::default())
        });
        let ours = ours.unwrap_or_else(|found| panic!("{}: {found:#?}", spec.display()));
        let other = other.unwrap_or_else(|found| panic!("{}, as JSON: {found:#?}", spec.display()));
        for ((path, ours), (other_path, other)) in ours.iter().zip(other.iter()) {
            assert_eq!(path, other_path, "{}", spec.display());
            assert!(ours == other, "{}: {path} differs", spec.display());
        }
        assert_eq!(ours.iter().count(), other.iter().count(), "{}", spec.display());
    }
}

/// JSON is YAML; maps keep their order.
fn as_json(name: &str, text: &str) -> String {
    let data: serde_yaml::Value = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::to_string(&data).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn schema() -> Value {
    serde_json::from_str(&spec_schema()).unwrap_or_else(|error| panic!("the schema is no JSON: {error}"))
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).unwrap_or_else(|error| panic!("the schema is none: {error}"))
}

fn problems(validator: &Validator, data: &Value) -> Vec<String> {
    validator.iter_errors(data).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn data(text: &str) -> Result<Value, serde_yaml::Error> {
    serde_yaml::from_str(text)
}

/// Every spec of the repository that is accepted.
fn accepted() -> Vec<(PathBuf, SourceSet)> {
    let folders = ["tests/golden", "tests/diagnostics"];
    let specs = folders.into_iter().flat_map(specs).chain([root("spec")]);
    specs.map(|spec| (spec.clone(), read(&spec))).filter(|(_, sources)| check(sources).is_ok()).collect()
}

/// The specs in a folder: files, and folders of files.
fn specs(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut specs: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    specs.retain(|path| path.is_dir() || path.extension().is_some_and(|extension| extension == "yaml"));
    specs.sort();
    specs
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(spec: &Path) -> SourceSet {
    SourceSet::read(spec).unwrap_or_else(|error| panic!("{}: {error}", spec.display()))
}

fn texts(sources: &SourceSet) -> Vec<(String, String)> {
    let text = |name: &String| fs::read_to_string(name).unwrap_or_else(|error| panic!("{name}: {error}"));
    sources.sources().iter().map(|source| (source.name.clone(), text(&source.name))).collect()
}
