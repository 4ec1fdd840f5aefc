//! How the runtime looks into the schema that wraps every answer.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::Output;
use crate::model::{Envelope, Pointer, Presence, Scalar, Schema, SchemaKind, Type};

/// Emits `impl Envelope for Envelope<T>`.
pub(super) fn emit_envelope(schema: &Schema, envelope: &Envelope) -> TokenStream {
    let name = &schema.name.ident;
    let letters = &schema.generics;
    let letter = letters.first();
    let items = &envelope.items.field;
    let take = if envelope.items.optional {
        quote!(self.#items.take().unwrap_or_default())
    } else {
        quote!(std::mem::take(&mut self.#items))
    };
    let number = |name: &str, pointer: &Option<Pointer>| {
        let name = Ident::new(name, Span::call_site());
        pointer.as_ref().map(|Pointer { field, ty, optional }| {
            let value = match (*ty == Type::Scalar(Scalar::I64), optional) {
                (true, true) => quote!(self.#field),
                (true, false) => quote!(Some(self.#field)),
                (false, true) => quote!(self.#field.map(i64::from)),
                (false, false) => quote!(Some(i64::from(self.#field))),
            };
            quote!(fn #name(&self) -> Option<i64> { #value })
        })
    };
    let text = |name: &str, pointer: &Option<Pointer>| {
        let name = Ident::new(name, Span::call_site());
        pointer.as_ref().map(|Pointer { field, ty, optional }| {
            let value = match (*ty == Type::Scalar(Scalar::String), optional) {
                (true, true) => quote!(self.#field.as_deref()),
                (true, false) => quote!(Some(&self.#field)),
                (false, true) => quote!(self.#field.as_ref().map(rt::Url::as_str)),
                (false, false) => quote!(Some(self.#field.as_str())),
            };
            quote!(fn #name(&self) -> Option<&str> { #value })
        })
    };
    let members = [
        number("status", &envelope.status),
        text("message", &envelope.message),
        text("next", &envelope.next),
        number("count", &envelope.count),
    ];
    let members = members.iter().flatten();
    quote! {
        impl<#letter: serde::de::DeserializeOwned> wire::Envelope for #name<#(#letters),*> {
            type Item = #letter;

            fn take_items(&mut self) -> Vec<#letter> {
                #take
            }

            #(#members)*
        }
    }
}

/// How services make one of items alone: where the rest of it is optional.
pub(super) fn emit_envelope_of_items(output: &Output<'_>, schema: &Schema) -> Option<TokenStream> {
    let (gate, envelope) = (output.service_gate()?, schema.envelope.as_ref()?);
    let SchemaKind::Struct(object) = &schema.kind else { return None };
    if !is_made_of_items(schema) {
        return None;
    }
    let (name, letters) = (&schema.name.ident, &schema.generics);
    let letter = letters.first();
    let fields = object.fields.iter().map(|field| {
        let ident = &field.ident;
        let is_items = envelope.items.field == *ident;
        let count = envelope.count.as_ref().filter(|count| count.field == *ident);
        let value = match (is_items, count, field.presence) {
            (true, ..) => quote!(items),
            (_, Some(_), Presence::Optional | Presence::Nullable) => return quote!(#ident: items.len().try_into().ok()),
            (_, Some(_), _) => return quote!(#ident: items.len().try_into().unwrap_or_default()),
            (_, None, Presence::OptionalNullable) => return quote!(#ident: rt::Presence::Absent),
            (_, None, _) => return quote!(#ident: None),
        };
        match field.presence {
            Presence::Required if *ident == "items" && is_items => quote!(#ident),
            Presence::Required => quote!(#ident: #value),
            _ => quote!(#ident: Some(#value)),
        }
    });
    // The items are moved last: their number is asked for before.
    let (last, first): (Vec<_>, Vec<_>) =
        object.fields.iter().zip(fields).partition(|(field, _)| field.ident == envelope.items.field);
    let fields = first.into_iter().chain(last).map(|(_, value)| value);
    let deprecated = object.fields.iter().any(|field| field.deprecated.is_some());
    let expect = deprecated.then(|| quote!(#[expect(deprecated, reason = "deprecated fields are still sent")]));
    Some(quote! {
        #gate
        #expect
        impl<#(#letters),*> #name<#(#letters),*> {
            #[doc = " Wraps items, and says nothing else but how many they are."]
            #[must_use]
            pub fn of_items(items: Vec<#letter>) -> Self {
                Self { #(#fields),* }
            }
        }
    })
}

/// Whether an envelope is known by its items.
pub(super) fn is_made_of_items(schema: &Schema) -> bool {
    let (Some(envelope), SchemaKind::Struct(object)) = (&schema.envelope, &schema.kind) else { return false };
    let count = envelope.count.as_ref().map(|count| &count.field);
    object.fields.iter().all(|field| {
        let is_known = envelope.items.field == field.ident || count == Some(&field.ident);
        (is_known && !field.boxed && !field.secret) || field.presence != Presence::Required
    })
}
