//! Requests of which exactly one variant is made.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::builders::{builder_name, emit_builder};
use super::docs::{emit_doc, emit_docs};
use super::encode::{emit_constant_value, emit_encode, emit_serialize};
use super::enums::emit_casing;
use super::structs::emit_expects;
use super::types::emit_usize;
use super::{Output, predicate, read, rest};
use crate::model::{Docs, Schema, Struct};

/// Emits an enum of the variants and a struct for each; a constructor starts one, and no third way compiles:
///
/// ```ignore
/// pub enum CreateReport { Once(CreateReportOnce), Every(CreateReportEvery) }
/// ```
pub(super) fn emit_variants(
    output: &Output<'_>,
    schema: &Schema,
    variants: &[(Ident, Docs, Struct)],
) -> Vec<TokenStream> {
    let name = &schema.name.ident;
    let idents: Vec<Ident> =
        variants.iter().map(|(constructor, ..)| crate::resolve::derived(&[&constructor.to_string()])).collect();
    let mut items = vec![emit_enum(schema, variants, &idents), emit_constructors(name, variants, &idents)];
    items.extend(emit_serialize(output, schema, &quote!(#name)));
    items.extend(emit_deserialize(output, name, variants, &idents));
    for ((constructor, _, object), ident) in variants.iter().zip(&idents) {
        let docs = emit_doc(&format!("The variant `{constructor}` of [`{name}`]."));
        let expects = emit_expects(object);
        let variant = &object.ident;
        let fields = rest::emit_fields(object);
        items.push(quote! {
            #docs
            #[derive(Clone, Debug, PartialEq)]
            #expects
            #[non_exhaustive]
            pub struct #variant {
                #(#fields)*
            }
        });
        items.extend(read::emit_deserialize(output, schema, object));
        items.extend(emit_builder(object, &[], name, Some(ident)));
        items.extend(emit_encode(output, schema, object));
    }
    items
}

fn emit_enum(schema: &Schema, variants: &[(Ident, Docs, Struct)], idents: &[Ident]) -> TokenStream {
    let docs = emit_docs(&schema.docs);
    let name = &schema.name.ident;
    let structs = variants.iter().map(|(_, _, object)| &object.ident);
    let variant_docs = variants.iter().map(|(constructor, ..)| emit_doc(&format!("The variant `{constructor}`.")));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #idents(Box<#structs>),)*
        }
    }
}

fn emit_constructors(name: &Ident, variants: &[(Ident, Docs, Struct)], idents: &[Ident]) -> TokenStream {
    let constructors = variants.iter().map(|(constructor, ..)| constructor);
    let builders: Vec<Ident> = variants.iter().map(|(_, _, object)| builder_name(object)).collect();
    let docs = variants.iter().map(|(constructor, ..)| emit_doc(&format!("Starts the variant `{constructor}`.")));
    quote! {
        impl #name {
            #(
                #docs
                pub fn #constructors() -> #builders {
                    #builders::start()
                }
            )*
        }

        impl wire::Encode for #name {
            fn encode(&self, to: &mut wire::Encoder<'_>) {
                match self {
                    #(Self::#idents(variant) => variant.encode(to),)*
                }
            }
        }
    }
}

/// Which variant an object is shows in what it always sends.
fn emit_deserialize(
    output: &Output<'_>,
    name: &Ident,
    variants: &[(Ident, Docs, Struct)],
    idents: &[Ident],
) -> Option<TokenStream> {
    let features = predicate(&output.both_ways())?;
    let casing = emit_casing(output);
    let constants = variants.iter().map(|(_, _, object)| {
        let constants = object.constants.iter().map(|constant| {
            let (wire, value) = (&constant.wire, emit_constant_value(&constant.value));
            quote!((#wire, #value))
        });
        quote!(&[#(#constants),*])
    });
    let indexes = (0..variants.len()).map(emit_usize);
    Some(quote! {
        #[cfg(#features)]
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let object = wire::Varied::read(deserializer, #casing)?;
                match object.find(&[#(#constants),*]) {
                    #(Some(#indexes) => object.decode().map(Self::#idents),)*
                    _ => Err(wire::enums::unknown()),
                }
            }
        }
    })
}
