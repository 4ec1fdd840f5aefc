//! How models are written on the wire, and `Serialize` made from that.

use proc_macro2::TokenStream;
use quote::quote;

use super::Output;
use super::structs::emit_generics;
use super::types::{emit_integer, emit_rules};
use crate::model::{Constant, Field, Presence, Rest, Sample, Schema, Struct};

/// Emits `impl Encode` and, where no secret could leak by it, `impl Serialize`.
pub(super) fn emit_encode(output: &Output<'_>, schema: &Schema, object: &Struct) -> Vec<TokenStream> {
    let gate = emit_gate(output, schema);
    let name = &object.ident;
    let (parameters, arguments) = (emit_generics(schema, Some(quote!(wire::Encode))), emit_generics(schema, None));
    let mut lines = emit_lines(output, schema, object);
    lines.extend(object.rest.as_ref().map(|rest| emit_rest(output, rest)));
    let serialize = emit_serialize(output, schema, &quote!(#name #arguments));
    let encode = quote! {
        #gate
        impl #parameters wire::Encode for #name #arguments {
            fn encode(&self, to: &mut wire::Encoder<'_>) {
                let mut object = to.object();
                self.encode_fields(&mut object);
                object.end();
            }
        }
    };
    let written = |field: &&Field| !field.read_only || !schema.direction.sent;
    let deprecated = object.fields.iter().filter(written).any(|field| field.deprecated.is_some());
    let expect = deprecated.then(|| quote!(#[expect(deprecated, reason = "deprecated fields are still sent")]));
    // Of an object whose fields are all read-only nothing is sent, and nothing of it is used but by services.
    let is_sent =
        !object.constants.is_empty() || object.rest.is_some() || object.fields.iter().any(|field| written(&field));
    let (to, nothing) = match lines.as_slice() {
        [] => (quote!(_), Some(quote!(let Self { .. } = self;))),
        _ if !is_sent => (quote!(object), Some(quote!(let (Self { .. }, _) = (self, &object);))),
        _ => (quote!(object), None),
    };
    let fields = quote! {
        #gate
        #expect
        impl #parameters #name #arguments {
            pub(crate) fn encode_fields(&self, #to: &mut wire::ObjectEncoder<'_>) {
                #nothing
                #(#lines)*
            }
        }
    };
    [Some(encode), Some(fields), serialize].into_iter().flatten().collect()
}

/// `Serialize` for people: on what is sent always, on what is received behind the feature.
pub(super) fn emit_serialize(output: &Output<'_>, schema: &Schema, target: &TokenStream) -> Option<TokenStream> {
    if schema.holds_secret {
        return None;
    }
    let gate = emit_gate(output, schema);
    let parameters = emit_generics(schema, Some(quote!(wire::Encode + serde::Serialize)));
    Some(quote! {
        #gate
        impl #parameters serde::Serialize for #target {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                wire::serialize(self, serializer)
            }
        }
    })
}

/// What is only received is encoded in tests, and where the feature asks for it.
pub(super) fn emit_gate(output: &Output<'_>, schema: &Schema) -> Option<TokenStream> {
    if schema.direction.sent {
        return None;
    }
    Some(match output.both_ways().as_slice() {
        [] => quote!(#[cfg(test)]),
        features => quote!(#[cfg(any(test, #(feature = #features),*))]),
    })
}

fn emit_lines(output: &Output<'_>, schema: &Schema, object: &Struct) -> Vec<TokenStream> {
    let mut lines = Vec::new();
    for position in 0..=object.fields.len() {
        lines.extend(object.constants.iter().filter(|constant| constant.position == position).map(emit_constant));
        lines.extend(object.fields.get(position).and_then(|field| emit_field_line(output, schema, field)));
    }
    lines
}

/// What stands beside the fields comes last, and cannot be what a field or a constant is.
fn emit_rest(output: &Output<'_>, rest: &Rest) -> TokenStream {
    let (name, others, casing) = (&rest.ident, &rest.others, super::enums::emit_casing(output));
    quote!(object.rest(&self.#name, &[#(#others),*], #casing);)
}

/// What goes one way only is left out the other way: which way that is depends on who sends.
fn emit_field_line(output: &Output<'_>, schema: &Schema, field: &Field) -> Option<TokenStream> {
    let services = output.service_gate();
    match (field.read_only && schema.direction.sent, field.write_only && services.is_some()) {
        (true, _) => services.map(|services| {
            // Without rules: an import of them would be unused without services.
            let line = emit_line(&Field { rules: Vec::new(), deprecated: None, ..field.clone() });
            let expect = field
                .deprecated
                .as_ref()
                .map(|_| quote!(#[expect(deprecated, reason = "deprecated fields are still sent")]));
            quote! {
                #services
                #expect
                if object.is_answer() {
                    #line
                }
            }
        }),
        (_, true) => {
            let (line, wire, name) = (emit_line(field), &field.wire, &field.ident);
            let is_hidden = field.needed && field.presence == Presence::Optional;
            let needed = is_hidden.then(|| quote!(object.needed(#wire, self.#name.is_some());));
            Some(quote! {
                if !object.is_answer() {
                    #needed
                    #line
                }
            })
        }
        _ => Some(emit_line(field)),
    }
}

fn emit_constant(constant: &Constant) -> TokenStream {
    let (wire, value) = (&constant.wire, emit_constant_value(&constant.value));
    quote!(object.constant(#wire, #value);)
}

pub(super) fn emit_constant_value(value: &Sample) -> TokenStream {
    match value {
        Sample::Boolean(value) => quote!(wire::Constant::Boolean(#value)),
        Sample::Integer(value) => {
            let value = emit_integer(*value);
            quote!(wire::Constant::Integer(#value))
        }
        Sample::Number(value) => quote!(wire::Constant::Number(#value)),
        Sample::Text(text) => quote!(wire::Constant::Text(#text)),
        _ => quote!(wire::Constant::Null),
    }
}

fn emit_line(field: &Field) -> TokenStream {
    let (name, wire) = (&field.ident, &field.wire);
    let rules = (!field.rules.is_empty()).then(|| emit_rules(&field.rules));
    let written = match (field.presence, rules) {
        (Presence::Required | Presence::Nullable, None) => quote!(object.field(#wire, &self.#name);),
        (Presence::Required | Presence::Nullable, Some(rules)) => quote!(object.ruled(#wire, &self.#name, #rules);),
        (Presence::Optional, None) => quote!(object.optional(#wire, &self.#name);),
        (Presence::Optional, Some(rules)) => quote!(object.optional_ruled(#wire, &self.#name, #rules);),
        (Presence::OptionalNullable, None) => quote!(object.presence(#wire, &self.#name);),
        (Presence::OptionalNullable, Some(rules)) => quote!(object.presence_ruled(#wire, &self.#name, #rules);),
    };
    let required_on = &field.required_on;
    let required_on = (!required_on.is_empty())
        .then(|| quote!(object.required_on(#wire, self.#name.is_some(), &[#(#required_on),*]);));
    let servers = &field.servers;
    let present = match field.presence {
        Presence::Required | Presence::Nullable => quote!(true),
        Presence::Optional => quote!(self.#name.is_some()),
        Presence::OptionalNullable => quote!(!self.#name.is_absent()),
    };
    let only_on = (!servers.is_empty()).then(|| quote!(object.only_on(#wire, #present, &[#(#servers),*]);));
    quote!(#required_on #only_on #written)
}
