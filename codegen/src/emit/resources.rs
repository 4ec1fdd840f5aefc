//! A Cargo feature for each file of the spec that has operations: who needs one of them compiles it and its models.
//!
//! What a file needs is read off its tokens, so that whatever is on compiles.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::{Module, predicate};

/// A generated file, as far as the features go.
#[derive(Default)]
struct File {
    /// Every name in it.
    mentioned: BTreeSet<String>,
    /// The names that it takes from the index of its folder.
    taken: BTreeSet<String>,
}

type Files = BTreeMap<String, File>;

/// The features that need each module of a folder. One that is not here is always there.
type Users<'f> = BTreeMap<&'f str, BTreeSet<&'f str>>;

/// Puts the modules of operations behind features of their names, and those of models behind the features that need them.
pub(super) fn gate(modules: &mut [Module]) {
    let (operations, models) = (files(modules, "operations/"), files(modules, "models/"));
    let (homes, mut common) = (homes(modules), common(modules));
    // Cargo has a feature of this name already.
    common.extend(operations.get("default").into_iter().flat_map(|file| file.mentioned.iter().cloned()));
    let features = operations.keys().map(String::as_str).filter(|name| *name != "default");
    let own: Users<'_> = features.map(|name| (name, BTreeSet::from([name]))).collect();
    // What no operation needs is always there, and so is what it needs.
    let reached = needed(&operations, &own, &models, &homes, &common);
    let lonely = models.iter().filter(|(name, _)| !reached.contains_key(name.as_str()));
    common.extend(lonely.flat_map(|(_, file)| file.mentioned.iter().cloned()));
    let mut needed = needed(&operations, &own, &models, &homes, &common);
    needed.retain(|_, features| features.len() < own.len());
    rewrite(modules, "operations/mod.rs", &own, &operations);
    rewrite(modules, "models/mod.rs", &needed, &models);
    // The examples of the spec are tested where all models are.
    let features = own.keys();
    let all = quote!(#[cfg(all(#(feature = #features),*))]);
    for library in modules.iter_mut().filter(|module| module.path == "lib.rs") {
        library.items = library.items.drain(..).map(|item| gated_examples(item, &all)).collect();
    }
}

fn needed<'f>(
    operations: &'f Files,
    own: &Users<'f>,
    models: &'f Files,
    homes: &'f BTreeMap<String, String>,
    common: &BTreeSet<String>,
) -> Users<'f> {
    let mut needed = Users::new();
    for (feature, file) in operations.iter().filter(|(name, _)| own.contains_key(name.as_str())) {
        let mut waiting: Vec<&str> =
            file.mentioned.union(common).filter_map(|name| homes.get(name)).map(String::as_str).collect();
        while let Some(model) = waiting.pop() {
            if needed.entry(model).or_default().insert(feature.as_str()) {
                let further = models.get(model).into_iter().flat_map(|file| &file.mentioned);
                waiting.extend(further.filter_map(|name| homes.get(name)).map(String::as_str));
            }
        }
    }
    needed
}

/// Those of a folder that have something in them.
fn files(modules: &[Module], folder: &str) -> Files {
    let files = modules.iter().filter(|module| !module.items.is_empty()).filter_map(|module| {
        let name = module.path.strip_prefix(folder)?.strip_suffix(".rs").filter(|name| *name != "mod")?;
        let mut file = File::default();
        for item in &module.items {
            mention(item.clone(), &mut file.mentioned);
        }
        for item in items(module.items.iter().filter(|item| begins_with_use(item))).unwrap_or_default() {
            if let syn::Item::Use(syn::ItemUse { tree: syn::UseTree::Path(path), .. }) = item
                && path.ident == "super"
            {
                let tree = path.tree;
                mention(quote!(#tree), &mut file.taken);
            }
        }
        Some((name.to_owned(), file))
    });
    files.collect()
}

/// Nothing else of a file is parsed.
fn begins_with_use(item: &TokenStream) -> bool {
    matches!(item.clone().into_iter().next(), Some(TokenTree::Ident(ident)) if ident == "use")
}

/// What the client itself mentions is there whatever is on.
fn common(modules: &[Module]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for module in
        modules.iter().filter(|module| ["arguments.rs", "client.rs", "lib.rs"].contains(&module.path.as_str()))
    {
        module.items.iter().for_each(|item| mention(item.clone(), &mut names));
    }
    names
}

fn mention(tokens: TokenStream, names: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => drop(names.insert(ident.to_string())),
            TokenTree::Group(group) => mention(group.stream(), names),
            _ => {}
        }
    }
}

