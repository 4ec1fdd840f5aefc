//! What takes several requests: pages, waiting, downloads.

mod downloads;
mod pages;
mod pointers;
mod states;
mod waits;
mod wanted;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use super::{Resolver, Schemas};
use crate::document::{self, Document, EveryOperation, File};
use crate::messages as say;
use crate::model::{ItemsAt, Operation, Shape, Tag, Type};
use crate::parse::Entries;
use crate::span::Spanned;

/// What a part of an operation's flow is resolved in: the operation itself, but for its flows.
struct Flow<'f> {
    operation: &'f Operation,
    schemas: &'f Schemas,
    /// Names of parameters as written: what is wrong with one that did not become a parameter was reported.
    declared: BTreeSet<&'f str>,
}

impl Resolver<'_> {
    /// Resolves what requests can do besides being sent once: when it is known which fields may be absent, which follows
    /// from all operations.
    pub(super) fn flows(&self, document: &Document, main: &File, tags: &mut [Tag], schemas: &Schemas) {
        let written = document.files.iter().filter_map(|file| file.operations.get()).flat_map(Entries::iter);
        let mut by_id: BTreeMap<&str, &document::Operation> = BTreeMap::new();
        for (id, operation) in written {
            by_id.entry(&id.value).or_insert(operation.value);
        }
        for operation in tags.iter_mut().flat_map(|tag| &mut tag.operations) {
            let Some(written) = by_id.get(operation.id.as_str()) else { continue };
            let flow = Flow { operation, schemas, declared: declared(written, main.every_operation.get()) };
            let paging = self.paging(written, &flow);
            let waits = self.waits(written, paging.as_ref(), &flow);
            operation.paging = paging;
            operation.waits = waits;
        }
    }

    /// What becomes a method is named as it is in Rust.
    fn check_snake_case(&self, written: &Spanned<String>, method: &Ident) {
        let method = method.to_string();
        if written.value != method.trim_start_matches("r#") {
            self.report(say::operation_not_snake_case(&written.value, written.span, &method));
        }
    }
}

/// The names of an operation's parameters, as far as they can be optional.
fn declared<'d>(written: &'d document::Operation, every: Option<&'d EveryOperation>) -> BTreeSet<&'d str> {
    let queries = [written.query.get(), every.and_then(|every| every.query.get())].into_iter().flatten();
    let query = queries.flat_map(|query| {
        let one_of = query.one_of.get().into_iter().flat_map(Entries::iter).map(|(name, _)| name);
        query.parameters.iter().map(|(name, _)| name).chain(one_of)
    });
    let headers = [written.headers.get(), written.cookies.get(), every.and_then(|every| every.headers.get())];
    let headers = headers.into_iter().flatten().flat_map(Entries::iter).map(|(name, _)| name);
    query.chain(headers).map(|name| name.value.as_str()).collect()
}

impl Flow<'_> {
    /// What an answer holds: the items of a list, or one.
    fn items(&self) -> Option<(ItemsAt, Type)> {
        match self.operation.single_shape()? {
            Shape::Many(_, item) => Some((ItemsAt::Whole, item.clone())),
            Shape::Json(ty) => match super::schemas::expand(ty, self.schemas) {
                Type::List(item) => Some((ItemsAt::Whole, (**item).clone())),
                Type::Schema(..) => Some((ItemsAt::Single, ty.clone())),
                _ => None,
            },
            Shape::One(_, item) => Some((ItemsAt::Single, item.clone())),
            Shape::Empty | Shape::Text | Shape::Bytes | Shape::Events(_) => None,
        }
    }

    /// The body of a list as it comes, whose fields `response.` names: none where the answer is no list.
    fn listing(&self) -> Option<&Type> {
        match self.operation.single_shape()? {
            Shape::Many(envelope, _) => Some(envelope),
            Shape::Json(ty) => Some(ty),
            Shape::One(..) | Shape::Empty | Shape::Text | Shape::Bytes | Shape::Events(_) => None,
        }
    }
}
