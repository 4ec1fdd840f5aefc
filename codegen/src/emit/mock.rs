//! `mock.rs`: answers for clients in tests, with the types of the server.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::emit_doc;
use super::imports::import;
use super::{Module, Output};
use crate::model::{Docs, Operation, Security};

/// Nothing, unless the one who generates has a feature for it.
pub(super) fn emit_mock(output: &Output<'_>) -> Option<Module> {
    output.choices.mock_feature.as_ref()?;
    let operations: Vec<&Operation> = output.api.tags.iter().flat_map(|tag| &tag.operations).collect();
    let items = vec![emit_struct(&operations), emit_client(output), emit_methods(&operations)];
    let local: BTreeSet<String> = ["Mock".to_owned()].into();
    let (items, _) = import(items, &local, &BTreeSet::new(), &BTreeSet::new());
    let about = Docs::of(vec!["Mocks of the API for tests: typed answers, on a transport in memory.".to_owned()]);
    let origins = output.api.tags.iter().map(|tag| tag.origin.clone()).collect();
    Some(Module { path: "mock.rs".to_owned(), origins, about, readme: None, items })
}

fn emit_struct(operations: &[&Operation]) -> TokenStream {
    let inputs = operations.iter().map(|operation| &operation.input_name);
    quote! {
        #[doc = " Answers of the API for tests, and what was asked. Clones share both."]
        #[doc = ""]
        #[doc = " A method for each operation begins a mock of it: [`When`](apiloom_server::When) says which calls it answers, and"]
        #[doc = " with what. The first that fits a call answers it; a call that none fits is an error that names them."]
        #[derive(Clone, Debug)]
        pub struct Mock {
            board: serving::Board,
        }

        impl Mock {
            #[doc = " Nothing is answered yet."]
            #[must_use]
            pub fn new() -> Self {
                Self { board: serving::Board::new(&super::client::API) #(.knows::<inputs::#inputs>())* }
            }

            #[doc = " What was asked of all mocks, and the transport to them: `builder.transport(mock.board().clone())`, with a"]
            #[doc = " base URL that has no path."]
            #[must_use]
            pub fn board(&self) -> &serving::Board {
                &self.board
            }
        }

        impl Default for Mock {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

/// A client that is complete, whatever the API wants of one.
fn emit_client(output: &Output<'_>) -> TokenStream {
    let credentials: Vec<TokenStream> = match output.api.credentials.as_slice() {
        [] if output.api.is_secured() => {
            let made = emit_credentials(&one_kind(output));
            vec![quote!(.credentials(#made))]
        }
        several => several
            .iter()
            .map(|known| {
                let (ident, made) = (&known.ident, emit_credentials(&known.place));
                quote!(.credentials(super::client::Scheme::#ident, #made))
            })
            .collect(),
    };
    let build = quote! {
        .base_url("https://mock.invalid")
        #(#credentials)*
        .transport(self.board.clone())
        .retry(rt::Retry::never())
        .build()
    };
    let errors = quote! {
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = " If TLS cannot be set up, which a client does although it needs none here."]
    };
    let doc = emit_doc("A client that asks the mocks, and nothing twice.");
    let body = match output.api.servers.as_slice() {
        [_] => quote! {
            #doc
            #errors
            pub fn client(&self) -> Result<super::client::Client, rt::Error> {
                super::client::Client::builder() #build
            }
        },
        servers => {
            let server = servers.iter().find(|server| server.deprecated.is_none()).or(servers.first());
            let server = server.map(|server| &server.ident);
            quote! {
                #doc
                #errors
                pub fn client(&self) -> Result<super::client::Client, rt::Error> {
                    self.client_of(super::client::Server::#server)
                }

                #[doc = " The same as a client of another server: some operations exist on some servers alone."]
                #errors
                pub fn client_of(&self, server: super::client::Server) -> Result<super::client::Client, rt::Error> {
                    super::client::Client::builder().server(server) #build
                }
            }
        }
    };
    quote!(impl Mock { #body })
}

/// Where there is one kind, it may be of the API, or of an operation alone.
fn one_kind(output: &Output<'_>) -> Security {
    let operations = output.api.tags.iter().flat_map(|tag| &tag.operations);
    let all = [&output.api.security].into_iter().chain(operations.filter_map(|operation| operation.security.as_ref()));
    all.into_iter().find(|security| **security != Security::None).cloned().unwrap_or(Security::Bearer)
}

fn emit_credentials(place: &Security) -> TokenStream {
    match place {
        Security::Basic => quote!(rt::Basic::new("user", "password")),
        Security::Header(_) | Security::Query(_) | Security::Cookie(_) => quote!(rt::ApiKey::new("key")),
        Security::None | Security::Bearer | Security::OneOf(_) => quote!(rt::AccessToken::new("token")),
    }
}

fn emit_methods(operations: &[&Operation]) -> TokenStream {
    let methods = operations.iter().map(|operation| {
        let (name, input) = (&operation.mock_name, &operation.input_name);
        let docs = emit_doc(&format!("Begins a mock of `{}`.", operation.id));
        quote! {
            #docs
            pub fn #name(&self) -> serving::When<inputs::#input> {
                self.board.when()
            }
        }
    });
    quote! {
        impl Mock {
            #(#methods)*
        }
    }
}
