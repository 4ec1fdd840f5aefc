//! Enums of texts and of whole numbers.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Output;
use super::docs::{emit_deprecated, emit_doc, emit_docs};
use super::types::{emit_integer, emit_usize};
use crate::model::{Enum, Schema, Value};

/// Emits an enum; an open one keeps the values that the spec does not name:
///
/// ```ignore
/// pub enum ReportStatus { Active, Paused, Unknown(UnknownValue) }
/// ```
pub(super) fn emit_enum(output: &Output<'_>, schema: &Schema, kind: &Enum) -> Vec<TokenStream> {
    let name = &schema.name.ident;
    if kind.is_whole() {
        let read = if kind.exhaustive { emit_closed_numbers(name, kind) } else { emit_open_numbers(name, kind) };
        return vec![emit_declaration(schema, kind), emit_numbers(name, kind), read, emit_number_wire(name)];
    }
    let mut items = vec![emit_declaration(schema, kind), emit_texts(schema, kind)];
    items.push(if kind.exhaustive { emit_closed(output, name, kind) } else { emit_open(output, name, kind) });
    items.push(emit_wire(name));
    items.push(emit_serialize(schema));
    items
}

fn emit_declaration(schema: &Schema, kind: &Enum) -> TokenStream {
    let docs = emit_docs(&schema.docs);
    let name = &schema.name.ident;
    let variants = kind.values.iter().map(|value| {
        let docs = if value.docs.lines.is_empty() {
            emit_doc(&format!("`{}`", crate::resolve::code(&value.wire)))
        } else {
            emit_docs(&value.docs)
        };
        let (deprecated, ident) = (emit_deprecated(value.deprecated.as_deref()), &value.ident);
        quote!(#docs #deprecated #ident,)
    });
    let held = if kind.is_whole() { quote!(rt::UnknownNumber) } else { quote!(rt::UnknownValue) };
    let copy = kind.is_whole().then(|| quote!(Copy,));
    let unknown = (!kind.exhaustive).then(|| {
        quote!(
            #[doc = " A value that the spec does not name, kept as it was received."]
            Unknown(#held),
        )
    });
    let open = (!kind.exhaustive).then(|| quote!(#[non_exhaustive]));
    quote! {
        #docs
        #[derive(Clone, #copy Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #open
        pub enum #name {
            #(#variants)*
            #unknown
        }
    }
}

fn emit_texts(schema: &Schema, kind: &Enum) -> TokenStream {
    let name = &schema.name.ident;
    let wires: Vec<&String> = kind.values.iter().map(|value| &value.wire).collect();
    let idents = kind.values.iter().map(|value| &value.ident);
    let unknown = (!kind.exhaustive).then(|| quote!(Self::Unknown(value) => value.as_str(),));
    let expect = expect_deprecated(kind);
    quote! {
        #expect
        impl #name {
            const WIRE: &'static [&'static str] = &[#(#wires),*];

            #[doc = " The value on the wire."]
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#idents => #wires,)*
                    #unknown
                }
            }
        }

        impl fmt::Display for #name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    }
}

fn emit_open(output: &Output<'_>, name: &Ident, kind: &Enum) -> TokenStream {
    let (casing, arms) = (emit_casing(output), emit_arms(kind));
    let expect = expect_deprecated(kind);
    quote! {
        #expect
        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                match wire::enums::find(text, Self::WIRE, #casing) {
                    #(#arms)*
                    _ => Self::Unknown(rt::UnknownValue::new(text)),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::enums::read(deserializer).map(|text| Self::from(text.as_ref()))
            }
        }
    }
}

fn emit_closed(output: &Output<'_>, name: &Ident, kind: &Enum) -> TokenStream {
    let (casing, arms) = (emit_casing(output), emit_arms(kind));
    let arms = arms.iter().map(|arm| quote!(#arm));
    let expect = expect_deprecated(kind);
    quote! {
        #expect
        impl #name {
            #[doc = " The value that is written like this, if the spec names one."]
            #[must_use]
            pub fn from_wire(text: &str) -> Option<Self> {
                Some(match wire::enums::find(text, Self::WIRE, #casing) {
                    #(#arms)*
                    _ => return None,
                })
            }
        }

        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = wire::enums::read(deserializer)?;
                Self::from_wire(text.as_ref()).ok_or_else(wire::enums::unknown)
            }
        }
    }
}

