//! Problems as one JSON object.

use apiloom_codegen::{Diagnostic, Diagnostics, Span};
use serde_json::{Value, json};

use super::places::{Places, Unit};
use crate::explain::link;

/// Columns are counted in characters; `offset` is in bytes.
pub(super) fn json(found: &Diagnostics, places: &Places<'_>) -> Value {
    let problems: Vec<Value> = found.iter().map(|diagnostic| problem(diagnostic, places)).collect();
    json!({ "version": 1, "problems": problems })
}

fn problem(diagnostic: &Diagnostic, places: &Places<'_>) -> Value {
    let mut value = place(diagnostic.span(), places);
    value["code"] = diagnostic.code.into();
    value["title"] = diagnostic.title.as_str().into();
    value["labels"] = diagnostic
        .labels
        .iter()
        .map(|label| {
            let mut value = place(label.span, places);
            value["text"] = label.text.as_str().into();
            value
        })
        .collect();
    value["help"] = diagnostic.help.as_deref().into();
    value["fix"] = diagnostic.fix.as_ref().map_or(Value::Null, |fix| {
        let mut value = place(fix.span, places);
        value["replacement"] = fix.replacement.as_str().into();
        value
    });
    value["documentation"] = link(diagnostic.code).into();
    value
}

fn place(span: Span, places: &Places<'_>) -> Value {
    let (start, end) = places.range(span, Unit::Character);
    json!({
        "file": places.file(span),
        "start": { "line": start.line, "column": start.column, "offset": span.start },
        "end": { "line": end.line, "column": end.column, "offset": span.end },
    })
}
