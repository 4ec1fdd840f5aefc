//! Rows for a selection: made from the names of its columns, the same every time.

use serde_json::Value;

/// The value of a column in a row. Ids are upper-case GUIDs, as in the documented example.
fn value(column: &str, row: usize) -> Value {
    let ends = |endings: &[&str]| endings.iter().any(|ending| ends_with(column, ending));
    if ends(&["mpnid", "mcpid"]) {
        (6_000_000 + row).to_string().into()
    } else if ends(&["id"]) {
        format!("251DE3D4-0000-4000-8000-{row:012X}").into()
    } else if ends(&["date", "month"]) {
        format!("2026-{:02}-01T00:00:00Z", row % 12 + 1).into()
    } else if ends(&["seats", "count", "units", "usd", "users", "quantity", "duration", "acr"]) {
        row.into()
    } else {
        format!("{column} {row}").into()
    }
}

/// In any case of letters.
fn ends_with(column: &str, ending: &str) -> bool {
    let start = column.len().saturating_sub(ending.len());
    column.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

/// A row, one value for each column.
pub(crate) fn row(columns: &[String], row: usize) -> impl Iterator<Item = (&str, Value)> {
    columns.iter().map(move |column| (column.as_str(), value(column, row)))
}
