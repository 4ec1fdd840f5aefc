//! Problems as a log of SARIF 2.1.0: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use std::path::Path;

use apiloom_codegen::{Diagnostic, Diagnostics, Span};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::places::{Places, Unit};
use crate::explain::{about, link, section};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn sarif(found: &Diagnostics, places: &Places<'_>) -> Value {
    let mut codes: Vec<&'static str> = found.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| rule(code)).collect();
    let results: Vec<Value> = found.iter().map(|diagnostic| result(diagnostic, &codes, places)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "apiloom",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            } },
            "invocations": [{ "executionSuccessful": true }],
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    })
}

fn rule(code: &str) -> Value {
    let mut rule = json!({ "id": code, "helpUri": link(code), "defaultConfiguration": { "level": "error" } });
    if let (Some(about), Some(section)) = (about(code), section(code)) {
        rule["shortDescription"] = json!({ "text": about });
        rule["help"] = json!({ "text": section, "markdown": section });
    }
    rule
}

fn result(diagnostic: &Diagnostic, codes: &[&str], places: &Places<'_>) -> Value {
    let message = match &diagnostic.help {
        Some(help) => format!("{}: {help}", diagnostic.title),
        None => diagnostic.title.clone(),
    };
    let mut result = json!({
        "ruleId": diagnostic.code,
        "ruleIndex": codes.iter().position(|code| *code == diagnostic.code),
        "level": "error",
        "message": { "text": message },
        "locations": [{ "physicalLocation": physical(diagnostic.span(), places) }],
    });
    let related: Vec<Value> = diagnostic
        .labels
        .iter()
        .skip(1)
        .enumerate()
        .map(|(id, label)| {
            let mut location = json!({ "id": id, "physicalLocation": physical(label.span, places) });
            if !label.text.is_empty() {
                location["message"] = json!({ "text": label.text });
            }
            location
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    if let Some(fix) = &diagnostic.fix {
        let description = diagnostic.help.as_deref().unwrap_or(&diagnostic.title);
        let replacement = json!({
            "deletedRegion": region(fix.span, places),
            "insertedContent": { "text": fix.replacement },
        });
        result["fixes"] = json!([{
            "description": { "text": description },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(places.file(fix.span)) },
                "replacements": [replacement],
            }],
        }]);
    }
    result
}

fn physical(span: Span, places: &Places<'_>) -> Value {
    json!({ "artifactLocation": { "uri": uri(places.file(span)) }, "region": region(span, places) })
}

fn region(span: Span, places: &Places<'_>) -> Value {
    let (start, end) = places.range(span, Unit::Utf16);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// What a path of a URI has as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

/// A file's path as a reference to a URI (section 3.4.3): relative to where the command runs, or absolute.
fn uri(path: &str) -> String {
    let encoded = utf8_percent_encode(path, PATH);
    match (Path::new(path).is_absolute(), path.starts_with('/')) {
        (true, true) => format!("file://{encoded}"),
        (true, false) => format!("file:///{encoded}"),
        _ => encoded.to_string(),
    }
}
