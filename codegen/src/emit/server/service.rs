//! The trait that a service implements, and the routes that lead to it.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::Output;
use super::super::docs::emit_docs;
use super::super::operations::method_text;
use crate::model::{Docs, Operation};
use crate::resolve::code;

/// Emits them behind the feature of the server alone:
///
/// ```ignore
/// pub trait Service {
///     fn resume_report(&self, input: ResumeReportInput, received: Received) -> impl Future<Output = ResumeReportAnswer>;
/// }
/// pub fn router(service: impl Service) -> Router { .. }
/// ```
pub(super) fn emit_service(output: &Output<'_>, feature: &str) -> Vec<TokenStream> {
    let operations: Vec<&Operation> = output.api.tags.iter().flat_map(|tag| &tag.operations).collect();
    let methods = operations.iter().map(|operation| emit_method(operation));
    let routes = operations.iter().map(|operation| {
        let (name, input) = (&operation.method_name, &operation.input_name);
        quote! {
            .on::<#input, _, _>(|service, input, received| async move { S::#name(&service, input, received).await })
        }
    });
    vec![
        quote! {
            #[cfg(feature = #feature)]
            #[doc = " What serves the API: a method for each operation, which may be an `async fn`."]
            pub trait Service: Send + Sync + 'static {
                #(#methods)*
            }
        },
        quote! {
            #[cfg(feature = #feature)]
            #[doc = " The routes to a service: how requests are refused can be changed before they are made a router."]
            #[must_use]
            pub fn routes<S: Service>(service: S) -> serving::Routes<S> {
                serving::Routes::new(&super::client::API, service)
                #(#routes)*
            }
        },
        quote! {
            #[cfg(feature = #feature)]
            #[doc = " A router of every operation. What is not what the spec says is refused before it reaches the service."]
            pub fn router(service: impl Service) -> serving::axum::Router {
                routes(service).into_router()
            }
        },
    ]
}

fn emit_method(operation: &Operation) -> TokenStream {
    let mut lines = operation.docs.lines.clone();
    lines.push(String::new());
    lines.push(format!("`{} {}`", method_text(operation.method), code(&operation.template)));
    let docs = emit_docs(&Docs::of(lines));
    let Operation { method_name, input_name, answer_name, .. } = operation;
    quote! {
        #docs
        fn #method_name(
            &self,
            input: #input_name,
            received: serving::Received,
        ) -> impl Future<Output = #answer_name> + Send;
    }
}
