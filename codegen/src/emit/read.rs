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
pub(super) fn emit_deserialize(output: &Output<'_>, schema: &Schema, object: &Struct) -> Vec<TokenStream> {
    let features = match (predicate(&output.both_ways()), schema.direction.received) {
        (_, true) => None,
        (Some(features), false) => Some(features),
        (None, false) => return Vec::new(),
    };
    let is_partly_read = object.fields.iter().any(|field| field.write_only);
    let Some(services) = predicate(&output.services()).filter(|_| is_partly_read) else {
        let gate = features.map(|features| quote!(#[cfg(#features)]));
        return vec![emit_table(output, schema, object, gate.as_ref(), false)];
    };
    // What is never received by a client is by a service.
    let client = features.map_or_else(|| quote!(not(#services)), |features| quote!(all(#features, not(#services))));
    let (client, service) = (quote!(#[cfg(#client)]), quote!(#[cfg(#services)]));
    vec![
        emit_table(output, schema, object, Some(&client), false),
        emit_table(output, schema, object, Some(&service), true),
    ]
}

fn emit_table(
    output: &Output<'_>,
    schema: &Schema,
    object: &Struct,
    gate: Option<&TokenStream>,
    is_service: bool,
) -> TokenStream {
    let (name, letters) = (&object.ident, &schema.generics);
    let generics = (!letters.is_empty()).then(|| quote!(::<#(#letters),*>));
    let rows = emit_rows(object, is_service);
    let rest = object.rest.as_ref().map(|rest| {
        let (map, others, casing) = (&rest.ident, &rest.others, emit_casing(output));
        quote!(..rest(#map, [#(#others),*], #casing))
    });
    quote! {
        #gate
        wire::fields! {
            #name #generics { #(#rows,)* #rest }
        }
    }
}

fn emit_rows(object: &Struct, is_service: bool) -> Vec<TokenStream> {
    let mut rows = Vec::new();
    let mut index = 0;
    for field in &object.fields {
        let (name, wire, accept) = (&field.ident, &field.wire, &field.accept);
        if field.write_only && !is_service {
            rows.push(quote!(#name: absent()));
            continue;
        }
        let kind = emit_kind(field);
        let indexes = (index..=index + accept.len()).map(emit_usize);
        index += 1 + accept.len();
        rows.push(quote!(#name: #kind(#(#indexes)|*, #wire #(, #accept)*)));
    }
    rows
}

fn emit_kind(field: &Field) -> TokenStream {
    match field.presence {
        Presence::Required | Presence::Nullable => quote!(required),
        Presence::Optional | Presence::OptionalNullable => quote!(optional),
    }
}
