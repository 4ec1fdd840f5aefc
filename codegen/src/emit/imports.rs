//! Paths like `rt::Error` in emitted tokens become short names with one `use` block.
//!
//! Emitters write where a name comes from; this file decides whether the short form can be had: not where a model
//! of the same name would hide it, or another import.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Group, Ident, Spacing, TokenStream, TokenTree};
use quote::quote;

/// What stands before `::` in emitted tokens, and the path it is short for.
const ORIGINS: &[(&str, &[&str])] = &[
    ("rt", &["apiloom_runtime"]),
    ("wire", &["apiloom_runtime", "wire"]),
    ("serde", &["apiloom_runtime", "serde"]),
    ("collections", &["std", "collections"]),
    ("marker", &["std", "marker"]),
    ("future", &["std", "future"]),
    ("pin", &["std", "pin"]),
    ("task", &["std", "task"]),
    ("time", &["std", "time"]),
    ("sibling", &["super"]),
    ("client", &["super", "client"]),
    ("serving", &["apiloom_server"]),
    ("served", &["apiloom_server", "wire"]),
    ("inputs", &["super", "server"]),
    ("std_sync", &["std", "sync"]),
];

/// Modules that stay in front of what is in them: `models::Report`.
const MODULES: &[&str] = &["arguments", "fmt", "models"];

/// Which modules of ours a file refers to.
#[derive(Clone, Copy, Default)]
pub(super) struct Uses {
    pub(super) models: bool,
    pub(super) arguments: bool,
}

/// The `use` block of a module, and its items with short names. `local` are the names the module itself defines,
/// `hidden` those that a model may take, `parameters` those that type parameters take.
pub(super) fn import(
    items: Vec<TokenStream>,
    local: &BTreeSet<String>,
    hidden: &BTreeSet<String>,
    parameters: &BTreeSet<String>,
) -> (Vec<TokenStream>, Uses) {
    let mut imports = Imports {
        local,
        hidden,
        by_origin: BTreeMap::new(),
        taken: BTreeMap::new(),
        modules: BTreeSet::new(),
        gated: false,
    };
    imports.taken.extend(parameters.iter().map(|name| (name.clone(), "")));
    let shorten = |item: TokenStream| {
        let tokens: Vec<TokenTree> = item.into_iter().collect();
        // An import for something that is compiled now and then would be unused now and then.
        imports.gated = is_gated(&tokens);
        imports.shorten(tokens)
    };
    let items: Vec<TokenStream> = items.into_iter().map(shorten).collect();
    let uses = Uses { models: imports.modules.contains("models"), arguments: imports.modules.contains("arguments") };
    (imports.uses().into_iter().chain(items).collect(), uses)
}

struct Imports<'l> {
    local: &'l BTreeSet<String>,
    hidden: &'l BTreeSet<String>,
    by_origin: BTreeMap<&'static str, BTreeMap<String, Ident>>,
    /// Which origin a short name stands for.
    taken: BTreeMap<String, &'static str>,
    modules: BTreeSet<&'static str>,
    gated: bool,
}

/// Whether an item begins with `#[cfg(..)]`.
fn is_gated(item: &[TokenTree]) -> bool {
    let [TokenTree::Punct(hash), TokenTree::Group(group), ..] = item else { return false };
    hash.as_char() == '#'
        && matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(ident)) if ident == "cfg")
}

