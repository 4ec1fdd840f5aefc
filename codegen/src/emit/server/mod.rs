//! `server/`: what an API is served by. A trait with a method for each operation, the types that it is given and
//! answers, and the routes that lead to it.

mod answers;
mod fields;
mod headers;
mod inputs;
mod service;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

pub(super) use self::headers::emit_written_headers;
use super::imports::{Uses, import};
use super::{Module, Output};
use crate::model::{Docs, Tag};

/// Nothing, unless the one who generates has a feature for it.
pub(super) fn emit_server(output: &Output<'_>) -> Vec<Module> {
    if output.services().is_empty() {
        return Vec::new();
    }
    let tags = output.api.tags.iter().filter(|tag| !tag.operations.is_empty());
    let (modules, uses): (Vec<Module>, Vec<Uses>) = tags.map(|tag| emit_tag(output, tag)).unzip();
    let index = emit_index(output, uses.iter().any(|uses| uses.models));
    [index].into_iter().chain(modules).collect()
}

fn emit_index(output: &Output<'_>, models: bool) -> Module {
    let files: Vec<_> =
        output.api.tags.iter().filter(|tag| !tag.operations.is_empty()).map(|tag| &tag.module).collect();
    let models = models.then(|| {
        quote!(
            use super::models;
        )
    });
    let modules = quote!(#(mod #files;)*);
    let names = quote!(#models #(pub use #files::*;)*);
    let service = output.choices.server_feature.as_ref();
    let service = service.map(|feature| service::emit_service(output, feature)).unwrap_or_default();
    let (service, _) = import(service, &["Service".to_owned()].into(), &BTreeSet::new(), &BTreeSet::new());
    let about = vec![
        "For whoever serves the API: what operations are given and answer, and the routes that lead to them."
            .to_owned(),
    ];
    let origins = output.api.tags.iter().map(|tag| tag.origin.clone()).collect();
    let items = [modules, names].into_iter().chain(service).collect();
    Module { path: "server/mod.rs".to_owned(), origins, about: Docs::of(about), readme: None, items }
}

fn emit_tag(output: &Output<'_>, tag: &Tag) -> (Module, Uses) {
    let mut items: Vec<TokenStream> = Vec::new();
    for operation in &tag.operations {
        items.extend(inputs::emit_input(output, operation));
        items.extend(answers::emit_answer(output, operation));
    }
    let names = tag.operations.iter().flat_map(|operation| [&operation.input_name, &operation.answer_name]);
    let local: BTreeSet<String> = names.map(ToString::to_string).collect();
    let (items, uses) = import(items, &local, &BTreeSet::new(), &BTreeSet::new());
    let module = tag.module.to_string();
    let module = module.trim_start_matches("r#");
    let about = vec!["What these operations are given and answer.".to_owned()];
    let origins = vec![tag.origin.clone()];
    (Module { path: format!("server/{module}.rs"), origins, about: Docs::of(about), readme: None, items }, uses)
}
