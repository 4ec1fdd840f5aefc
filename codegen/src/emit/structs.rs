//! Objects as structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{emit_deprecated, emit_docs};
use super::types::{emit_field_type, expect_complexity};
use super::{Output, builders, encode, read, rest};
use crate::model::{Field, Presence, Schema, Struct};

/// Emits a struct and what it can do:
///
/// ```ignore
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Report {
///     pub report_id: ReportId,
/// }
/// ```
pub(super) fn emit_struct(output: &Output<'_>, schema: &Schema, object: &Struct) -> Vec<TokenStream> {
    let docs = emit_docs(&schema.docs);
    let expects = emit_expects(object);
    let name = &object.ident;
    let generics = emit_generics(schema, None);
    let fields = rest::emit_fields(object);

    let mut items = vec![quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #expects
        #[non_exhaustive]
        pub struct #name #generics {
            #(#fields)*
        }
    }];
    items.extend(read::emit_deserialize(output, schema, object));
    if schema.direction.sent {
        items.extend(builders::emit_construction(object, &schema.generics));
    } else if let Some(gate) = output.service_gate() {
        let made = builders::emit_construction(&object.of_services(), &schema.generics);
        items.extend(made.into_iter().flat_map(|item| gated(&gate, &item)));
    }
    items.extend(encode::emit_encode(output, schema, object));
    items
}

pub(super) fn emit_field(field: &Field) -> TokenStream {
    let docs = emit_docs(&field.docs);
    let deprecated = emit_deprecated(field.deprecated.as_deref());
    let (name, ty) = (&field.ident, emit_field_type(field));
    let expect = expect_complexity(&ty);
    quote! {
        #docs
        #deprecated
        #expect
        pub #name: #ty,
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
