//! Scalars that are types of their own: a `QueryId` is not a `ReportId`.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::emit_docs;
use super::types::{At, emit_rules, emit_type, is_plain};
use crate::model::{Named, Schema, Type};

/// Emits a newtype over text or a number:
///
/// ```ignore
/// pub struct ReportId(String);
/// ```
pub(super) fn emit_named(schema: &Schema, named: &Named) -> Vec<TokenStream> {
    let docs = emit_docs(&schema.docs);
    let name = &schema.name.ident;
    let plain = is_plain(&Type::Scalar(named.scalar));
    let inner = if plain { emit_type(&Type::Scalar(named.scalar), At::Models) } else { quote!(String) };
    let float = matches!(named.scalar, crate::model::Scalar::F32 | crate::model::Scalar::F64);
    let derives = match (named.secret, float) {
        (true, _) => quote!(Clone, Debug, PartialEq),
        (_, true) => quote!(Clone, Copy, Debug, PartialEq, PartialOrd),
        _ if plain => quote!(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash),
        _ => quote!(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash),
    };
    let held = if named.secret { quote!(rt::Secret<#inner>) } else { inner.clone() };
    let declaration = quote! {
        #docs
        #[derive(#derives)]
        pub struct #name(#held);

        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                serde::Deserialize::deserialize(deserializer).map(Self)
            }
        }
    };
    let mut items = vec![declaration];
    items.extend(if plain { emit_number(schema, named, &inner) } else { emit_text(schema, named) });
    items
}

fn emit_text(schema: &Schema, named: &Named) -> Vec<TokenStream> {
    let name = &schema.name.ident;
    let rules = emit_rules(&named.rules);
    let make = if named.secret { quote!(rt::Secret::new(text.into())) } else { quote!(text.into()) };
    let read = if named.secret { quote!(self.0.expose()) } else { quote!(&self.0) };
    let mut items = vec![quote! {
        impl #name {
            const RULES: &'static [wire::Rule] = #rules;

            #[doc = " Takes any text: what the spec says of it is checked before it is sent."]
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                Self(#make)
            }

            #[doc = " The text."]
            #[must_use]
            pub fn as_str(&self) -> &str {
                #read
            }
        }

        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl From<String> for #name {
            fn from(text: String) -> Self {
                Self::new(text)
            }
        }

        impl From<&#name> for #name {
            fn from(other: &Self) -> Self {
                other.clone()
            }
        }
    }];
    let (encode, argument) = match named.secret {
        false => (quote!(to.text(self.as_str(), Self::RULES);), quote!(to.text(self.as_str(), Self::RULES);)),
        true => emit_hidden(
            name,
            &quote!(to.text(self.0.as_str(), #name::RULES)),
            &quote!(to.text(self.0.as_str(), #name::RULES)),
        ),
    };
    items.push(quote! {
        impl wire::Encode for #name {
            fn encode(&self, to: &mut wire::Encoder<'_>) {
                #encode
            }
        }

        impl wire::Argument for #name {
            fn write(&self, to: &mut wire::ArgumentWriter<'_>) {
                #argument
            }
        }
    });
    if !named.secret {
        items.push(quote! {
            impl fmt::Display for #name {
                fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                    formatter.write_str(&self.0)
                }
            }

            impl serde::Serialize for #name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(&self.0)
                }
            }
        });
    }
    items
}

/// Writes a secret as one, and what the spec says of it is still checked.
fn emit_hidden(name: &proc_macro2::Ident, encode: &TokenStream, write: &TokenStream) -> (TokenStream, TokenStream) {
    let encode = quote! {
        struct Hidden<'h>(&'h #name);
        impl wire::Encode for Hidden<'_> {
            fn encode(&self, to: &mut wire::Encoder<'_>) {
                #encode;
            }
        }
        to.secret(&Hidden(self));
    };
    let write = quote! {
        struct Hidden<'h>(&'h #name);
        impl wire::Argument for Hidden<'_> {
            fn write(&self, to: &mut wire::ArgumentWriter<'_>) {
                #write;
            }
        }
        to.secret(&Hidden(self));
    };
    (encode, write)
}

fn emit_number(schema: &Schema, named: &Named, inner: &TokenStream) -> Vec<TokenStream> {
    let name = &schema.name.ident;
    let rules = emit_rules(&named.rules);
    let make = if named.secret { quote!(rt::Secret::new(value)) } else { quote!(value) };
    let read = if named.secret { quote!(*self.0.expose()) } else { quote!(self.0) };
    let value = if named.secret { quote!(self.0.get()) } else { quote!(self.get()) };
    let encode = match named.scalar {
        crate::model::Scalar::Bool => quote!(to.boolean(#value)),
        crate::model::Scalar::F64 => quote!(to.number(#value, #name::RULES)),
        crate::model::Scalar::F32 => quote!(to.number(f64::from(#value), #name::RULES)),
        _ => quote!(to.integer(#value, #name::RULES)),
    };
    let write = quote!(to.display(&#value, #name::RULES));
    let (encode, write) = if named.secret { emit_hidden(name, &encode, &write) } else { (encode, write) };
    let serialize = (!named.secret).then(|| {
        quote! {
            impl serde::Serialize for #name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    self.0.serialize(serializer)
                }
            }
        }
    });
    vec![quote! {
        impl #name {
            const RULES: &'static [wire::Rule] = #rules;

            #[doc = " Takes any value: what the spec says of it is checked before it is sent."]
            #[must_use]
            pub fn new(value: #inner) -> Self {
                Self(#make)
            }

            #[doc = " The value."]
            #[must_use]
            pub fn get(&self) -> #inner {
                #read
            }
        }

        impl From<#inner> for #name {
            fn from(value: #inner) -> Self {
                Self::new(value)
            }
        }

        impl wire::Encode for #name {
            fn encode(&self, to: &mut wire::Encoder<'_>) {
                #encode;
            }
        }

        impl wire::Argument for #name {
            fn write(&self, to: &mut wire::ArgumentWriter<'_>) {
                #write;
            }
        }

        #serialize
    }]
}
