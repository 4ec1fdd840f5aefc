//! Objects that hold more than their fields. What derives cannot split: fields are read by a struct of their own, and the
//! rest goes into a map while that happens.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::structs::{emit_derives, emit_expects, emit_field, emit_field_with, emit_generics, emit_serde};
use super::types::{emit_field_type, expect_complexity};
use super::{Output, predicate};
use crate::model::{Direction, Field, Presence, Rest, Schema, Struct, Type};

/// The map as a field: the only one that is neither needed nor ever absent.
pub(super) fn as_field(rest: &Rest) -> Field {
    Field {
        ident: rest.ident.clone(),
        setter: rest.setter.clone(),
        marker: rest.ident.clone(),
        wire: String::new(),
        accept: Vec::new(),
        docs: rest.docs.clone(),
        deprecated: None,
        ty: Type::Map(Box::new(rest.item.clone())),
        presence: Presence::Required,
        needed: false,
        boxed: false,
        secret: false,
        read_only: false,
        write_only: false,
        rules: Vec::new(),
        required_on: Vec::new(),
        servers: Vec::new(),
        example: None,
    }
}

pub(super) fn emit_fields(output: &Output<'_>, schema: &Schema, object: &Struct) -> Vec<TokenStream> {
    let Some(rest) = &object.rest else {
        return object.fields.iter().map(|field| emit_field(output, field, schema.direction)).collect();
    };
    let fields = object.fields.iter().map(|field| emit_field_with(field, None));
    fields.chain([emit_field_with(&as_field(rest), None)]).collect()
}

/// What is derived of an object; one with a rest is read by hand.
pub(super) fn emit_object_derives(output: &Output<'_>, schema: &Schema, object: &Struct) -> TokenStream {
    if object.rest.is_some() {
        quote!(#[derive(Clone, Debug, PartialEq)])
    } else {
        emit_derives(output, schema.direction)
    }
}

/// Emits how an object with a rest is read:
///
/// ```ignore
/// impl<'de> Deserialize<'de> for Note {
///     fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
///         #[derive(serde::Deserialize)]
///         struct Known_ { id: NoteId }
///         let (Known_ { id }, rest) = wire::rest::read(deserializer, &["id"], Casing::Exact)?;
///         Ok(Self { id, rest })
///     }
/// }
/// ```
pub(super) fn emit_deserialize(output: &Output<'_>, schema: &Schema, object: &Struct) -> Option<TokenStream> {
    let rest = object.rest.as_ref()?;
    let gate = match (predicate(&output.both_ways()), schema.direction.received) {
        (_, true) => None,
        (Some(features), false) => Some(quote!(#[cfg(#features)])),
        (None, false) => return None,
    };
    let name = &object.ident;
    let letters = &schema.generics;
    let arguments = emit_generics(schema, None);
    let (map, others, casing) = (&rest.ident, &rest.others, super::enums::emit_casing(output));
    let fields: Vec<&Ident> = object.fields.iter().map(|field| &field.ident).collect();
    let known = emit_known(output, schema, object);
    let deprecated = object.fields.iter().any(|field| field.deprecated.is_some());
    let expect = deprecated.then(|| quote!(#[expect(deprecated, reason = "deprecated fields are still received")]));
    Some(quote! {
        #gate
        #expect
        impl<'de, #(#letters: serde::Deserialize<'de>),*> serde::Deserialize<'de> for #name #arguments {
            fn deserialize<Source: serde::Deserializer<'de>>(deserializer: Source) -> Result<Self, Source::Error> {
                #known
                let (Known_ { #(#fields),* }, #map) = wire::rest::read(deserializer, &[#(#others),*], #casing)?;
                Ok(Self { #(#fields,)* #map })
            }
        }
    })
}

/// The fields alone. No schema is called like it: no name of ours ends with `_`.
fn emit_known(output: &Output<'_>, schema: &Schema, object: &Struct) -> TokenStream {
    let mentioned = |letter: &&Ident| object.fields.iter().any(|field| mentions(&field.ty, letter));
    let letters: Vec<&Ident> = schema.generics.iter().filter(mentioned).collect();
    let generics = (!letters.is_empty()).then(|| quote!(<#(#letters),*>));
    let expects = emit_expects(object);
    let fields = object.fields.iter().map(|field| {
        let (name, ty) = (&field.ident, emit_field_type(field));
        // Where this is compiled, it is received.
        let serde = emit_serde(output, field, Direction { received: true, ..schema.direction });
        let expect = expect_complexity(&ty);
        quote!(#serde #expect #name: #ty,)
    });
    quote! {
        #[derive(serde::Deserialize)]
        #[serde(crate = "apiloom_runtime::serde")]
        #expects
        struct Known_ #generics {
            #(#fields)*
        }
    }
}

fn mentions(ty: &Type, letter: &Ident) -> bool {
    match ty {
        Type::Generic(known) => known == letter,
        Type::List(inner) | Type::Set(inner) | Type::Map(inner) | Type::Nullable(inner) => mentions(inner, letter),
        Type::Schema(_, arguments) => arguments.iter().any(|argument| mentions(argument, letter)),
        Type::Scalar(_) => false,
    }
}
