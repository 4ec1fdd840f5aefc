//! Create, get and delete report queries.

use super::{Outcome, admits, found, one, quotas};
use crate::api::models::{self, CreateQuery, QueryId};
use crate::api::server::ListQueriesInput;
use crate::call::Call;
use crate::model::{Account, Query};
use crate::refusal::Refusal;
use crate::select::Selection;

pub(crate) fn create(account: &mut Account, call: &Call<'_>, body: CreateQuery) -> Outcome<models::Query> {
    Selection::parse(&body.query, call.family)?;
    quotas::one_more_query(account, call.family)?;

    let query = Query::user_defined(account.next_id(), body, call.now);
    let item = query.item();
    account.queries.push(query);
    Ok(one(item, "Query created successfully"))
}

pub(crate) fn list(account: &Account, input: &ListQueriesInput) -> Outcome<models::Query> {
    let include_system = input.include_system_queries.unwrap_or(true);
    let only_system = input.include_only_system_queries.unwrap_or(false);
    let queries = account.queries.iter().filter(|query| {
        (if query.system { include_system || only_system } else { !only_system })
            && admits(input.query_id.as_ref().map(QueryId::as_str), &query.id)
            && admits(input.query_name.as_deref(), &query.name)
    });
    found(queries.map(Query::item).collect(), "Query fetched successfully")
}

pub(crate) fn delete(account: &mut Account, id: &QueryId) -> Outcome<models::Query> {
    let mut queries = account.queries.iter();
    let position = queries
        .position(|query| !query.system && query.id.eq_ignore_ascii_case(id.as_str()))
        .ok_or_else(Refusal::no_item)?;
    Ok(one(account.queries.remove(position).item(), "Query deleted successfully"))
}
