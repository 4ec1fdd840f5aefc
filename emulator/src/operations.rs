//! The operations: each is a function of what is remembered and what is asked.

pub(crate) mod datasets;
pub(crate) mod executions;
pub(crate) mod queries;
mod quotas;
mod report_draft;
mod report_times;
pub(crate) mod reports;
pub(crate) mod try_query;

use crate::api::models::Envelope;
use crate::refusal::Refusal;

/// What an operation comes to: the envelope of its answer, or the reason that there is none.
pub(crate) type Outcome<T> = Result<Envelope<T>, Refusal>;

/// The envelope of a success.
fn success<T>(items: Vec<T>, message: Option<&str>) -> Envelope<T> {
    let message = message.map(str::to_owned);
    Envelope { message, ..Envelope::of_items(items).status_code(200).data_redacted(false) }
}

/// What was found, or the refusal that says nothing was.
fn found<T>(items: Vec<T>, message: &str) -> Outcome<T> {
    if items.is_empty() { Err(Refusal::no_item()) } else { Ok(success(items, Some(message))) }
}

/// The single item that was made or changed; it is in a list all the same.
fn one<T>(item: T, message: &str) -> Envelope<T> {
    success(vec![item], Some(message))
}

/// Whether a filter lets a text through, in any case of letters; an absent filter does.
fn admits(filter: Option<&str>, text: &str) -> bool {
    filter.is_none_or(|wanted| wanted.eq_ignore_ascii_case(text))
}
