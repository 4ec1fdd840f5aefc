//! Lists in pages.

use std::num::NonZeroUsize;

use crate::api::models::Envelope;
use crate::refusal::Refusal;

/// The query parameter that says where a page begins. What is in it is nobody's business but ours.
const TOKEN: &str = "skiptoken";

/// The page of a list that a request asks for, by its address and its query as they came. Where items are left, the
/// link to the next page is the same request with another token.
pub(crate) fn page<T>(
    list: Envelope<T>,
    size: NonZeroUsize,
    address: &str,
    query: &str,
) -> Result<Envelope<T>, Refusal> {
    let items = list.value.unwrap_or_default();
    let start = match token(query) {
        Some(token) => position(token).filter(|start| *start < items.len()),
        None => Some(0),
    };
    let start = start.ok_or_else(|| Refusal::wrong_type(TOKEN))?;
    let end = start.saturating_add(size.get());
    let next_link = (end < items.len()).then(|| next_link(address, query, end));
    let page = Envelope::of_items(items.into_iter().skip(start).take(size.get()).collect());
    Ok(Envelope { value: page.value, total_count: page.total_count, next_link, ..list })
}

fn token(query: &str) -> Option<&str> {
    query.split('&').filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == TOKEN).map(|(_, value)| value)
}

fn position(token: &str) -> Option<usize> {
    usize::from_str_radix(token.strip_prefix("t-")?, 16).ok()
}

/// Everything else in the query stays as it was written.
fn next_link(address: &str, query: &str, start: usize) -> String {
    let others = query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(TOKEN));
    let token = format!("{TOKEN}=t-{start:04x}");
    let query: Vec<&str> = others.chain([token.as_str()]).collect();
    format!("{address}?{}", query.join("&"))
}
