//! How the runtime looks into the schema that wraps every answer.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::model::{Envelope, Pointer, Scalar, Schema, Type};

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
