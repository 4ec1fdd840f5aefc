//! The file behind `reportAccessSecureLink`.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::Family;
use crate::catalog;
use crate::model::{Execution, Format};
use crate::select::Selection;
use crate::shared::Shared;

const ROWS: usize = 3;

/// Files in practice begin with it.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Sends the file. The link is the permission: a token besides it is a leak, and is refused.
pub(crate) async fn file(State(shared): State<Arc<Shared>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    if headers.contains_key(AUTHORIZATION) {
        return (StatusCode::BAD_REQUEST, "The link needs no authorization.").into_response();
    }
    let mut state = shared.lock();
    let text = Family::ALL.into_iter().find_map(|family| {
        let mut executions = state.account(family).executions.iter();
        let execution = executions.find(|run| run.id == id && run.is_completed())?;
        Some((content_type(execution.format), content(execution, family)?))
    });
    match text {
        Some((content_type, text)) => ([(CONTENT_TYPE, content_type)], text).into_response(),
        None => (StatusCode::NOT_FOUND, "The file does not exist.").into_response(),
    }
}

const fn content_type(format: Format) -> &'static str {
    match format {
        Format::Csv => "text/csv",
        Format::Tsv => "text/tab-separated-values",
    }
}

/// A line of column names, then the rows.
fn content(execution: &Execution, family: Family) -> Option<String> {
    let Selection { columns, limit } = Selection::parse(&execution.query, family).ok()?;
    let separator = match execution.format {
        Format::Csv => ",",
        Format::Tsv => "\t",
    };
    let rows = (1..=limit.unwrap_or(ROWS).min(ROWS)).map(|row| {
        let cells = catalog::row(&columns, row).map(|(_, value)| cell(&value));
        cells.collect::<Vec<_>>().join(separator)
    });
    let lines = std::iter::once(columns.join(separator)).chain(rows);
    Some(lines.fold(BYTE_ORDER_MARK.to_owned(), |text, line| text + &line + "\r\n"))
}

/// Strings are quoted, which JSON does as CSV would: the values contain no quotes.
fn cell(value: &Value) -> String {
    value.to_string()
}
