//! Unions: enums whose members a discriminator tells apart, or what they look like.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::{emit_doc, emit_docs};
use super::encode::{emit_constant_value, emit_gate, emit_serialize};
use super::enums::emit_casing;
use super::types::{At, emit_type, emit_usize};
use super::{Output, predicate};
use crate::model::{Member, Schema, Sign, Union};

/// Emits an enum of objects, or of anything:
///
/// ```ignore
/// pub enum Pet { Cat(Box<Cat>), Dog(Box<Dog>), Unknown(UnknownVariant) }
/// ```
pub(super) fn emit_union(output: &Output<'_>, schema: &Schema, union: &Union) -> Vec<TokenStream> {
    let name = &schema.name.ident;
    let mut items = vec![emit_declaration(schema, union)];
    let gate = predicate(&output.both_ways()).filter(|_| !schema.direction.received);
    if schema.direction.received || gate.is_some() {
        let gate = gate.map(|features| quote!(#[cfg(#features)]));
        let read = match &union.discriminator {
            Some(discriminator) => emit_read_tagged(output, discriminator, union),
            None => emit_read_shaped(output, union),
        };
        items.push(quote! {
            #gate
            impl<'de> serde::Deserialize<'de> for #name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    #read
                }
            }
        });
    }
    let encode_gate = emit_gate(output, schema);
    let arms = union.members.iter().map(|member| emit_arm(union, member));
    items.push(quote! {
        #encode_gate
        impl wire::Encode for #name {
            fn encode(&self, to: &mut wire::Encoder<'_>) {
                match self {
                    #(#arms)*
                    Self::Unknown(unknown) => unknown.encode(to),
                }
            }
        }
    });
    items.extend(emit_serialize(output, schema, &quote!(#name)));
    items
}

fn emit_declaration(schema: &Schema, union: &Union) -> TokenStream {
    let docs = emit_docs(&schema.docs);
    let name = &schema.name.ident;
    let variants = union.members.iter().map(|member| {
        let docs = emit_doc(&format!("`{}`", crate::resolve::code(&member.tag)));
        let (ident, ty) = (&member.ident, emit_type(&member.ty, At::Models));
        let ty = if member.boxed { quote!(Box<#ty>) } else { ty };
        quote!(#docs #ident(#ty),)
    });
    let unknown_doc = emit_doc("A member that the spec does not name, kept as it was received.");
    let unknown = if union.discriminator.is_some() { quote!(rt::UnknownVariant) } else { quote!(rt::UnknownShape) };
    quote! {
        #docs

        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown_doc
            Unknown(#unknown),
        }
    }
}

fn emit_read_tagged(output: &Output<'_>, discriminator: &str, union: &Union) -> TokenStream {
    let casing = emit_casing(output);
    let tags = union.members.iter().map(|member| &member.tag);
    let indexes = (0..union.members.len()).map(emit_usize);
    let idents = union.members.iter().map(|member| &member.ident);
    quote! {
        let object = wire::Tagged::read(deserializer, #discriminator, #casing)?;
        match object.find(&[#(#tags),*]) {
            #(Some(#indexes) => object.decode().map(Box::new).map(Self::#idents),)*
            _ => Ok(Self::Unknown(object.into_unknown())),
        }
    }
}

fn emit_read_shaped(output: &Output<'_>, union: &Union) -> TokenStream {
    let casing = emit_casing(output);
    let signs = union.members.iter().map(|member| emit_sign(&member.sign));
    let arms = union.members.iter().enumerate().map(|(index, member)| {
        let (index, ident) = (emit_usize(index), &member.ident);
        let boxed = member.boxed.then(|| quote!(.map(Box::new)));
        quote!(Some(#index) => value.decode()#boxed.map(Self::#ident),)
    });
    quote! {
        let value = wire::Shaped::read(deserializer, #casing)?;
        match value.find(&[#(#signs),*]) {
            #(#arms)*
            _ => value.into_unknown().map(Self::Unknown),
        }
    }
}

fn emit_sign(sign: &Sign) -> TokenStream {
    match sign {
        Sign::Tag => quote!(wire::Sign::Kinds(&[])),
        Sign::Kinds(kinds) => {
            let kinds = kinds.iter().map(|kind| -> Ident { format_ident!("{kind:?}") });
            quote!(wire::Sign::Kinds(&[#(wire::Kind::#kinds),*]))
        }
        Sign::Field(names) => quote!(wire::Sign::Field(&[#(#names),*])),
        Sign::Values(names, values) => {
            let values = values.iter().map(emit_constant_value);
            quote!(wire::Sign::Values(&[#(#names),*], &[#(#values),*]))
        }
    }
}

fn emit_arm(union: &Union, member: &Member) -> TokenStream {
    let (ident, tag) = (&member.ident, &member.tag);
    let Some(discriminator) = &union.discriminator else {
        return quote!(Self::#ident(member) => member.encode(to),);
    };
    quote! {
        Self::#ident(member) => {
            let mut object = to.object();
            object.constant(#discriminator, wire::Constant::Text(#tag));
            member.encode_fields(&mut object);
            object.end();
        }
    }
}
