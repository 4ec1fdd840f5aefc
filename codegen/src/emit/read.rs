//! How objects are read: which member is which field.

use proc_macro2::TokenStream;
use quote::quote;

use super::enums::emit_casing;
use super::types::emit_usize;
use super::{Output, predicate};
use crate::model::{Field, Presence, Schema, Struct};

/// Emits a table, of which the runtime makes `Deserialize`; for what is only sent, behind the features of both ways:
///
/// ```ignore
/// fields! {
///     Report {
///         report_id: required(0, "ReportId"),
///         size: optional(1 | 2, "Size", "Length"),
///     }
/// }
/// ```
pub(super) fn emit_deserialize(output: &Output<'_>, schema: &Schema, object: &Struct) -> Option<TokenStream> {
    let gate = match (predicate(&output.both_ways()), schema.direction.received) {
        (_, true) => None,
        (Some(features), false) => Some(quote!(#[cfg(#features)])),
        (None, false) => return None,
    };
    let (name, letters) = (&object.ident, &schema.generics);
    let generics = (!letters.is_empty()).then(|| quote!(::<#(#letters),*>));
    let rows = emit_rows(output, object);
    let rest = object.rest.as_ref().map(|rest| {
        let (map, others, casing) = (&rest.ident, &rest.others, emit_casing(output));
        quote!(..rest(#map, [#(#others),*], #casing))
    });
    Some(quote! {
        #gate
        wire::fields! {
            #name #generics { #(#rows,)* #rest }
        }
    })
}

fn emit_rows(output: &Output<'_>, object: &Struct) -> Vec<TokenStream> {
    let services = predicate(&output.services());
    let mut rows = Vec::new();
    let mut index = 0;
    for field in &object.fields {
        let mut row = |gate: Option<TokenStream>, kind: TokenStream| {
            let (name, wire, accept) = (&field.ident, &field.wire, &field.accept);
            let indexes = (index..=index + accept.len()).map(emit_usize);
            index += 1 + accept.len();
            rows.push(quote!(#gate #name: #kind(#(#indexes)|*, #wire #(, #accept)*)));
        };
        match (field.write_only, &services) {
            (false, _) => row(None, emit_kind(field)),
            (true, None) => row(None, quote!(absent)),
            // What is never received by a client is by a service.
            (true, Some(services)) => {
                row(Some(quote!(#[cfg(#services)])), emit_kind(field));
                row(Some(quote!(#[cfg(not(#services))])), quote!(absent));
            }
        }
    }
    rows
}

fn emit_kind(field: &Field) -> TokenStream {
    match field.presence {
        Presence::Required | Presence::Nullable => quote!(required),
        Presence::Optional | Presence::OptionalNullable => quote!(optional),
    }
}
