//! `client.rs`: the client, how it is built, and the servers it can talk to.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::{emit_deprecated, emit_doc, emit_docs};
use super::enums::emit_casing;
use super::flows::emit_downloads;
use super::imports::import;
use super::{Module, Output, variables};
use crate::docs_text::docs;
use crate::model::{Credentials, Docs, Security, Server};
use crate::resolve::code;

pub(super) fn emit_client(output: &Output<'_>) -> Module {
    let mut items = vec![emit_api(output), emit_servers(&output.api.servers), emit_client_struct(output)];
    items.extend(variables::emit_choices(&output.api.servers));
    items.extend(emit_credentials(&output.api.credentials));
    items.extend(emit_downloads(&output.api.downloads));
    items.extend(emit_builder(output));
    let mut local: BTreeSet<String> =
        ["Client", "ClientBuilder", "Server", "Api", "Scheme"].iter().map(|name| (*name).to_owned()).collect();
    local.extend(variables::choices(&output.api.servers).iter().map(|(name, _)| name.to_string()));
    let (items, _) = import(items, &local, &BTreeSet::new(), &BTreeSet::new());
    let about = Docs::of(vec!["The client and how it is built.".to_owned()]);
    Module { path: "client.rs".to_owned(), origins: vec![output.api.origin.clone()], about, readme: None, items }
}

fn emit_api(output: &Output<'_>) -> TokenStream {
    let (name, version, shared) = (&output.api.name, &output.api.version, output.shared());
    let (casing, security) = (emit_casing(output), emit_security(output, &output.api.security));
    quote! {
        #shared static API: wire::Api = wire::Api { name: #name, version: #version, casing: #casing, security: #security };
    }
}

