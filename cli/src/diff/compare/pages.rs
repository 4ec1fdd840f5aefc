//! How the list of an operation goes on.

use apiloom_codegen::model::{ItemsAt, NextAt, Operation, Paging, PagingWay, Path};

use super::specs::Specs;
use super::written::type_text;
use crate::diff::change::{Changes, Effect, Group, Place};
use crate::text::quoted;

pub(super) fn compare(specs: &Specs<'_>, old: &Operation, new: &Operation, operation: &Place, changes: &mut Changes) {
    let place = &operation.under(Group::Pages);
    match (&old.paging, &new.paging) {
        (None, None) => {}
        (None, Some(_)) => {
            let why = "the request has `items()` and `pages()`";
            changes.push(Effect::Addition, "pages-added", place, "has pages", why);
        }
        (Some(_), None) => {
            let why = "code that calls `items()` or `pages()` does not compile";
            changes.push(Effect::Building, "pages-removed", place, "has no pages any more", why);
        }
        (Some(before), Some(after)) => {
            if !specs.same(&before.item, &after.item) {
                let (after, before) = (quoted(&type_text(&after.item)), quoted(&type_text(&before.item)));
                let what = format!("has pages of {after} instead of {before}");
                changes.push(Effect::Building, "pages-item", place, what, "`items()` gives another Rust type");
            }
            compare_way((old, before), (new, after), place, changes);
        }
    }
}

fn compare_way(
    (old, before): (&Operation, &Paging),
    (new, after): (&Operation, &Paging),
    place: &Place,
    changes: &mut Changes,
) {
    let (was, is) = (way_text(old, before), way_text(new, after));
    if was != is {
        let what = format!("asks for the next page {is}, no longer {was}");
        let why = "a service that does not know it gives the first page again, or no other";
        changes.push(Effect::Running, "pages-way", place, what, why);
    }
    let (was, is) = (places(before), places(after));
    if was != is {
        let what = "looks elsewhere in an answer for its items, or for whether there are more";
        changes.push(Effect::Running, "pages-fields", place, what, "where that is missing, there is no next page");
    }
}

fn way_text(operation: &Operation, paging: &Paging) -> String {
    let name = |index: usize| quoted(operation.parameters.get(index).map_or("", |parameter| &parameter.wire));
    match paging.way {
        PagingWay::Link => "by a link in the answer".to_owned(),
        PagingWay::LinkHeader => "by the header `Link`".to_owned(),
        PagingWay::Cursor(index) => format!("by the cursor {}", name(index)),
        PagingWay::Offset(index) => format!("by the offset {}", name(index)),
        PagingWay::Page(index, first) => format!("by the number {}, counted from {first}", name(index)),
    }
}

fn places(paging: &Paging) -> [String; 4] {
    let next = match &paging.next {
        NextAt::Envelope => "envelope".to_owned(),
        NextAt::Response(path) => format!("response {}", path_text(path)),
        NextAt::LastItem(path) => format!("last {}", path_text(path)),
    };
    let more = paging.more.as_ref().map(path_text).unwrap_or_default();
    let total = paging.total.as_ref().map(|(path, _)| path_text(path)).unwrap_or_default();
    [items_text(&paging.items), next, more, total]
}

pub(super) fn items_text(items: &ItemsAt) -> String {
    match items {
        ItemsAt::Whole => "whole".to_owned(),
        ItemsAt::Single => "single".to_owned(),
        ItemsAt::Path(path) => path_text(path),
    }
}

pub(super) fn path_text(path: &Path) -> String {
    let steps: Vec<String> = path.0.iter().map(|step| step.field.to_string()).collect();
    steps.join(".")
}
