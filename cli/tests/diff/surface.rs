//! The public items of generated clients: whether building can break shows in what is no longer there as it was.

use std::collections::BTreeSet;

use apiloom_codegen::{Options, SourceSet, Style, generate, render};
use quote::ToTokens;
use syn::{Fields, ImplItem, Item, ReturnType, Signature, Visibility};

use super::edits::{base, edits};
use super::verdicts::{opposites, reports};

#[test]
fn what_breaks_building_shows_in_the_public_items_and_the_other_way_round() {
    let base = base();
    let old = surface(&base);
    let mut disagreements = Vec::new();
    for ((edit, forth), back) in edits().iter().zip(reports()).zip(opposites()) {
        let new = surface(&edit.apply(&base));
        for (report, lost) in [(forth, &old - &new), (back, &new - &old)] {
            let said = report["counts"]["building"] != 0;
            if (said == lost.is_empty()) != edit.unseen.is_some() {
                let changes = format!("{}\n{:#}", edit.title, report["changes"]);
                disagreements.push(format!("{changes}\nno longer there: {lost:#?}"));
            }
        }
    }
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n\n"));
}

/// Every public item of a client as a line that says all that code can depend on.
fn surface(spec: &str) -> BTreeSet<String> {
    let sources = SourceSet::from_text("spec.yaml", spec);
    let options = Options { serde_feature: Some("serde".to_owned()), ..Options::default() };
    let files =
        generate(&sources, &options).unwrap_or_else(|found| panic!("{}", render(&found, &sources, Style::Plain)));
    let mut lines = BTreeSet::new();
    for (path, text) in files.iter().filter(|(path, _)| *path != "examples.rs") {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        file.items.iter().for_each(|item| add(item, &mut lines));
    }
    lines
}

fn add(item: &Item, lines: &mut BTreeSet<String>) {
    match item {
        Item::Struct(item) if is_public(&item.vis) => {
            lines.insert(format!("struct {} {}", item.ident, tokens(&item.generics)));
            lines.extend(derived(&item.attrs).map(|derive| format!("{} has {derive}", item.ident)));
            for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
                let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                lines.insert(format!("{}.{name}: {}", item.ident, tokens(&field.ty)));
            }
        }
        Item::Enum(item) if is_public(&item.vis) => {
            let open = item.attrs.iter().any(|attribute| attribute.path().is_ident("non_exhaustive"));
            lines.insert(format!("enum {} {open}", item.ident));
            lines.extend(derived(&item.attrs).map(|derive| format!("{} has {derive}", item.ident)));
            let variants: Vec<String> =
                item.variants.iter().map(|variant| payload(&variant.ident, &variant.fields)).collect();
            lines.extend(variants.iter().map(|variant| format!("{}::{variant}", item.ident)));
            if !open {
                let all: BTreeSet<String> = variants.into_iter().collect();
                lines.insert(format!("{} is {all:?}", item.ident));
            }
        }
        Item::Type(item) if is_public(&item.vis) => drop(lines.insert(tokens_without_docs(item))),
        Item::Impl(item) if !is_for_tests(&item.attrs) => {
            let of = item.trait_.as_ref().map(|(path, _)| path.segments.last().map(tokens));
            let head = format!("impl {} {of:?} for {}", tokens(&item.generics), tokens(&item.self_ty));
            match item.trait_.as_ref().and_then(|(path, _)| path.segments.last()) {
                // Derived or written out: it is the same to callers.
                Some(of) if of.ident == "Deserialize" => drop(lines.insert(has(&item.self_ty, "Deserialize"))),
                Some(_) => drop(lines.insert(head.clone())),
                None => {}
            }
            for member in &item.items {
                match member {
                    ImplItem::Fn(function) if is_public(&function.vis) => {
                        lines.insert(format!("{head}: {}", called(&function.sig)));
                    }
                    ImplItem::Type(output) => drop(lines.insert(format!("{head}: {}", tokens(output)))),
                    _ => {}
                }
            }
        }
        Item::Use(item) if is_public(&item.vis) => {
            let text = tokens(&item.tree);
            let names = text.split(['{', '}', ',']).filter_map(|path| path.split("::").last());
            lines.extend(names.map(|name| format!("use {}", name.trim())));
        }
        _ => {}
    }
}

/// `Page has Deserialize` of `Page<T>`, as derives say it.
fn has(ty: &syn::Type, of: &str) -> String {
    let name = tokens(ty);
    format!("{} has {of}", name.split(' ').next().unwrap_or_default())
}

fn payload(name: &syn::Ident, fields: &Fields) -> String {
    let types: Vec<String> = fields.iter().map(|field| tokens(&field.ty)).collect();
    format!("{name}({})", types.join(", "))
}

/// A signature as callers see it: names of arguments are not theirs.
fn called(signature: &Signature) -> String {
    let arguments: Vec<String> = signature
        .inputs
        .iter()
        .map(|argument| match argument {
            syn::FnArg::Receiver(receiver) => tokens(receiver).replace("mut self", "self"),
            syn::FnArg::Typed(typed) => tokens(&typed.ty),
        })
        .collect();
    let output = if let ReturnType::Type(_, ty) = &signature.output { tokens(ty) } else { String::new() };
    let (generics, bounds) = (tokens(&signature.generics), tokens(&signature.generics.where_clause));
    format!("{}{generics}({}) -> {output} {bounds}", signature.ident, arguments.join(", "))
}

fn derived(attributes: &[syn::Attribute]) -> impl Iterator<Item = String> {
    let derives = attributes.iter().filter(|attribute| attribute.path().is_ident("derive"));
    let texts = derives.filter_map(|attribute| attribute.meta.require_list().ok().map(|list| list.tokens.to_string()));
    let names: Vec<String> =
        texts.flat_map(|text| text.split(',').map(|name| name.trim().to_owned()).collect::<Vec<_>>()).collect();
    names.into_iter()
}

/// What a feature adds is there for callers.
fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg") && !tokens(attribute).contains("feature"))
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn tokens(part: &impl ToTokens) -> String {
    part.to_token_stream().to_string()
}

fn tokens_without_docs(item: &syn::ItemType) -> String {
    format!("type {} {} = {}", item.ident, tokens(&item.generics), tokens(&item.ty))
}
