//! The site as a whole: its files, and the addresses of what is on them.

use std::collections::{BTreeMap, BTreeSet};

use apiloom_codegen::GeneratedFiles;
use apiloom_codegen::model::{Api, Operation, Schema, SchemaKind, Shape, Tag, Type};

use super::layout::{self, Page};
use super::{overview, resource, schemas, search};

/// What every page is made from.
pub(super) struct Site<'a> {
    pub(super) api: &'a Api,
    pub(super) crate_name: &'a str,
    /// By page, the schemas on it: those of one file of the spec.
    pub(super) schema_pages: Vec<SchemaPage<'a>>,
    /// By index of a schema, what refers to it.
    pub(super) users: BTreeMap<usize, BTreeSet<User>>,
}

pub(super) struct SchemaPage<'a> {
    pub(super) origin: &'a str,
    pub(super) path: String,
    pub(super) schemas: Vec<&'a Schema>,
}

/// Where a schema is used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum User {
    /// By tag and place in it.
    Operation(usize, usize),
    Schema(usize),
}

impl<'a> Site<'a> {
    pub(super) fn new(api: &'a Api, crate_name: &'a str) -> Site<'a> {
        Site { api, crate_name, schema_pages: schema_pages(api), users: users(api) }
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
    pub(super) fn schema_address(&self, index: usize) -> String {
        let on = |page: &&SchemaPage<'_>| page.schemas.iter().any(|schema| schema.name.index == index);
        let schema = self.api.schemas.get(index);
        match (self.schema_pages.iter().find(on), schema) {
            (Some(page), Some(schema)) => format!("{}#{}", page.path, anchor(schema)),
            _ => "index.html".to_owned(),
        }
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
    let mut taken = BTreeSet::new();
    for schema in &api.schemas {
        if let Some(page) = pages.iter_mut().find(|page| page.origin == schema.origin) {
            page.schemas.push(schema);
            continue;
        }
        let stem = file_stem(&schema.origin);
        let numbers = (2..).map(|number| format!("{stem}-{number}"));
        let free = std::iter::once(stem.clone()).chain(numbers).find(|name| !taken.contains(name));
        let name = free.unwrap_or(stem);
        taken.insert(name.clone());
        pages.push(SchemaPage {
            origin: &schema.origin,
            path: format!("schemas/{name}.html"),
            schemas: vec![schema],
        });
    }
    pages
}

/// The name of a spec file as the name of a page: plain characters, in lower case, as some disks tell no other.
fn file_stem(origin: &str) -> String {
    let name = origin.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c.to_ascii_lowercase() } else { '-' };
    let plain: String = stem.chars().take(80).map(plain).collect();
    if plain.is_empty() { "schemas".to_owned() } else { plain }
}

fn users(api: &Api) -> BTreeMap<usize, BTreeSet<User>> {
    let mut users: BTreeMap<usize, BTreeSet<User>> = BTreeMap::new();
    let mut add = |ty: &Type, user: User| {
        each_schema(ty, &mut |index| {
            users.entry(index).or_default().insert(user.clone());
        });
    };
    for (at, tag) in api.tags.iter().enumerate() {
        for (number, operation) in tag.operations.iter().enumerate() {
            operation_types(operation).into_iter().for_each(|ty| add(ty, User::Operation(at, number)));
        }
    }
    for schema in &api.schemas {
        let index = schema.name.index;
        schema_types(&schema.kind).into_iter().for_each(|ty| add(ty, User::Schema(index)));
    }
    users
}

fn operation_types(operation: &Operation) -> Vec<&Type> {
    let answers = operation.answers.iter().chain(&operation.errors);
    let shapes = answers.filter_map(|answer| match &answer.shape {
        Shape::Json(ty) | Shape::One(_, ty) | Shape::Many(_, ty) => Some(ty),
        Shape::Empty | Shape::Text | Shape::Bytes => None,
    });
    let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
    parameters.chain(operation.body.iter().map(|body| &body.ty)).chain(shapes).collect()
}

fn schema_types(kind: &SchemaKind) -> Vec<&Type> {
    match kind {
        SchemaKind::Struct(object) => object.fields.iter().map(|field| &field.ty).collect(),
        SchemaKind::Variants(variants) => {
            variants.iter().flat_map(|(_, _, object)| object.fields.iter().map(|field| &field.ty)).collect()
        }
        SchemaKind::Union(union) => union.members.iter().map(|member| &member.ty).collect(),
        SchemaKind::Alias(ty) => vec![ty],
        SchemaKind::Enum(_) | SchemaKind::Named(_) => Vec::new(),
    }
}

/// The schemas that a type names, by index.
pub(super) fn each_schema(ty: &Type, visit: &mut impl FnMut(usize)) {
    match ty {
        Type::Schema(name, arguments) => {
            visit(name.index);
            arguments.iter().for_each(|argument| each_schema(argument, visit));
        }
        Type::List(inner) | Type::Set(inner) | Type::Map(inner) | Type::Nullable(inner) => each_schema(inner, visit),
        Type::Scalar(_) | Type::Generic(_) => {}
    }
}
