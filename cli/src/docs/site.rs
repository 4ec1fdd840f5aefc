//! The site as a whole: its files, and the addresses of what is on them.

use std::collections::{BTreeMap, BTreeSet};

use apiloom_codegen::GeneratedFiles;
use apiloom_codegen::model::{Api, Operation, Schema, Tag};

use super::layout::{self, Page};
use super::users::{User, users};
use super::{overview, resource, schemas, search};

/// What every page is made from.
pub(super) struct Site<'a> {
    pub(super) api: &'a Api,
    pub(super) crate_name: &'a str,
    /// By page, the schemas on it: those of one file of the spec.
    pub(super) schema_pages: Vec<SchemaPage<'a>>,
    /// By index of a schema.
    schema_addresses: Vec<String>,
    /// By index of a schema, what refers to it.
    pub(super) users: BTreeMap<usize, BTreeSet<User>>,
}

pub(super) struct SchemaPage<'a> {
    pub(super) path: String,
    pub(super) schemas: Vec<&'a Schema>,
}

impl<'a> Site<'a> {
    pub(super) fn new(api: &'a Api, crate_name: &'a str) -> Site<'a> {
        let schema_pages = schema_pages(api);
        let mut schema_addresses = vec![String::new(); api.schemas.len()];
        for (page, schema) in schema_pages.iter().flat_map(|page| page.schemas.iter().map(move |schema| (page, schema)))
        {
            if let Some(address) = schema_addresses.get_mut(schema.name.index) {
                *address = format!("{}#{}", page.path, anchor(schema));
            }
        }
        Site { api, crate_name, schema_pages, schema_addresses, users: users(api) }
    }

    /// Every file, each with the mark by which it is known as generated.
    pub(super) fn files(&self) -> GeneratedFiles {
        let mut pages = vec![overview::page(self)];
        pages.extend(self.api.tags.iter().map(|tag| resource::page(self, tag)));
        pages.extend(self.schema_pages.iter().map(|page| schemas::page(self, page)));
        let pages = pages.iter().map(|page: &Page| (page.path.clone(), layout::document(self, page)));
        let assets = [
            ("assets/site.css", include_str!("assets/site.css")),
            ("assets/site.js", include_str!("assets/site.js")),
            ("assets/theme.js", include_str!("assets/theme.js")),
            ("assets/icon.svg", include_str!("assets/icon.svg")),
        ];
        let assets = assets.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned()));
        pages.chain(assets).chain([("assets/search.js".to_owned(), search::index(self))]).collect()
    }

    pub(super) fn tag_path(tag: &Tag) -> String {
        format!("operations/{}.html", tag_name(tag))
    }

    pub(super) fn operation_address(tag: &Tag, operation: &Operation) -> String {
        format!("{}#{}", Site::tag_path(tag), operation.id)
    }

    /// Where a schema is described: relative to the root of the site, like every address.
    pub(super) fn schema_address(&self, index: usize) -> &str {
        self.schema_addresses.get(index).map_or("index.html", String::as_str)
    }
}

/// The tag's name, as its file is called.
pub(super) fn tag_name(tag: &Tag) -> String {
    tag.module.to_string().trim_start_matches("r#").to_owned()
}

pub(super) fn anchor(schema: &Schema) -> String {
    schema.name.ident.to_string().trim_start_matches("r#").to_owned()
}

/// A text as a part of an id: two texts never give the same one.
pub(super) fn slug(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let part = |byte: u8| if is_plain(byte) { char::from(byte).to_string() } else { format!("~{byte:02x}") };
    text.bytes().map(part).collect()
}

fn schema_pages(api: &Api) -> Vec<SchemaPage<'_>> {
    let mut pages: Vec<SchemaPage<'_>> = Vec::new();
    let (mut places, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for schema in &api.schemas {
        let origin = schema.origin.as_str();
        let at = *places.entry(origin).or_insert_with(|| {
            pages.push(SchemaPage {
                path: format!("schemas/{}.html", free_name(origin, &mut taken)),
                schemas: Vec::new(),
            });
            pages.len() - 1
        });
        pages[at].schemas.push(schema);
    }
    pages
}

/// Files of two folders may have one name.
fn free_name(origin: &str, taken: &mut BTreeSet<String>) -> String {
    let stem = file_stem(origin);
    let mut name = stem.clone();
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{stem}-{number}");
        number += 1;
    }
    name
}

/// The name of a spec file as the name of a page: plain characters, in lower case, as some disks tell no other.
fn file_stem(origin: &str) -> String {
    let name = origin.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c.to_ascii_lowercase() } else { '-' };
    let plain: String = stem.chars().take(80).map(plain).collect();
    if plain.is_empty() { "schemas".to_owned() } else { plain }
}
