//! `lib.rs`: what the crate is, its modules, and what callers need from the runtime.

use quote::quote;

use super::{Module, Output};
use crate::model::{Docs, SchemaKind};

pub(super) fn emit_library(output: &Output<'_>) -> Module {
    let secured = output.api.asks_for_credentials();
    let scheme = (!output.api.credentials.is_empty()).then(|| quote!(Scheme,));
    let credentials = secured.then(|| quote!(AccessToken, ApiKey, Basic, Credentials, CredentialsError,));
    let whole = output.api.schemas.iter();
    let whole = whole.filter(|schema| matches!(&schema.kind, SchemaKind::Enum(kind) if kind.is_whole())).count() > 0;
    let whole = whole.then(|| quote!(UnknownNumber,));
    let shapes = output
        .api
        .schemas
        .iter()
        .any(|schema| matches!(&schema.kind, SchemaKind::Union(union) if union.discriminator.is_none()));
    let shapes = shapes.then(|| quote!(UnknownShape,));
    let has_examples =
        output.api.tags.iter().flat_map(|tag| &tag.operations).any(|operation| !operation.examples.is_empty());
    let examples = has_examples.then(|| {
        quote!(
            #[cfg(test)]
            mod examples;
        )
    });
    let server = output.service_gate().map(|gate| quote!(#gate pub mod server;));
    let mock = output.choices.mock_feature.as_ref().map(|feature| {
        quote!(
            #[cfg(feature = #feature)]
            pub mod mock;
        )
    });
    // The runtime has it where it reads such numbers exactly: a client that needs that does not compile without.
    let decimal = output.api.has_fractions.then(|| quote!(Decimal,));
    let choices = super::variables::choices(&output.api.servers).into_iter().map(|(name, _)| name);
    let items = vec![
        quote!(mod client; #examples),
        quote!(
            pub mod arguments;
            pub mod models;
            pub mod operations;
            #server
            #mock
        ),
        quote! {
            pub use client::{Client, ClientBuilder, #scheme Server, #(#choices),*};
            pub use apiloom_runtime as runtime;
            pub use apiloom_runtime::{
                #credentials Binary, Body, Bytes, Date, DateTime, #decimal Error, ErrorBody, HeaderMap, InMemory, InvalidText,
                IsoDuration, Json, Limits, Method, Network, Observer, Presence, Request, Response, Retry, Secret, StatusCode,
                Transport, TransportError, #whole #shapes UnknownValue, UnknownVariant, Url, Uuid,
            };
        },
    ];
    let about = match &output.choices.readme {
        Some(_) => Docs::default(),
        None => output.api.docs.clone(),
    };
    Module {
        path: "lib.rs".to_owned(),
        origins: vec![output.api.origin.clone()],
        about,
        readme: output.choices.readme.clone(),
        items,
    }
}
