//! Objects as structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{emit_deprecated, emit_docs};
use super::types::{emit_field_type, expect_complexity};
use super::{Output, builders, encode, predicate, rest};
use crate::model::{Direction, Field, Presence, Schema, Struct};

/// Emits a struct and what it can do:
///
/// ```ignore
/// #[derive(Clone, Debug, PartialEq, Deserialize)]
/// pub struct Report {
///     #[serde(rename = "ReportId")]
///     pub report_id: ReportId,
/// }
/// ```
pub(super) fn emit_struct(output: &Output<'_>, schema: &Schema, object: &Struct) -> Vec<TokenStream> {
    let docs = emit_docs(&schema.docs);
    let derives = rest::emit_object_derives(output, schema, object);
    let expects = emit_expects(object);
    let name = &object.ident;
    let generics = emit_generics(schema, None);
    let fields = rest::emit_fields(output, schema, object);

    let mut items = vec![quote! {
        #docs
        #derives
        #expects
        #[non_exhaustive]
        pub struct #name #generics {
            #(#fields)*
        }
    }];
    items.extend(rest::emit_deserialize(output, schema, object));
    if schema.direction.sent {
        items.extend(builders::emit_construction(object, &schema.generics));
    } else if let Some(gate) = output.service_gate() {
        let made = builders::emit_construction(&object.of_services(), &schema.generics);
        items.extend(made.into_iter().flat_map(|item| gated(&gate, &item)));
    }
    items.extend(encode::emit_encode(output, schema, object));
    items
}

pub(super) fn emit_field(output: &Output<'_>, field: &Field, direction: Direction) -> TokenStream {
    emit_field_with(field, emit_serde(output, field, direction).as_ref())
}

pub(super) fn emit_field_with(field: &Field, serde: Option<&TokenStream>) -> TokenStream {
    let docs = emit_docs(&field.docs);
    let deprecated = emit_deprecated(field.deprecated.as_deref());
    let (name, ty) = (&field.ident, emit_field_type(field));
    let expect = expect_complexity(&ty);
    quote! {
        #docs
        #deprecated
        #serde
        #expect
        pub #name: #ty,
    }
}

/// What the derive has to know; behind the feature where the derive is.
pub(super) fn emit_serde(output: &Output<'_>, field: &Field, direction: Direction) -> Option<TokenStream> {
    let derived = predicate(&output.both_ways());
    match (field.write_only, predicate(&output.services())) {
        (true, Some(services)) => return Some(emit_serde_of_service(output, field, direction, &services)),
        (true, None) => return emit_parts(&[quote!(skip)], derived.as_ref(), direction),
        (false, _) => {}
    }
    emit_parts(&serde_parts(field), derived.as_ref(), direction)
}

fn emit_parts(parts: &[TokenStream], derived: Option<&TokenStream>, direction: Direction) -> Option<TokenStream> {
    match (derived, direction.received) {
        _ if parts.is_empty() => None,
        (_, true) => Some(quote!(#[serde(#(#parts),*)])),
        (Some(derived), false) => Some(quote!(#[cfg_attr(#derived, serde(#(#parts),*))])),
        (None, false) => None,
    }
}

/// What is never received by a client is by a service.
fn emit_serde_of_service(
    output: &Output<'_>,
    field: &Field,
    direction: Direction,
    services: &TokenStream,
) -> TokenStream {
    let parts = serde_parts(field);
    let read = (!parts.is_empty()).then(|| quote!(#[cfg_attr(#services, serde(#(#parts),*))]));
    let serde = output.choices.serde_feature.as_ref();
    let skip = match (direction.received, serde) {
        (true, _) => Some(quote!(#[cfg_attr(not(#services), serde(skip))])),
        (false, Some(serde)) => Some(quote!(#[cfg_attr(all(feature = #serde, not(#services)), serde(skip))])),
        (false, None) => None,
    };
    quote!(#read #skip)
}

fn serde_parts(field: &Field) -> Vec<TokenStream> {
    let mut parts = Vec::new();
    let (wire, plain) = (&field.wire, field.ident.to_string());
    if plain.trim_start_matches("r#") != wire {
        parts.push(quote!(rename = #wire));
    }
    parts.extend(field.accept.iter().map(|name| quote!(alias = #name)));
    match field.presence {
        Presence::OptionalNullable => parts.push(quote!(default)),
        Presence::Nullable => parts.push(quote!(deserialize_with = "apiloom_runtime::wire::required_nullable")),
        Presence::Required | Presence::Optional => {}
    }
    parts
}

/// `Deserialize` on what is received; on what is only sent behind the feature.
pub(super) fn emit_derives(output: &Output<'_>, direction: Direction) -> TokenStream {
    let path = quote!(#[serde(crate = "apiloom_runtime::serde")]);
    match (predicate(&output.both_ways()), direction.received) {
        (_, true) => quote! {
            #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
            #path
        },
        (Some(derived), false) => quote! {
            #[derive(Clone, Debug, PartialEq)]
            #[cfg_attr(#derived, derive(apiloom_runtime::serde::Deserialize), serde(crate = "apiloom_runtime::serde"))]
        },
        (None, false) => quote!(#[derive(Clone, Debug, PartialEq)]),
    }
}

/// The closed list of lints that a spec can make unavoidable, each on the one item it is about.
pub(super) fn emit_expects(object: &Struct) -> Option<TokenStream> {
    let bools = object.fields.iter().filter(|field| {
        let plain = matches!(field.ty, crate::model::Type::Scalar(crate::model::Scalar::Bool));
        plain && !field.secret && field.presence == Presence::Required
    });
    (bools.count() > 3).then(|| quote!(#[expect(clippy::struct_excessive_bools, reason = "the API has as many flags")]))
}

pub(super) fn emit_generics(schema: &Schema, bound: Option<TokenStream>) -> Option<TokenStream> {
    let letters = &schema.generics;
    let bound = bound.map(|bound| quote!(: #bound));
    (!letters.is_empty()).then(|| quote!(<#(#letters #bound),*>))
}

/// The items in some tokens, each behind a gate.
pub(super) fn gated(gate: &TokenStream, items: &TokenStream) -> Vec<TokenStream> {
    let Ok(file) = syn::parse2::<syn::File>(items.clone()) else { return vec![quote!(#gate #items)] };
    file.items.into_iter().map(|item| quote!(#gate #item)).collect()
}
