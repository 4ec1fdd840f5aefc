//! `models/`: one file for each schema.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{Uses, import};
use super::types::{At, emit_type};
use super::{Module, Output, builders, docs, enums, envelopes, named, structs, unions, variants};
use crate::model::{Docs, Schema, SchemaKind, Struct};

pub(super) fn emit_models(output: &Output<'_>) -> Vec<Module> {
    let (models, uses): (Vec<Module>, Vec<Uses>) =
        output.api.schemas.iter().map(|schema| emit_model(output, schema)).unzip();
    let index = emit_index(output, uses.iter().any(|uses| uses.arguments));
    [index].into_iter().chain(models).collect()
}

fn emit_index(output: &Output<'_>, arguments: bool) -> Module {
    let arguments = arguments.then(|| {
        quote!(
            use super::arguments;
        )
    });
    let files = output.api.schemas.iter().map(|schema| {
        let module = &schema.module;
        quote!(mod #module;)
    });
    let names = output.api.schemas.iter().map(|schema| {
        let (module, name) = (&schema.module, &schema.name.ident);
        let more: Vec<TokenStream> = built(schema).into_iter().map(|name| quote!(#name)).collect();
        let made = made_by_services(output, schema);
        let (gate, made) = (output.service_gate(), made.into_iter());
        let own = if more.is_empty() {
            quote!(pub use #module::#name;)
        } else {
            quote!(pub use #module::{#name, #(#more),*};)
        };
        quote!(#own #(#gate pub use #module::#made;)*)
    });
    let about = Docs::of(vec!["What is sent and received: one module for each schema of the spec.".to_owned()]);
    let origins = output.api.schemas.iter().map(|schema| schema.origin.clone()).collect();
    Module {
        path: "models/mod.rs".to_owned(),
        origins,
        about,
        readme: None,
        items: vec![quote!(#(#files)*), quote!(#arguments), quote!(#(#names)*)],
    }
}

/// Names that a schema's file defines beside its own.
fn built(schema: &Schema) -> Vec<proc_macro2::Ident> {
    let builder = |object: &Struct| {
        (schema.direction.sent && object.fields.iter().filter(|field| field.needed).count() > 1)
            .then(|| builders::builder_name(object))
    };
    match &schema.kind {
        SchemaKind::Struct(object) => builder(object).into_iter().collect(),
        SchemaKind::Variants(variants) => {
            variants.iter().flat_map(|(_, _, object)| [object.ident.clone(), builders::builder_name(object)]).collect()
        }
        _ => Vec::new(),
    }
}

/// The name of the builder that only services have.
fn made_by_services(output: &Output<'_>, schema: &Schema) -> Option<proc_macro2::Ident> {
    let SchemaKind::Struct(object) = &schema.kind else { return None };
    let is_made = !schema.direction.sent && !output.services().is_empty();
    let needed = object.of_services().fields.iter().filter(|field| field.needed).count();
    (is_made && needed > 1).then(|| builders::builder_name(object))
}

/// Names of type parameters in a schema's file.
fn type_parameters(schema: &Schema) -> BTreeSet<String> {
    let objects: Vec<&Struct> = match &schema.kind {
        SchemaKind::Struct(object) => vec![object],
        SchemaKind::Variants(variants) => variants.iter().map(|(_, _, object)| object).collect(),
        _ => Vec::new(),
    };
    let states = objects.into_iter().flat_map(|object| &object.fields).filter(|field| field.needed);
    let states = states.map(|field| builders::state_name(&field.marker).to_string());
    states.chain(schema.generics.iter().map(ToString::to_string)).collect()
}

fn emit_model(output: &Output<'_>, schema: &Schema) -> (Module, Uses) {
    let mut items = match &schema.kind {
        SchemaKind::Struct(object) => structs::emit_struct(output, schema, object),
        SchemaKind::Variants(variants) => variants::emit_variants(output, schema, variants),
        SchemaKind::Enum(kind) => enums::emit_enum(output, schema, kind),
        SchemaKind::Union(union) => unions::emit_union(output, schema, union),
        SchemaKind::Named(named) => named::emit_named(schema, named),
        SchemaKind::Alias(ty) => vec![emit_alias(schema, ty)],
    };
    items.extend(schema.envelope.as_ref().map(|envelope| envelopes::emit_envelope(schema, envelope)));
    items.extend(envelopes::emit_envelope_of_items(output, schema));
    if schema.is_error {
        let (name, wire) = (&schema.name.ident, &schema.name.wire);
        items.push(quote! {
            impl rt::ErrorBody for #name {
                const SCHEMA: &'static str = #wire;
            }
        });
    }
    let mut local: BTreeSet<String> = [schema.name.ident.to_string()].into();
    local.extend(built(schema).iter().chain(&made_by_services(output, schema)).map(ToString::to_string));
    let (items, uses) = import(items, &local, &output.model_names, &type_parameters(schema));
    let about = Docs::of(vec![format!("The schema `{}`.", crate::resolve::code(&schema.name.wire))]);
    let module = schema.module.to_string();
    let module = module.trim_start_matches("r#");
    (
        Module {
            path: format!("models/{module}.rs"),
            origins: vec![schema.origin.clone()],
            about,
            readme: None,
            items,
        },
        uses,
    )
}

fn emit_alias(schema: &Schema, ty: &crate::model::Type) -> TokenStream {
    let docs = docs::emit_docs(&schema.docs);
    let (name, ty) = (&schema.name.ident, emit_type(ty, At::Models));
    quote!(#docs pub type #name = #ty;)
}
