//! A Cargo feature for each file of the spec that has operations: who needs one of them compiles it and its models.
//!
//! What a file needs is read off its tokens, so that whatever is on compiles.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::{Module, predicate};

/// Files by their modules, and the names that each mentions.
type Mentioned = BTreeMap<String, BTreeSet<String>>;

/// The features that need each module of a folder.
type Users<'f> = BTreeMap<&'f str, BTreeSet<&'f str>>;

/// Puts the modules of operations behind features of their names, and those of models behind the features that need them.
pub(super) fn gate(modules: &mut [Module]) {
    let (operations, models) = (mentioned(modules, "operations/"), mentioned(modules, "models/"));
    let own: Users<'_> =
        operations.keys().map(|feature| (feature.as_str(), BTreeSet::from([feature.as_str()]))).collect();
    let (homes, common) = (homes(modules), common(modules));
    let mut needed = Users::new();
    for (feature, names) in &operations {
        let mut waiting: Vec<&str> =
            names.union(&common).filter_map(|name| homes.get(name)).map(String::as_str).collect();
        while let Some(model) = waiting.pop() {
            if needed.entry(model).or_default().insert(feature) {
                let further = models.get(model).into_iter().flatten().filter_map(|name| homes.get(name));
                waiting.extend(further.map(String::as_str));
            }
        }
    }
    rewrite(modules, "operations/mod.rs", &own, &operations);
    // What all of them need is there without any, as is what none of them does.
    needed.retain(|_, features| features.len() < operations.len());
    rewrite(modules, "models/mod.rs", &needed, &models);
    // The examples of the spec are tested where all models are.
    let features = operations.keys();
    let all = quote!(#[cfg(all(#(feature = #features),*))]);
    for library in modules.iter_mut().filter(|module| module.path == "lib.rs") {
        library.items = library.items.drain(..).map(|item| gated_examples(item, &all)).collect();
    }
}

fn mentioned(modules: &[Module], folder: &str) -> Mentioned {
    let files = modules.iter().filter_map(|module| {
        let name = module.path.strip_prefix(folder)?.strip_suffix(".rs").filter(|name| *name != "mod")?;
        let mut names = BTreeSet::new();
        module.items.iter().for_each(|item| mention(item.clone(), &mut names));
        Some((name.to_owned(), names))
    });
    files.collect()
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
    for item in index.flat_map(|index| items(&index.items)) {
        let Some(module) = module_of(&item).filter(|_| matches!(item, syn::Item::Use(_))) else { continue };
        let mut names = BTreeSet::new();
        mention(quote!(#item), &mut names);
        homes.extend(names.into_iter().map(|name| (name, plain(&module))));
    }
    homes
}

/// Each line of an index behind the features that need it.
fn rewrite(modules: &mut [Module], path: &str, users: &Users<'_>, files: &Mentioned) {
    for index in modules.iter_mut().filter(|module| module.path == path) {
        let (mut declared, mut taken) = (TokenStream::new(), TokenStream::new());
        for item in items(&index.items) {
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

/// An index takes a name from elsewhere for the files that mention it; none where one of them is always there.
fn by_its_users<'f>(item: &syn::Item, users: &Users<'f>, files: &Mentioned) -> Option<BTreeSet<&'f str>> {
    let mut names = BTreeSet::new();
    mention(quote!(#item), &mut names);
    let name = names.into_iter().find(|name| !["use", "super"].contains(&name.as_str()))?;
    let mut needed = BTreeSet::new();
    for (file, _) in files.iter().filter(|(_, mentioned)| mentioned.contains(&name)) {
        needed.extend(users.get(file.as_str())?);
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
    let lines = items(&[item]).into_iter().map(|item| {
        let is_examples = matches!(&item, syn::Item::Mod(item) if item.ident == "examples");
        let gate = is_examples.then_some(gate);
        quote!(#gate #item)
    });
    lines.collect()
}

fn items(tokens: &[TokenStream]) -> Vec<syn::Item> {
    let files = tokens.iter().filter_map(|tokens| syn::parse2::<syn::File>(tokens.clone()).ok());
    files.flat_map(|file| file.items).collect()
}

fn plain(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}
