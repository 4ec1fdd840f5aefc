//! Doc comments and the attributes that go with them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Docs;

/// One `#[doc]` a line: prettyplease writes each as `/// ..`.
pub(super) fn emit_docs(docs: &Docs) -> TokenStream {
    let lines = docs.lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// A doc of our own words.
pub(super) fn emit_doc(text: &str) -> TokenStream {
    emit_docs(&Docs::of(text.lines().map(str::to_owned).collect()))
}

pub(super) fn emit_deprecated(note: Option<&str>) -> Option<TokenStream> {
    note.map(|note| {
        // The compiler prints a note as it is.
        let note = crate::render::visible(note);
        quote!(#[deprecated(note = #note)])
    })
}
