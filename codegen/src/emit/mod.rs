//! The fourth stage: [`Api`] to modules of tokens. Total: it decides nothing, looks nothing up and reports nothing.

mod arguments;
mod builders;
mod client;
mod commands;
mod docs;
mod encode;
mod enums;
mod envelopes;
mod examples;
mod flows;
mod imports;
mod library;
mod mock;
mod models;
mod named;
mod operations;
mod read;
mod requests;
mod resources;
mod rest;
mod samples;
mod server;
mod structs;
mod types;
mod unions;
mod variables;
mod variants;

pub(crate) use samples::user_call;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::Options;
use crate::model::{Api, Docs, Operation, SchemaKind};

/// One generated file, before formatting.
pub(crate) struct Module {
    /// Relative to the generated folder, with `/` between its parts.
    pub(crate) path: String,
    /// Spec files it comes from, for the header.
    pub(crate) origins: Vec<String>,
    /// Lines in front of everything: docs and lints of the module.
    pub(crate) about: Docs,
    /// A file whose text is the module's docs, relative to it.
    pub(crate) readme: Option<String>,
    pub(crate) items: Vec<TokenStream>,
}

/// Everything that functions of this stage read.
pub(crate) struct Output<'a> {
    pub(crate) api: &'a Api,
    pub(crate) choices: &'a Options,
    /// Names of models: what would hide one is written with its path.
    pub(crate) model_names: BTreeSet<String>,
}

impl<'a> Output<'a> {
    pub(crate) fn new(api: &'a Api, choices: &'a Options) -> Self {
        Output { api, choices, model_names: api.schemas.iter().flat_map(names_of).collect() }
    }

    /// The features behind which what goes one way goes the other, too.
    fn both_ways(&self) -> Vec<&str> {
        self.choices.serde_feature.as_deref().into_iter().chain(self.services()).collect()
    }

    /// The features behind which the API is served.
    fn services(&self) -> Vec<&str> {
        [&self.choices.server_feature, &self.choices.mock_feature].into_iter().filter_map(Option::as_deref).collect()
    }

    /// For what only the two of them need.
    fn service_gate(&self) -> Option<TokenStream> {
        predicate(&self.services()).map(|services| quote!(#[cfg(#services)]))
    }

    /// How far what they read is seen, which is nobody's else without them.
    fn shared(&self) -> Option<TokenStream> {
        (!self.services().is_empty()).then(|| quote!(pub(crate)))
    }
}

/// What stands in `cfg(..)` for any of these features.
fn predicate(features: &[&str]) -> Option<TokenStream> {
    match features {
        [] => None,
        [feature] => Some(quote!(feature = #feature)),
        features => Some(quote!(any(#(feature = #features),*))),
    }
}

/// Every module of the client, `lib.rs` first; or of its command line.
pub(crate) fn emit(api: &Api, choices: &Options) -> Vec<Module> {
    let output = Output::new(api, choices);
    if let Some(client) = &choices.commands {
        return commands::emit_commands(&output, client);
    }
    let mut modules =
        vec![library::emit_library(&output), client::emit_client(&output), arguments::emit_arguments(&output)];
    modules.extend(operations::emit_operations(&output));
    modules.extend(models::emit_models(&output));
    modules.extend(examples::emit_examples(&output));
    modules.extend(server::emit_server(&output));
    modules.extend(mock::emit_mock(&output));
    if choices.resource_features {
        resources::gate(&mut modules);
    }
    modules
}

/// How an operation is called, as the examples in docs show it: without what they hide.
pub(crate) fn usage(api: &Api, operation: &Operation, crate_name: &str) -> Option<String> {
    let choices = Options { crate_name: Some(crate_name.to_owned()), ..Options::default() };
    let output = Output { api, choices: &choices, model_names: BTreeSet::new() };
    let lines = samples::emit_usage(&output, operation);
    let shown = lines.iter().filter(|line| !line.starts_with("```") && !line.starts_with("# "));
    let text = shown.map(String::as_str).collect::<Vec<_>>().join("\n");
    (!lines.is_empty()).then(|| text.trim().to_owned())
}

fn names_of(schema: &crate::model::Schema) -> Vec<String> {
    let own = schema.name.ident.to_string();
    match &schema.kind {
        SchemaKind::Variants(variants) => {
            variants.iter().map(|(_, _, object)| object.ident.to_string()).chain([own]).collect()
        }
        _ => vec![own],
    }
}