impl Imports<'_> {
    fn shorten(&mut self, tokens: Vec<TokenTree>) -> TokenStream {
        let mut out = Vec::with_capacity(tokens.len());
        let mut rest = tokens;
        rest.reverse();
        while let Some(token) = rest.pop() {
            match token {
                TokenTree::Group(group) => {
                    let (delimiter, span, inner) = (group.delimiter(), group.span(), group.stream());
                    // The tokens are taken out of a stream that nobody else holds, and copied out of any other.
                    drop(group);
                    let inner = self.shorten(inner.into_iter().collect());
                    let mut short = Group::new(delimiter, inner);
                    short.set_span(span);
                    out.push(TokenTree::Group(short));
                }
                TokenTree::Ident(ident) => match self.short_path(&ident, &rest, &out) {
                    Some((tokens, used)) => {
                        rest.truncate(rest.len() - used);
                        out.extend(tokens);
                    }
                    None => out.push(TokenTree::Ident(ident)),
                },
                other => out.push(other),
            }
        }
        out.into_iter().collect()
    }

    /// `origin :: Name`: its short form and how many tokens behind the origin it takes.
    fn short_path(&mut self, first: &Ident, rest: &[TokenTree], before: &[TokenTree]) -> Option<(TokenStream, usize)> {
        let inside_path = matches!(before, [.., TokenTree::Punct(a), TokenTree::Punct(b)] if a.as_char() == ':' && a.spacing() == Spacing::Joint && b.as_char() == ':');
        let followed =
            matches!(rest, [.., TokenTree::Punct(b), TokenTree::Punct(a)] if a.as_char() == ':' && b.as_char() == ':');
        if let Some(module) = MODULES.iter().find(|module| first == *module && followed && !inside_path) {
            if self.gated {
                // The same holds for modules.
                let path = if *module == "fmt" { quote!(std::fmt) } else { quote!(super::super::#first) };
                return Some((path, 0));
            }
            self.modules.insert(module);
            return None;
        }
        let (origin, path) = ORIGINS.iter().find(|(origin, _)| first == origin).filter(|_| !inside_path)?;
        let [.., TokenTree::Ident(name), TokenTree::Punct(b), TokenTree::Punct(a)] = rest else { return None };
        if a.as_char() != ':' || b.as_char() != ':' {
            return None;
        }
        let text = name.to_string();
        if *origin == "sibling" && self.local.contains(&text) {
            return Some((quote!(#name), 3));
        }
        let free = *origin == "sibling" || !self.hidden.contains(&text);
        let short = free
            && !self.gated
            && !self.local.contains(&text)
            && self.taken.get(&text).is_none_or(|known| known == origin);
        if !short {
            let path = path.iter().map(|part| Ident::new(part, name.span()));
            return Some((quote!(#(#path::)* #name), 3));
        }
        self.taken.insert(text.clone(), origin);
        self.by_origin.entry(origin).or_default().insert(text, name.clone());
        Some((quote!(#name), 3))
    }

    /// Standard library, runtime, then this crate; each sorted.
    fn uses(&self) -> Option<TokenStream> {
        let uses = [
            "collections",
            "future",
            "marker",
            "pin",
            "std_sync",
            "task",
            "time",
            "rt",
            "serde",
            "wire",
            "serving",
            "served",
            "sibling",
            "client",
            "inputs",
        ]
        .iter()
        .filter_map(|origin| {
            let names = self.by_origin.get(origin)?.values();
            let path = ORIGINS
                .iter()
                .find(|(known, _)| known == origin)?
                .1
                .iter()
                .map(|part| Ident::new(part, proc_macro2::Span::call_site()));
            Some(if names.len() == 1 {
                quote!(use #(#path::)* #(#names)*;)
            } else {
                quote!(use #(#path::)* {#(#names),*};)
            })
        });
        let fmt = self.modules.contains("fmt").then(|| {
            quote!(
                use std::fmt;
            )
        });
        let ours = self.modules.iter().filter(|module| **module != "fmt");
        let modules: Vec<Ident> = ours.map(|module| Ident::new(module, proc_macro2::Span::call_site())).collect();
        let modules = match modules.as_slice() {
            [] => None,
            [module] => Some(quote!(use super::#module;)),
            modules => Some(quote!(use super::{#(#modules),*};)),
        };
        let uses: Vec<TokenStream> = fmt.into_iter().chain(uses).chain(modules).collect();
        (!uses.is_empty()).then(|| quote!(#(#uses)*))
    }
}
