//! What takes several requests: pages, waits, downloads.

mod downloads;
mod events;
mod look;
mod pages;
mod waits;

use proc_macro2::TokenStream;
use quote::quote;

pub(super) use self::downloads::emit_downloads;
pub(super) use self::events::{emit_event_type, emit_read_events};
pub(super) use self::pages::emit_paging;
use super::types::{At, emit_integer, emit_type};
use crate::model::{ItemsAt, Operation, Path, Shape};

/// Emits what a request can do besides being sent once:
///
/// ```ignore
/// pub fn items(self) -> Items<models::Report>
/// pub fn pages(self) -> Pages<Response<Vec<models::Report>, models::Envelope<models::Report>>>
/// pub fn until_completed(self) -> Wait<models::Execution>
/// ```
pub(super) fn emit_flows(
    operation: &Operation,
    bounds: Option<&TokenStream>,
    generics: Option<&TokenStream>,
) -> Option<TokenStream> {
    let name = &operation.request_name;
    let pages = operation.paging.as_ref().map(|paging| pages::emit_pages(operation, paging));
    let waits = operation.waits.iter().map(|wait| waits::emit_wait(operation, wait));
    let events = match operation.single_shape() {
        Some(Shape::Events(events)) => Some(events::emit_events(events)),
        _ => None,
    };
    let methods: TokenStream = pages.into_iter().chain(waits).chain(events).collect();
    (!methods.is_empty()).then(|| quote!(impl #bounds #name #generics { #methods }))
}

/// A time span, in seconds where they are whole.
pub(super) fn emit_duration(duration: std::time::Duration) -> TokenStream {
    if duration.subsec_millis() == 0 {
        let seconds = emit_integer(duration.as_secs().into());
        quote!(time::Duration::from_secs(#seconds))
    } else {
        let milliseconds = emit_integer(i128::try_from(duration.as_millis()).unwrap_or(i128::MAX));
        quote!(time::Duration::from_millis(#milliseconds))
    }
}

/// Decodes an answer that holds items.
fn emit_decoded(operation: &Operation) -> TokenStream {
    match operation.single_shape() {
        Some(Shape::Many(envelope, _)) => {
            let envelope = emit_type(envelope, At::Elsewhere);
            quote!(answer.many::<#envelope>())
        }
        Some(Shape::One(envelope, _)) => {
            let envelope = emit_type(envelope, At::Elsewhere);
            quote!(answer.one::<#envelope>())
        }
        Some(Shape::Json(ty)) => {
            let ty = emit_type(ty, At::Elsewhere);
            quote!(answer.json::<#ty>())
        }
        // Resolve finds no items in the others.
        Some(Shape::Empty | Shape::Text | Shape::Bytes | Shape::Events(_)) | None => quote!(answer.json()),
    }
}

/// Takes the items out of what an operation gives.
fn emit_items(items: &ItemsAt, value: &TokenStream) -> TokenStream {
    match items {
        ItemsAt::Whole => value.clone(),
        // No `vec!`: what is in a macro is not formatted.
        ItemsAt::Single => quote!(Vec::from([#value])),
        ItemsAt::Path(path) => look::emit_taken(value, path),
    }
}

/// Where rustc would warn that a field should not be used: what the API is written with is the API's to say.
fn expect_deprecated<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Option<TokenStream> {
    let any = paths.into_iter().flat_map(|path| &path.0).any(|step| step.deprecated);
    any.then(|| quote!(#[expect(deprecated, reason = "the API still works with this field")]))
}
