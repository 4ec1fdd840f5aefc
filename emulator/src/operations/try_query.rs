//! Try report queries: the first rows of a query, at once.

use serde_json::Value;

use crate::call::Call;
use crate::catalog;
use crate::model::Account;
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::select::Selection;

/// Some pages say 10; the one documented answer has 100.
const ROWS: usize = 100;

pub(super) fn run(account: &mut Account, call: &Call) -> Result<Reply, Refusal> {
    let text = match (call.parameters.text("exportQuery"), call.parameters.text("queryId")) {
        (Some(text), None) => text,
        (None, Some(id)) => &account.query(id).ok_or_else(Refusal::unknown_query)?.text,
        _ => return Err(Refusal::one_query()),
    };
    let Selection { columns, limit } = Selection::parse(text, call.family)?;
    let rows = 1..=limit.unwrap_or(ROWS).min(ROWS);
    let items = rows.map(|row| catalog::row(&columns, row).map(|(column, value)| (column.to_owned(), value)).collect());
    Ok(Reply::without_message(items.collect::<Vec<Value>>()))
}
