//! Header fields of answers, as services write them.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::Output;
use crate::model::{Operation, Style};

/// Emits, beside what reads them, how they are written.
pub(in super::super) fn emit_written_headers(output: &Output<'_>, operation: &Operation) -> Option<TokenStream> {
    let (gate, headers) = (output.service_gate()?, operation.headers_struct.as_ref()?);
    let name = &headers.ident;
    let fields = headers.fields.iter().map(|field| {
        let (ident, wire) = (&field.ident, &field.wire);
        let style = match &field.style {
            Style::Joined(separator) => quote!(wire::Style::Joined(#separator)),
            _ => quote!(wire::Style::Single),
        };
        quote!((#wire, self.#ident.as_ref().and_then(|value| wire::argument_texts(value, #style))))
    });
    Some(quote! {
        #gate
        impl served::AnswerHeaders for #name {
            fn fields(&self) -> Vec<(&'static str, Option<String>)> {
                vec![#(#fields),*]
            }
        }
    })
}

/// An answer takes them all at once.
pub(super) fn emit_with_headers(operation: &Operation) -> Option<TokenStream> {
    let (headers, name) = (&operation.headers_struct.as_ref()?.ident, &operation.answer_name);
    Some(quote! {
        impl #name {
            #[doc = " The same answer with these header fields."]
            #[must_use]
            pub fn with_headers(self, headers: &super::super::operations::#headers) -> Self {
                Self::Other(served::write_headers(serving::Answer::into_reply(self), headers))
            }
        }
    })
}
