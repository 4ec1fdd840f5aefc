//! The trait that a service implements, and the routes that lead to it.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::Output;
use super::super::docs::emit_docs;
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
    let methods = operations.iter().map(|operation| emit_method(output, operation));
    let parts: Vec<TokenStream> = operations.chunks(10).map(emit_part).collect();
    let names: Vec<Ident> = (1..=parts.len()).map(|number| format_ident!("part_{number}")).collect();
    let parts = names.iter().zip(parts).map(|(name, routes)| {
        quote! {
            #[cfg(feature = #feature)]
            fn #name<S: Service>(routes: serving::Routes<S>) -> serving::Routes<S> {
                routes #routes
            }
        }
    });
    let made = quote!(serving::Routes::new(&super::client::API, service));
    let routes = names.iter().fold(made, |routes, name| quote!(#name(#routes)));
    let is_odd = |operation: &&Operation| {
        let name = operation.method_name.to_string();
        name.starts_with("from_") || name.starts_with("into_")
    };
    let expect = operations.iter().any(is_odd).then(
        || quote!(#[expect(clippy::wrong_self_convention, reason = "methods are called as the spec calls operations")]),
    );
    let about = match output.choices.server_stubs {
        true => {
            " What serves the API: a method for each operation, which may be an `async fn`. Without it, the answer is 501."
        }
        false => " What serves the API: a method for each operation, which may be an `async fn`.",
    };
    let mut items = vec![
        quote! {
            #[cfg(feature = #feature)]
            #expect
            #[doc = #about]
            pub trait Service: Send + Sync + 'static {
                #(#methods)*
            }
        },
        quote! {
            #[cfg(feature = #feature)]
            #[doc = " The routes to a service: how requests are refused can be changed before they are made a router."]
            #[must_use]
            pub fn routes<S: Service>(service: S) -> serving::Routes<S> {
                #routes
            }
        },
        quote! {
            #[cfg(feature = #feature)]
            #[doc = " A router of every operation. What is not what the spec says is refused before it reaches the service."]
            pub fn router(service: impl Service) -> serving::axum::Router {
                routes(service).into_router()
            }
        },
    ];
    items.extend(parts);
    items
}

/// Some operations: a function of all of them would be too long to read.
fn emit_part(operations: &[&Operation]) -> TokenStream {
    let routes = operations.iter().map(|operation| {
        let (name, input) = (&operation.method_name, &operation.input_name);
        quote! {
            .on::<#input, _, _>(|service, input, received| async move { S::#name(&service, input, received).await })
        }
    });
    quote!(#(#routes)*)
}

fn emit_method(output: &Output<'_>, operation: &Operation) -> TokenStream {
    let mut lines = operation.docs.lines.clone();
    lines.push(String::new());
    lines.push(format!("`{} {}`", operation.method.word(), code(&operation.template)));
    let docs = emit_docs(&Docs::of(lines));
    let Operation { method_name, input_name, answer_name, .. } = operation;
    let body = emit_stub(output, operation).unwrap_or_else(|| quote!(;));
    quote! {
        #docs
        fn #method_name(
            &self,
            input: #input_name,
            received: serving::Received,
        ) -> impl Future<Output = #answer_name> + Send #body
    }
}

/// What is answered for an operation that a service has not, where it may leave some out.
fn emit_stub(output: &Output<'_>, operation: &Operation) -> Option<TokenStream> {
    let id = &operation.id;
    output.choices.server_stubs.then(|| {
        quote! {
            {
                let _ = (input, received);
                std::future::ready(serving::Reply::not_implemented(#id).into())
            }
        }
    })
}
