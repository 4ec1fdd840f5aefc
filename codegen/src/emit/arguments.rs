//! `arguments.rs`: a type for each name of something that has to be given, so that a compiler message can say it.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::emit_doc;
use super::{Module, Output, requests};
use crate::model::{Docs, SchemaKind, Struct};

pub(super) fn emit_arguments(output: &Output<'_>) -> Module {
    let mut markers: BTreeMap<String, Ident> = BTreeMap::new();
    let operations = output.api.tags.iter().flat_map(|tag| &tag.operations);
    for marker in operations.flat_map(requests::markers) {
        markers.insert(marker.to_string(), marker);
    }
    let needed = |object: &Struct| {
        object.fields.iter().filter(|field| field.needed).map(|field| field.marker.clone()).collect::<Vec<_>>()
    };
    for schema in output.api.schemas.iter().filter(|schema| schema.direction.sent) {
        let names = match &schema.kind {
            SchemaKind::Struct(object) if needed(object).len() > 1 => needed(object),
            SchemaKind::Variants(variants) => variants.iter().flat_map(|(_, _, object)| needed(object)).collect(),
            _ => Vec::new(),
        };
        markers.extend(names.into_iter().map(|marker| (marker.to_string(), marker)));
    }
    let gate = output.service_gate();
    let mut gated: BTreeMap<String, Ident> = BTreeMap::new();
    for schema in output.api.schemas.iter().filter(|schema| !schema.direction.sent && gate.is_some()) {
        let SchemaKind::Struct(object) = &schema.kind else { continue };
        let names = needed(&object.of_services());
        gated.extend(names.iter().filter(|_| names.len() > 1).map(|marker| (marker.to_string(), marker.clone())));
    }
    for name in ["Server", "Credentials"] {
        markers.insert(name.to_owned(), Ident::new(name, proc_macro2::Span::call_site()));
    }
    gated.retain(|name, _| !markers.contains_key(name));
    let ungated = markers.into_iter().map(|(name, marker)| (name, (None, marker)));
    let all: BTreeMap<String, (Option<&TokenStream>, Ident)> =
        ungated.chain(gated.into_iter().map(|(name, marker)| (name, (gate.as_ref(), marker)))).collect();
    let items = all.into_values().map(|(gate, marker)| {
        let docs = emit_doc(&format!("The argument or field `{marker}`."));
        quote! {
            #gate
            #docs
            #[derive(Clone, Copy, Debug)]
            pub enum #marker {}
        }
    });
    let about = vec!["Names of what has to be given: they stand in types as `Missing<..>` until it is.".to_owned()];
    Module {
        path: "arguments.rs".to_owned(),
        origins: Vec::new(),
        about: Docs::of(about),
        readme: None,
        items: items.collect(),
    }
}
