//! What takes several requests: pages, waiting, downloads.

use serde::Deserialize;

use super::Literal;
use crate::parse::{Entries, Slot};
#[cfg(feature = "schema")]
use crate::schema;

/// How a list goes on after its first page. One of `link`, `cursor`, `offset` and `page` says how the next is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Pages", transform = schema::one_way_of_paging))]
#[serde(default, rename = "`pages`", deny_unknown_fields)]
pub(crate) struct Pages {
    /// Where the items are: `response.data`. Not needed with an envelope, or where the answer is a list.
    #[cfg_attr(feature = "schema", schemars(with = "schema::ResponsePointer"))]
    pub(crate) items: Slot<String>,
    /// By a link that the answer holds: `response.next`, or `header.Link`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::LinkPointer"))]
    pub(crate) link: Slot<String>,
    /// By giving this parameter what `next` points at: `query.cursor`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::QueryPointer"))]
    pub(crate) cursor: Slot<String>,
    /// Where the cursor of the next page is: `response.next_cursor`, or `last.id` for a field of the last item.
    #[cfg_attr(feature = "schema", schemars(with = "schema::NextPointer"))]
    pub(crate) next: Slot<String>,
    /// By giving this parameter the number of items before: `query.offset`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::QueryPointer"))]
    pub(crate) offset: Slot<String>,
    /// By counting this parameter up: `query.page`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::QueryPointer"))]
    pub(crate) page: Slot<String>,
    /// The number of the first page: 1 if nothing is said.
    pub(crate) first: Slot<u64>,
    /// Where the answer says whether there is a next page: `response.has_more`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::ResponsePointer"))]
    pub(crate) more: Slot<String>,
    /// Where the answer says how many items there are in all pages: `response.total`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::ResponsePointer"))]
    pub(crate) total: Slot<String>,
}

/// What can be waited for by asking again and again.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Wait", extend("required" = ["summary", "until", "every", "within"])))]
#[serde(default, rename = "a wait", deny_unknown_fields)]
pub(crate) struct Wait {
    /// What is waited for, in one line.
    pub(crate) summary: Slot<String>,
    /// What else there is to know.
    pub(crate) description: Slot<String>,
    /// Optional parameters that it sets, by name.
    #[cfg_attr(feature = "schema", schemars(with = "Entries<schema::ParameterValue>"))]
    pub(crate) with: Slot<Entries<Literal>>,
    /// The field of an item that says its state, with the states that are waited for: one, or a list.
    #[cfg_attr(feature = "schema", schemars(with = "Entries<schema::States>", extend("minProperties" = 1, "maxProperties" = 1)))]
    pub(crate) until: Slot<Entries<Literal>>,
    /// The same field, with the states that do not lead there.
    #[cfg_attr(feature = "schema", schemars(with = "Entries<schema::States>", extend("minProperties" = 1, "maxProperties" = 1)))]
    pub(crate) unless: Slot<Entries<Literal>>,
    /// How many items have to be there: `any` (if nothing is said), `all`, or `newest by CreatedTime`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Quantifier"))]
    pub(crate) of: Slot<String>,
    /// The field that tells items apart, so that a caller can ask for new ones alone.
    pub(crate) identity: Slot<String>,
    /// The error status that means "not yet", where the body is the declared one.
    #[cfg_attr(feature = "schema", schemars(with = "schema::ErrorStatus"))]
    pub(crate) pending: Slot<u64>,
    /// How long to wait between two requests: `60s`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Duration"))]
    pub(crate) every: Slot<String>,
    /// How long to wait in all: `120m`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Duration"))]
    pub(crate) within: Slot<String>,
}

/// A method of the client that fetches what a link leads to.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Download", extend("required" = ["method"])))]
#[serde(default, rename = "a download", deny_unknown_fields)]
pub(crate) struct Download {
    /// Its name in Rust: `download_report`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::OperationName"))]
    pub(crate) method: Slot<String>,
    /// The hosts that the link may lead to: `files.example.com`, `*.files.example.com`.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<schema::HostPattern>"))]
    pub(crate) hosts: Slot<Vec<Slot<String>>>,
}
