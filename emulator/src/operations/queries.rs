//! Create, get and delete report queries.

use super::quotas;
use crate::call::Call;
use crate::model::{Account, Query};
use crate::refusal::Refusal;
use crate::reply::Reply;
use crate::select::Selection;

pub(super) fn create(account: &mut Account, call: &Call) -> Result<Reply, Refusal> {
    let body = call.body()?;
    let name = body.required_text("Name")?;
    let description = body.text("Description")?;
    let text = body.required_text("Query")?;
    Selection::parse(&text, call.family)?;
    quotas::one_more_query(account, call.family)?;

    let query = Query::user_defined(account.next_id(), name, description, text, call.now);
    let mut item = query.item(call.family);
    // The documented answer of this operation is the only one without it.
    if let Some(fields) = item.as_object_mut() {
        fields.remove("modifiedTime");
    }
    account.queries.push(query);
    Ok(Reply::one(item, "Query created successfully"))
}

pub(super) fn list(account: &mut Account, call: &Call) -> Result<Reply, Refusal> {
    let filters = &call.parameters;
    let include_system = filters.flag("includeSystemQueries", true)?;
    let only_system = filters.flag("includeOnlySystemQueries", false)?;
    let found = account.queries.iter().filter(|query| {
        (if query.system { include_system || only_system } else { !only_system })
            && filters.admit("queryId", &query.id)
            && filters.admit("queryName", &query.name)
    });
    let items = found.map(|query| query.item(call.family)).collect();
    Reply::found(items, "Query fetched successfully")
}

pub(super) fn delete(account: &mut Account, call: &Call) -> Result<Reply, Refusal> {
    let mut queries = account.queries.iter();
    let position = queries
        .position(|query| !query.system && query.id.eq_ignore_ascii_case(&call.id))
        .ok_or_else(Refusal::no_item)?;
    let query = account.queries.remove(position);
    Ok(Reply::one(query.item(call.family), "Query deleted successfully"))
}
