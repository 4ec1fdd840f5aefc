//! Files behind links.

use proc_macro2::TokenStream;
use quote::quote;

use super::expect_deprecated;
use super::look::Look;
use crate::emit::docs::emit_docs;
use crate::model::{Download, Path};

/// Emits the client's methods for links that answers hold:
///
/// ```ignore
/// pub fn download_report(&self, from: &models::Execution) -> Download
/// ```
pub(in crate::emit) fn emit_downloads(downloads: &[Download]) -> Option<TokenStream> {
    let methods = downloads.iter().map(|download| {
        let Download { method, schema, wire, hosts, .. } = download;
        let (docs, schema, path) = (emit_docs(&download.docs), &schema.ident, Path(vec![download.field.clone()]));
        let (deprecated, link) = (expect_deprecated([&path]), Look::Place(quote!(from)).along(&path).text());
        quote! {
            #docs
            #deprecated
            pub fn #method(&self, from: &models::#schema) -> rt::Download {
                self.core.download_field(#wire, #link, &[#(#hosts),*])
            }
        }
    });
    let methods: Vec<TokenStream> = methods.collect();
    (!methods.is_empty()).then(|| quote!(impl Client { #(#methods)* }))
}
