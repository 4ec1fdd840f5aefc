//! `arguments.rs`: a type for each name of something that has to be given, so that a compiler message can say it.

use std::collections::BTreeMap;

use proc_macro2::Ident;
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
    for name in ["Server", "Credentials"] {
        markers.insert(name.to_owned(), Ident::new(name, proc_macro2::Span::call_site()));
    }
    let items = markers.into_values().map(|marker| {
        let docs = emit_doc(&format!("The argument or field `{marker}`."));
        quote! {
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
