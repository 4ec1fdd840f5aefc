//! What callers choose of a server's URL: an enum where the values are known, a text elsewhere.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{emit_deprecated, emit_doc, emit_docs};
use crate::model::{Enum, Server, ServerVariable, VariablePlace};
use crate::resolve::code;

/// One of each name: servers that have a variable of the same name have the same values for it.
fn distinct(servers: &[Server]) -> Vec<&ServerVariable> {
    let mut found: Vec<&ServerVariable> = Vec::new();
    for variable in servers.iter().flat_map(|server| &server.variables) {
        if !found.iter().any(|known| known.name == variable.name) {
            found.push(variable);
        }
    }
    found
}

/// The enums of values.
pub(super) fn choices(servers: &[Server]) -> Vec<(&Ident, &Enum)> {
    distinct(servers)
        .into_iter()
        .filter_map(|variable| variable.choice.as_ref())
        .map(|(name, kind)| (name, kind))
        .collect()
}

/// Emits the values that there are:
///
/// ```ignore
/// pub enum ServerRegion { Eu, Us }
/// ```
pub(super) fn emit_choices(servers: &[Server]) -> Vec<TokenStream> {
    let variables = distinct(servers).into_iter();
    let chosen = variables.filter_map(|variable| variable.choice.as_ref().map(|choice| (variable, choice)));
    let emitted = chosen.map(|(variable, (name, kind))| {
        let docs = emit_docs(&variable.docs);
        let variants = kind.values.iter().map(|value| {
            let (docs, deprecated) = (emit_docs(&value.docs), emit_deprecated(value.deprecated.as_deref()));
            let docs = if value.docs.lines.is_empty() { emit_doc(&format!("`{}`", code(&value.wire))) } else { docs };
            let ident = &value.ident;
            quote!(#docs #deprecated #ident,)
        });
        let idents = kind.values.iter().map(|value| &value.ident);
        let wires = kind.values.iter().map(|value| &value.wire);
        let expect = kind.values.iter().any(|value| value.deprecated.is_some());
        let expect = expect.then(|| quote!(#[expect(deprecated, reason = "deprecated values can still be chosen")]));
        quote! {
            #docs
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
            }

            #expect
            impl #name {
                #[doc = " What stands in the URL."]
                #[must_use]
                pub const fn as_str(self) -> &'static str {
                    match self {
                        #(Self::#idents => #wires,)*
                    }
                }
            }
        }
    });
    emitted.collect()
}

/// Emits the builder's methods that choose.
pub(super) fn emit_setters(servers: &[Server]) -> Vec<TokenStream> {
    let emitted = distinct(servers).into_iter().map(|variable| {
        let (docs, setter, name) = (emit_docs(&variable.docs), &variable.setter, &variable.name);
        let default = emit_doc(&format!("If nothing is said, it is `{}`.", code(&variable.default)));
        let blank = quote!(#[doc = ""]);
        match &variable.choice {
            Some((ty, _)) => quote! {
                #docs
                #blank
                #default
                pub fn #setter(mut self, value: #ty) -> Self {
                    self.settings = self.settings.variable(#name, value.as_str());
                    self
                }
            },
            None => quote! {
                #docs
                #blank
                #default
                pub fn #setter(mut self, value: impl Into<String>) -> Self {
                    self.settings = self.settings.variable(#name, value);
                    self
                }
            },
        }
    });
    emitted.collect()
}

/// The variables of one server, for the runtime.
pub(super) fn emit_variables(server: &Server) -> TokenStream {
    if server.variables.is_empty() {
        return quote!(..wire::Server::NEW);
    }
    let variables = server.variables.iter().map(|variable| {
        let (name, default) = (&variable.name, &variable.default);
        let place = match variable.place {
            VariablePlace::Host => quote!(Host),
            VariablePlace::Label => quote!(Label),
            VariablePlace::Port => quote!(Port),
            VariablePlace::Segment => quote!(Segment),
        };
        quote!(wire::Variable { name: #name, default: #default, place: wire::VariablePlace::#place })
    });
    quote!(variables: &[#(#variables),*])
}
