//! What a page says about the next one.

use crate::envelope::Envelope;
use crate::response::Response;

/// What a page says about the next one, in whatever form its API says it. No `Debug`: a link may hold a key.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Turn {
    /// How many items the page has.
    pub count: usize,
    /// The link or the cursor of the next page.
    pub next: Option<String>,
    /// Whether there is a next page, where the API says so.
    pub more: Option<bool>,
    /// How many items there are in all pages, where the API says so.
    pub total: Option<i64>,
}

/// What the envelope around a page says.
#[must_use]
pub fn turn_of_envelope<E: Envelope>(page: &Response<Vec<E::Item>, E>) -> Turn {
    let next = page.envelope().and_then(Envelope::next).map(str::to_owned);
    Turn { count: page.len(), next, ..Turn::default() }
}

/// What a page says that is a list and nothing else.
#[must_use]
pub fn turn_of_list<T>(page: &Response<Vec<T>>) -> Turn {
    Turn { count: page.len(), ..Turn::default() }
}