fn emit_arms(kind: &Enum) -> Vec<TokenStream> {
    let arm = |(index, value): (usize, &crate::model::Value)| {
        let (index, ident) = (emit_usize(index), &value.ident);
        quote!(Some(#index) => Self::#ident,)
    };
    kind.values.iter().enumerate().map(arm).collect()
}

fn emit_wire(name: &Ident) -> TokenStream {
    quote! {
        impl wire::Encode for #name {
            fn encode(&self, to: &mut wire::Encoder<'_>) {
                to.text(self.as_str(), &[]);
            }
        }

        impl wire::Argument for #name {
            fn write(&self, to: &mut wire::ArgumentWriter<'_>) {
                to.text(self.as_str(), &[]);
            }
        }
    }
}

fn emit_numbers(name: &Ident, kind: &Enum) -> TokenStream {
    let arms = kind.values.iter().map(|value| {
        let (ident, number) = (&value.ident, emit_number(value));
        quote!(Self::#ident => #number,)
    });
    let unknown = (!kind.exhaustive).then(|| quote!(Self::Unknown(value) => value.get(),));
    let expect = expect_deprecated(kind);
    quote! {
        #expect
        impl #name {
            #[doc = " The value on the wire."]
            #[must_use]
            pub fn as_i64(self) -> i64 {
                match self {
                    #(#arms)*
                    #unknown
                }
            }
        }

        impl fmt::Display for #name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.as_i64(), formatter)
            }
        }
    }
}

fn emit_open_numbers(name: &Ident, kind: &Enum) -> TokenStream {
    let arms = kind.values.iter().map(emit_number_arm);
    let expect = expect_deprecated(kind);
    quote! {
        #expect
        impl From<i64> for #name {
            fn from(number: i64) -> Self {
                match number {
                    #(#arms)*
                    number => Self::Unknown(rt::UnknownNumber::new(number)),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                i64::deserialize(deserializer).map(Self::from)
            }
        }
    }
}

fn emit_closed_numbers(name: &Ident, kind: &Enum) -> TokenStream {
    let arms = kind.values.iter().map(emit_number_arm);
    let expect = expect_deprecated(kind);
    quote! {
        #expect
        impl #name {
            #[doc = " The value that is this number, if the spec names one."]
            #[must_use]
            pub fn from_wire(number: i64) -> Option<Self> {
                Some(match number {
                    #(#arms)*
                    _ => return None,
                })
            }
        }

        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = i64::deserialize(deserializer)?;
                Self::from_wire(number).ok_or_else(wire::enums::unknown)
            }
        }
    }
}

fn emit_number_arm(value: &Value) -> TokenStream {
    let (ident, number) = (&value.ident, emit_number(value));
    quote!(#number => Self::#ident,)
}

fn emit_number(value: &Value) -> TokenStream {
    emit_integer(value.number.unwrap_or_default().into())
}

fn emit_number_wire(name: &Ident) -> TokenStream {
    quote! {
        impl wire::Encode for #name {
            fn encode(&self, to: &mut wire::Encoder<'_>) {
                to.integer(self.as_i64(), &[]);
            }
        }

        impl wire::Argument for #name {
            fn write(&self, to: &mut wire::ArgumentWriter<'_>) {
                to.display(&self.as_i64(), &[]);
            }
        }

        impl serde::Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }
    }
}

/// Text is cheap to write: no feature guards it.
fn emit_serialize(schema: &Schema) -> TokenStream {
    let name = &schema.name.ident;
    quote! {
        impl serde::Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    }
}

pub(super) fn emit_casing(output: &Output<'_>) -> TokenStream {
    if output.api.any_case { quote!(wire::Casing::Any) } else { quote!(wire::Casing::Exact) }
}

/// An enum's own code has to name its deprecated values.
fn expect_deprecated(kind: &Enum) -> Option<TokenStream> {
    let any = kind.values.iter().any(|value| value.deprecated.is_some());
    any.then(|| quote!(#[expect(deprecated, reason = "deprecated values are still understood")]))
}