pub(super) fn emit_security(output: &Output<'_>, security: &Security) -> TokenStream {
    match security {
        Security::OneOf(ways) => {
            let ways = ways.iter().map(|way| {
                let schemes = way.iter().filter_map(|index| output.api.credentials.get(*index)).map(|known| {
                    let (name, place) = (&known.name, emit_security(output, &known.place));
                    quote!(wire::Scheme { name: #name, place: #place })
                });
                quote!(&[#(#schemes),*])
            });
            quote!(wire::Security::OneOf(&[#(#ways),*]))
        }
        Security::Cookie(name) => quote!(wire::Security::Cookie(#name)),
        Security::None => quote!(wire::Security::None),
        Security::Bearer => quote!(wire::Security::Bearer),
        Security::Basic => quote!(wire::Security::Basic),
        Security::Header(name) => quote!(wire::Security::Header(#name)),
        Security::Query(name) => quote!(wire::Security::Query(#name)),
    }
}

fn emit_servers(servers: &[Server]) -> TokenStream {
    let variants = servers.iter().map(|server| {
        let (docs, deprecated, ident) =
            (emit_docs(&server.docs), emit_deprecated(server.deprecated.as_deref()), &server.ident);
        quote!(#docs #deprecated #ident,)
    });
    let idents: Vec<_> = servers.iter().map(|server| &server.ident).collect();
    let names = servers.iter().map(|server| &server.name);
    let urls = servers.iter().map(|server| &server.template);
    let audiences = servers.iter().map(|server| &server.audience);
    let plain = servers.iter().map(|server| server.plain);
    let variables = servers.iter().map(variables::emit_variables);
    let expect = servers.iter().any(|server| server.deprecated.is_some());
    let expect = expect.then(|| quote!(#[expect(deprecated, reason = "deprecated servers can still be talked to")]));
    quote! {
        #[doc = " A place where the API is served."]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Server {
            #(#variants)*
        }

        #expect
        impl Server {
            const fn description(self) -> &'static wire::Server {
                match self {
                    #(Self::#idents => &wire::Server { name: #names, url: #urls, audience: #audiences, plain: #plain, #variables },)*
                }
            }

            #[doc = " The name that the spec gives it."]
            #[must_use]
            pub const fn name(self) -> &'static str {
                self.description().name
            }

            #[doc = " The base URL of its paths."]
            #[must_use]
            pub const fn url(self) -> &'static str {
                self.description().url
            }

            #[doc = " Whom an access token for it is made out to."]
            #[must_use]
            pub const fn audience(self) -> &'static str {
                self.description().audience
            }
        }
    }
}

/// The credentials that a client may be given, where there are several kinds.
fn emit_credentials(credentials: &[Credentials]) -> Option<TokenStream> {
    let idents: Vec<_> = credentials.iter().map(|known| &known.ident).collect();
    let names: Vec<_> = credentials.iter().map(|known| &known.name).collect();
    let docs = credentials.iter().map(|known| {
        emit_doc(&match &known.place {
            Security::Basic => "A user and a password.".to_owned(),
            Security::Header(name) => format!("An API key in the header field `{}`.", code(name)),
            Security::Query(name) => format!("An API key in the query parameter `{}`.", code(name)),
            Security::Cookie(name) => format!("An API key in the cookie `{}`.", code(name)),
            Security::None | Security::Bearer | Security::OneOf(_) => "An access token.".to_owned(),
        })
    });
    (!credentials.is_empty()).then(|| {
        quote! {
            #[doc = " Credentials that a client may be given."]
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum Scheme {
                #(#docs #idents,)*
            }

            impl Scheme {
                #[doc = " The name that the spec gives it."]
                #[must_use]
                pub const fn name(self) -> &'static str {
                    match self {
                        #(Self::#idents => #names,)*
                    }
                }
            }
        }
    })
}

fn emit_client_struct(output: &Output<'_>) -> TokenStream {
    let idle = output.api.downloads.is_empty() && output.api.tags.iter().all(|tag| tag.operations.is_empty());
    let expect = idle.then(|| quote!(#[expect(dead_code, reason = "the spec has no operation yet")]));
    let name = docs(&output.api.name).lines.join(" ");
    let docs = emit_doc(&format!("A client of {name}. Clones share their connections."));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            #expect
            pub(crate) core: wire::ClientCore,
        }

        impl Client {
            #[doc = " Starts with what a client needs."]
            pub fn builder() -> ClientBuilder {
                ClientBuilder::start()
            }
        }
    }
}

/// The builder: what the API needs is part of its type until it is given.
fn emit_builder(output: &Output<'_>) -> Vec<TokenStream> {
    let secured = output.api.is_secured();
    let single = output.api.servers.len() == 1;
    let mut states: Vec<(proc_macro2::Ident, proc_macro2::Ident)> = Vec::new();
    states.extend((!single).then(|| (format_ident!("ServerState"), format_ident!("Server"))));
    states.extend(secured.then(|| (format_ident!("CredentialsState"), format_ident!("Credentials"))));
    let names: Vec<_> = states.iter().map(|(state, _)| state).collect();
    let markers = states.iter().map(|(_, marker)| marker);
    let generics = |list: &[TokenStream]| if list.is_empty() { quote!() } else { quote!(<#(#list),*>) };
    let all: Vec<TokenStream> = names.iter().map(|name| quote!(#name)).collect();
    let all = generics(&all);
    let defaults: Vec<TokenStream> =
        names.iter().zip(markers).map(|(name, marker)| quote!(#name = wire::Missing<arguments::#marker>)).collect();
    let defaults = generics(&defaults);
    let given = (!names.is_empty()).then(|| quote!(given: marker::PhantomData<fn() -> (#(#names,)*)>,));
    let given_value = (!names.is_empty()).then(|| quote!(given: marker::PhantomData,));
    let bounds = (!names.is_empty()).then(|| quote!(where #(#names: wire::IsGiven,)*));
    let start = match output.api.servers.as_slice() {
        [server] => {
            let ident = &server.ident;
            quote!(wire::Settings::new(&API).server(Server::#ident.description()))
        }
        _ => quote!(wire::Settings::new(&API)),
    };
    let setter = |wanted: &str, docs: &str, signature: TokenStream, change: TokenStream| {
        let docs = emit_doc(docs);
        let at = states.iter().position(|(_, marker)| marker == wanted)?;
        let others: Vec<TokenStream> =
            names.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, name)| quote!(#name)).collect();
        let others = generics(&others);
        let marker = format_ident!("{wanted}");
        let before = generics(
            &names
                .iter()
                .enumerate()
                .map(
                    |(index, name)| if index == at { quote!(wire::Missing<arguments::#marker>) } else { quote!(#name) },
                )
                .collect::<Vec<_>>(),
        );
        let after = generics(
            &names
                .iter()
                .enumerate()
                .map(|(index, name)| if index == at { quote!(wire::Given) } else { quote!(#name) })
                .collect::<Vec<_>>(),
        );
        Some(quote! {
            impl #others ClientBuilder #before {
                #docs
                pub fn #signature -> ClientBuilder #after {
                    ClientBuilder { settings: self.settings.#change, given: marker::PhantomData }
                }
            }
        })
    };
    let server = setter(
        "Server",
        "The server to talk to.",
        quote!(server(self, server: Server)),
        quote!(server(server.description())),
    );
    let credentials = setter(
        "Credentials",
        "How the caller proves who it is: an access token, or something that gets one.",
        quote!(credentials(self, credentials: impl rt::Credentials)),
        quote!(credentials(credentials)),
    );
    let common = quote! {
        #[doc = " Makes a [`Client`]."]
        #[derive(Debug)]
        #[must_use = "a builder makes nothing until `build` is called"]
        pub struct ClientBuilder #defaults {
            settings: wire::Settings,
            #given
        }

        impl ClientBuilder {
            fn start() -> Self {
                Self { settings: #start, #given_value }
            }
        }
    };
    let downloads = !output.api.downloads.is_empty();
    let named = !output.api.credentials.is_empty();
    let variables = variables::emit_setters(&output.api.servers);
    let settings = emit_settings(&all, bounds.as_ref(), (downloads, named), &variables);
    [Some(common), server, credentials, Some(settings)].into_iter().flatten().collect()
}

/// What can be set whatever is still missing, and the end.
fn emit_settings(
    all: &TokenStream,
    bounds: Option<&TokenStream>,
    (downloads, named): (bool, bool),
    variables: &[TokenStream],
) -> TokenStream {
    let credentials = named.then(|| {
        quote! {
            #[doc = " How the caller proves who it is, by one of the kinds that there are. A call of an operation that wants"]
            #[doc = " others fails before anything is sent."]
            pub fn credentials(mut self, scheme: Scheme, credentials: impl rt::Credentials) -> Self {
                self.settings = self.settings.credentials_for(scheme.name(), credentials);
                self
            }
        }
    });
    let downloads = downloads.then(|| {
        quote! {
            #[doc = " What the link of a download may lead to, and how much is taken of it."]
            pub fn downloads(mut self, downloads: rt::Downloads) -> Self {
                self.settings = self.settings.downloads(downloads);
                self
            }
        }
    });
    quote! {
        impl #all ClientBuilder #all {
            #(#variables)*

            #[doc = " Another base URL for the server's paths: a proxy's, an emulator's. Plain `http` is for loopback hosts."]
            pub fn base_url(mut self, url: impl Into<String>) -> Self {
                self.settings = self.settings.base_url(url);
                self
            }

            #[doc = " How long a call may take in all, retries included: 90 seconds if nothing is said. Each attempt is also"]
            #[doc = " limited by `Limits::attempt`, or by the operation's own limit."]
            pub fn timeout(mut self, timeout: time::Duration) -> Self {
                self.settings = self.settings.timeout(timeout);
                self
            }

            #[doc = " How much a call may take: time, bytes, places."]
            pub fn limits(mut self, limits: rt::Limits) -> Self {
                self.settings = self.settings.limits(limits);
                self
            }

            #[doc = " When a request is sent again."]
            pub fn retry(mut self, retry: rt::Retry) -> Self {
                self.settings = self.settings.retry(retry);
                self
            }

            #[doc = " How to connect: the proxy, TLS, whom to trust."]
            pub fn network(mut self, network: rt::Network) -> Self {
                self.settings = self.settings.network(network);
                self
            }

            #downloads

            #credentials

            #[doc = " Something that sees what happens in calls: for metrics, for tests."]
            pub fn observer(mut self, observer: impl rt::Observer) -> Self {
                self.settings = self.settings.observer(observer);
                self
            }

            #[doc = " The `User-Agent` of every request."]
            pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
                self.settings = self.settings.user_agent(user_agent);
                self
            }

            #[doc = " Something else than the network that answers requests: for tests."]
            pub fn transport(mut self, transport: impl rt::Transport) -> Self {
                self.settings = self.settings.transport(transport);
                self
            }

            #[doc = " Everything else that can be set: `builder.adjust(|settings| settings.seed(7))`."]
            pub fn adjust(mut self, change: impl FnOnce(wire::Settings) -> wire::Settings) -> Self {
                self.settings = change(self.settings);
                self
            }

            #[doc = " Makes the client."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = " If the base URL or the user agent cannot be used, or TLS cannot be set up."]
            pub fn build(self) -> Result<Client, rt::Error>
            #bounds
            {
                Ok(Client { core: self.settings.build()? })
            }
        }
    }
}
