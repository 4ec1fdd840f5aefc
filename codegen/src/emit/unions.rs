//! Unions: enums whose members a discriminator tells apart.

use proc_macro2::TokenStream;
use quote::quote;

use super::Output;
use super::docs::{emit_doc, emit_docs};
use super::encode::{emit_gate, emit_serialize};
use super::enums::emit_casing;
use super::types::{At, emit_type, emit_usize};
use crate::model::{Schema, Union};

/// Emits an enum of objects:
///
/// ```ignore
/// pub enum Pet { Cat(Cat), Dog(Dog), Unknown(UnknownVariant) }
/// ```
pub(super) fn emit_union(output: &Output<'_>, schema: &Schema, union: &Union) -> Vec<TokenStream> {
    let docs = emit_docs(&schema.docs);
    let name = &schema.name.ident;
    let discriminator = &union.discriminator;
    let idents: Vec<_> = union.members.iter().map(|member| &member.ident).collect();
    let tags: Vec<_> = union.members.iter().map(|member| &member.tag).collect();
    let variants = union.members.iter().map(|member| {
        let docs = emit_doc(&format!("`{}`", crate::resolve::code(&member.tag)));
        let (ident, ty) = (&member.ident, emit_type(&member.ty, At::Models));
        quote!(#docs #ident(Box<#ty>),)
    });
    let indexes = (0..union.members.len()).map(emit_usize);
    let casing = emit_casing(output);
    let encode_gate = emit_gate(output, schema);
    let unknown_doc = emit_doc("A member that the spec does not name, kept as it was received.");
    let mut items = vec![quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown_doc
            Unknown(rt::UnknownVariant),
        }
    }];
    let gate = output.choices.serde_feature.as_ref().filter(|_| !schema.direction.received);
    if schema.direction.received || gate.is_some() {
        let gate = gate.map(|feature| quote!(#[cfg(feature = #feature)]));
        items.push(quote! {
            #gate
            impl<'de> serde::Deserialize<'de> for #name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let object = wire::Tagged::read(deserializer, #discriminator, #casing)?;
                    match object.find(&[#(#tags),*]) {
                        #(Some(#indexes) => object.decode().map(Box::new).map(Self::#idents),)*
                        _ => Ok(Self::Unknown(object.into_unknown())),
                    }
                }
            }
        });
    }
    items.push(quote! {
        #encode_gate
        impl wire::Encode for #name {
            fn encode(&self, to: &mut wire::Encoder<'_>) {
                match self {
                    #(Self::#idents(member) => {
                        let mut object = to.object();
                        object.constant(#discriminator, wire::Constant::Text(#tags));
                        member.encode_fields(&mut object);
                        object.end();
                    })*
                    Self::Unknown(unknown) => unknown.encode(to),
                }
            }
        }
    });
    items.extend(emit_serialize(output, schema, &quote!(#name)));
    items
}
