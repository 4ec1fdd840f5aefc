//! Try report queries: the first rows of a query, at once.

use apiloom_runtime::Json;

use super::{Outcome, success};
use crate::api::server::TryQueryInput;
use crate::call::Call;
use crate::catalog;
use crate::model::Account;
use crate::refusal::Refusal;
use crate::select::Selection;

/// Some pages say 10; the one documented answer has 100.
const ROWS: usize = 100;

pub(crate) fn run(account: &Account, call: &Call<'_>, input: &TryQueryInput) -> Outcome<Json> {
    let text = match (&input.export_query, &input.query_id) {
        (Some(text), None) => text,
        (None, Some(id)) => &account.query(id.as_str()).ok_or_else(Refusal::unknown_query)?.text,
        _ => return Err(Refusal::one_query()),
    };
    let Selection { columns, limit } = Selection::parse(text, call.family)?;
    let rows = 1..=limit.unwrap_or(ROWS).min(ROWS);
    let items = rows.map(|row| catalog::row(&columns, row).map(|(column, value)| (column.to_owned(), value)).collect());
    Ok(success(items.collect(), None))
}