/// In which module of `models/` each name is.
fn homes(modules: &[Module]) -> BTreeMap<String, String> {
    let index = modules.iter().filter(|module| module.path == "models/mod.rs");
    let mut homes = BTreeMap::new();
    for item in index.flat_map(|index| items(&index.items).unwrap_or_default()) {
        if let syn::Item::Use(syn::ItemUse { tree: syn::UseTree::Path(path), .. }) = item
            && path.ident != "super"
        {
            let (home, tree) = (plain(&path.ident), path.tree);
            let mut names = BTreeSet::new();
            mention(quote!(#tree), &mut names);
            homes.extend(names.into_iter().map(|name| (name, home.clone())));
        }
    }
    homes
}

/// Each line of an index behind the features that need it.
fn rewrite(modules: &mut [Module], path: &str, users: &Users<'_>, files: &Files) {
    for index in modules.iter_mut().filter(|module| module.path == path) {
        // What is no Rust is found by the stage that prints it.
        let Some(lines) = items(&index.items) else { continue };
        let (mut declared, mut taken) = (TokenStream::new(), TokenStream::new());
        for item in lines {
            let needed = match module_of(&item) {
                Some(module) => users.get(plain(&module).as_str()).cloned(),
                None => by_its_users(&item, users, files),
            };
            let gate = needed.and_then(|features| predicate(&features.into_iter().collect::<Vec<_>>()));
            let gate = gate.map(|features| quote!(#[cfg(#features)]));
            let lines = if matches!(item, syn::Item::Mod(_)) { &mut declared } else { &mut taken };
            lines.extend(quote!(#gate #item));
        }
        index.items = vec![declared, taken];
    }
}

/// An index takes a name from elsewhere for the files that take it from there; none where one of them is always there.
fn by_its_users<'f>(item: &syn::Item, users: &Users<'f>, files: &Files) -> Option<BTreeSet<&'f str>> {
    let mut names = BTreeSet::new();
    mention(quote!(#item), &mut names);
    names.retain(|name| !["use", "super"].contains(&name.as_str()));
    let mut needed = BTreeSet::new();
    for (name, file) in files {
        if file.taken.iter().any(|taken| names.contains(taken)) {
            needed.extend(users.get(name.as_str())?);
        }
    }
    Some(needed)
}

/// The module that a line of an index declares, or takes names from; none for modules of others.
fn module_of(item: &syn::Item) -> Option<Ident> {
    match item {
        syn::Item::Mod(item) => Some(item.ident.clone()),
        syn::Item::Use(syn::ItemUse { tree: syn::UseTree::Path(path), .. }) if path.ident != "super" => {
            Some(path.ident.clone())
        }
        _ => None,
    }
}

fn gated_examples(item: TokenStream, gate: &TokenStream) -> TokenStream {
    let Some(lines) = items([&item]) else { return item };
    let lines = lines.into_iter().map(|item| {
        let is_examples = matches!(&item, syn::Item::Mod(item) if item.ident == "examples");
        let gate = is_examples.then_some(gate);
        quote!(#gate #item)
    });
    lines.collect()
}

fn items<'t>(tokens: impl IntoIterator<Item = &'t TokenStream>) -> Option<Vec<syn::Item>> {
    let files = tokens.into_iter().map(|tokens| syn::parse2::<syn::File>(tokens.clone()).ok());
    Some(files.collect::<Option<Vec<_>>>()?.into_iter().flat_map(|file| file.items).collect())
}

fn plain(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}
