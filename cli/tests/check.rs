//! Problems for scripts, editors and CI.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The slip stands behind a character of two UTF-16 units and four bytes.
const SPEC: &str = "apiloom: 1
name: Notes
servers: { main: https://notes.example.com }
operations:
  read_note: { summary: \"\u{1f600} Reads.\", request: GET /notes, retruns: json, returns: json }
schemas:
  Note: { fields: { state: Staet } }
  State: { enum: [a] }
";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("a spec")).unwrap();
    fs::write(folder.join("a spec/api.yaml"), SPEC).unwrap();
    folder
}

fn check(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_apiloom")).current_dir(folder).arg("check").args(arguments).output().unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The text of a range of bytes, as the JSON says it.
fn slice(place: &Value) -> &'static str {
    let at = |end: &str| usize::try_from(place[end]["offset"].as_u64().unwrap()).unwrap();
    &SPEC[at("start")..at("end")]
}

#[test]
fn json_says_everything_of_a_problem() {
    let output = check(&folder("check-json"), &["a spec", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let found = json(&output);
    let problem = &found["problems"][0];
    assert_eq!(problem["code"], "unknown-key");
    assert_eq!(problem["file"], "a spec/api.yaml");
    assert_eq!(slice(problem), "retruns");
    let line = SPEC.lines().nth(4).unwrap();
    let column = line[..line.find("retruns").unwrap()].chars().count() + 1;
    assert_eq!(problem["start"]["line"], 5);
    assert_eq!(problem["start"]["column"], column);
    assert_eq!(problem["end"]["column"], column + "retruns".len());
    assert_eq!(problem["labels"][0]["start"], problem["start"]);
    assert_eq!(problem["help"], "did you mean `returns`?");
    assert_eq!((slice(&problem["fix"]), &problem["fix"]["replacement"]), ("retruns", &"returns".into()));
    let link = problem["documentation"].as_str().unwrap();
    assert!(link.ends_with("/docs/diagnostics.md#unknown-key"), "{link}");
}

#[test]
fn nothing_wrong_is_an_empty_list_and_what_cannot_be_read_is_no_list() {
    let folder = folder("check-none");
    fs::write(folder.join("a spec/api.yaml"), "apiloom: 1\nname: A\nservers: { main: https://a.example.com }\n")
        .unwrap();
    let output = check(&folder, &["a spec", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(json(&output)["problems"], Value::Array(Vec::new()));
    let output = check(&folder, &["a spec", "--format", "sarif"]);
    assert_eq!(json(&output)["runs"][0]["results"], Value::Array(Vec::new()));
    let output = check(&folder, &["a spec", "--format", "short"]);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(0), &b""[..]));
    let output = check(&folder, &["nowhere", "--format", "json"]);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nowhere"));
}

#[test]
fn short_is_a_line_for_each_problem() {
    let output = check(&folder("check-short"), &["a spec", "--format", "short"]);
    assert_eq!(output.status.code(), Some(1));
    let lines = String::from_utf8(output.stdout).unwrap();
    assert_eq!(lines, "a spec/api.yaml:5:58: an operation has no key `retruns` [unknown-key]\n");
}

#[test]
fn sarif_has_what_its_schema_requires() {
    let folder = folder("check-sarif");
    let output = check(&folder, &["a spec", "--format", "sarif"]);
    assert_eq!(output.status.code(), Some(1));
    let log = json(&output);
    sound(&log);
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "unknown-key");
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "a%20spec/api.yaml");
    let line = SPEC.lines().nth(4).unwrap();
    let units = line[..line.find("retruns").unwrap()].encode_utf16().count();
    assert_eq!(location["region"]["startColumn"], units + 1, "columns are UTF-16 units");
    let change = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["deletedRegion"], location["region"]);
    assert_eq!(change["insertedContent"]["text"], "returns");
    // Another stage, with a second label or none, and a spec of its own for every kind of problem.
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/diagnostics");
    let mut seen = 0;
    for entry in fs::read_dir(specs).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let output = check(&folder, &[&path.to_string_lossy(), "--format", "sarif"]);
            assert_eq!(output.status.code(), Some(1), "{}", path.display());
            sound(&json(&output));
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen}");
}

/// What the schema of SARIF 2.1.0 requires of the objects that are used, written out.
fn sound(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().ends_with("sarif-schema-2.1.0.json"));
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    assert!(run["invocations"][0]["executionSuccessful"].is_boolean());
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "apiloom");
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        assert!(rule["id"].is_string() && rule["helpUri"].as_str().unwrap().starts_with("https://"));
        assert!(rule["shortDescription"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{rule}");
    }
    for result in run["results"].as_array().unwrap() {
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{result}");
        assert_eq!(result["level"], "error");
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(!result["locations"].as_array().unwrap().is_empty());
        let related = result.get("relatedLocations").and_then(Value::as_array).into_iter().flatten();
        for location in result["locations"].as_array().unwrap().iter().chain(related) {
            physical(&location["physicalLocation"]);
        }
        for fix in result.get("fixes").and_then(Value::as_array).into_iter().flatten() {
            for change in fix["artifactChanges"].as_array().unwrap() {
                uri(&change["artifactLocation"]);
                for replacement in change["replacements"].as_array().unwrap() {
                    region(&replacement["deletedRegion"]);
                    assert!(replacement["insertedContent"]["text"].is_string());
                }
            }
        }
    }
}

fn physical(location: &Value) {
    uri(&location["artifactLocation"]);
    region(&location["region"]);
}

fn uri(location: &Value) {
    let uri = location["uri"].as_str().unwrap();
    assert!(!uri.is_empty() && uri.bytes().all(|byte| byte.is_ascii_graphic()), "{uri}");
}

fn region(region: &Value) {
    let at = |key: &str| region[key].as_u64().filter(|number| *number >= 1).unwrap();
    assert!((at("startLine"), at("startColumn")) <= (at("endLine"), at("endColumn")), "{region}");
}
