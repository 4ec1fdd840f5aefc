//! How a list goes on after its first page.

use super::Flow;
use super::wanted::Wanted;
use crate::document::{self, Pages};
use crate::messages as say;
use crate::model::{ItemsAt, NextAt, Paging, PagingWay, Shape, Type};
use crate::parse::Slot;
use crate::resolve::Resolver;
use crate::resolve::schemas::expand;
use crate::span::{Span, Spanned};

impl Resolver<'_> {
    /// What the spec says of it; by the envelope's link to the next page, where it says nothing.
    pub(super) fn paging(&self, written: &document::Operation, flow: &Flow<'_>) -> Option<Paging> {
        let Some(pages) = written.pages.spanned() else {
            return if written.pages.is_absent() { by_envelope(flow) } else { None };
        };
        let at = self.key("pages", pages.span);
        let Some(response) = flow.listing() else { return self.refuse(say::pages_of_no_list(at)) };
        let way = self.way(pages.value, at, flow);
        let items = self.page_items(pages.value, at, response, flow);
        let pointer = |slot: &Slot<String>, wanted| {
            slot.owned().and_then(|written| self.response_pointer(&written, "response.", response, wanted, flow))
        };
        let more = pointer(&pages.value.more, Wanted::Boolean).map(|(path, _)| path);
        let total = pointer(&pages.value.total, Wanted::WholeNumber).and_then(|(path, ty)| {
            let Type::Scalar(scalar) = expand(&ty, flow.schemas) else { return None };
            Some((path, *scalar))
        });
        let (way, (items, item)) = (way?, items?);
        let next = self.next(pages.value, way, &item, response, flow)?;
        self.check_keys(pages.value, way);
        Some(Paging { way, items, item, next, more, total })
    }

    /// Exactly one of four keys says how the next page is asked for.
    fn way(&self, pages: &Pages, at: Span, flow: &Flow<'_>) -> Option<PagingWay> {
        let keys = [("link", &pages.link), ("cursor", &pages.cursor), ("offset", &pages.offset), ("page", &pages.page)];
        let given: Vec<(&str, Spanned<String>)> =
            keys.iter().filter_map(|(key, slot)| slot.owned().map(|written| (*key, written))).collect();
        match given.as_slice() {
            [] if keys.iter().all(|(_, slot)| slot.is_absent()) => self.refuse(say::pages_without_way(at)),
            [] => None,
            [("link", written)] => self.link(written),
            [("cursor", written)] => self.query_pointer(written, Wanted::Text, flow).map(PagingWay::Cursor),
            [("offset", written)] => self.query_pointer(written, Wanted::WholeNumber, flow).map(PagingWay::Offset),
            [(_, written)] => {
                let first = pages.first.get().copied().unwrap_or(1);
                let index = self.query_pointer(written, Wanted::WholeNumber, flow)?;
                let parameter = flow.operation.parameters.get(index)?;
                let first_at = pages.first.span().unwrap_or(written.span);
                self.takes_number(parameter, first, first_at, flow).then_some(PagingWay::Page(index, first))
            }
            [(first, first_at), (second, second_at), ..] => {
                let (first_at, second_at) = (self.key(first, first_at.span), self.key(second, second_at.span));
                self.refuse(say::pages_with_two_ways(second_at, second, first_at, first))
            }
        }
    }

    /// `response.next`, or the header field `Link`.
    fn link(&self, written: &Spanned<String>) -> Option<PagingWay> {
        match written.value.split_once('.') {
            Some(("header", name)) if name.eq_ignore_ascii_case("Link") => Some(PagingWay::LinkHeader),
            Some(("response", name)) if !name.is_empty() => Some(PagingWay::Link),
            _ => self.refuse(say::bad_pointer(&written.value, written.span, "`header.Link`, or `response.`")),
        }
    }

    fn page_items(&self, pages: &Pages, at: Span, response: &Type, flow: &Flow<'_>) -> Option<(ItemsAt, Type)> {
        let found = flow.items();
        match (&pages.items, found) {
            (Slot::Broken(_), _) => None,
            (Slot::Absent, Some((ItemsAt::Whole, item))) => Some((ItemsAt::Whole, item)),
            (Slot::Absent, _) => self.refuse(say::pages_without_items(at)),
            (Slot::Given(_, span), Some((ItemsAt::Whole, _))) => {
                self.refuse(say::pages_with_items(self.key("items", *span)))
            }
            (Slot::Given(written, span), _) => {
                let written = Spanned::new(written.clone(), *span);
                let (path, list) = self.response_pointer(&written, "response.", response, Wanted::List, flow)?;
                let Type::List(item) = expand(&list, flow.schemas) else { return None };
                Some((ItemsAt::Path(path), (**item).clone()))
            }
        }
    }

    /// Where the link or the cursor of the next page is.
    fn next(&self, pages: &Pages, way: PagingWay, item: &Type, response: &Type, flow: &Flow<'_>) -> Option<NextAt> {
        let at = |written: &Spanned<String>, prefix: &str, root: &Type, wanted| {
            self.response_pointer(written, prefix, root, wanted, flow).map(|(path, _)| path)
        };
        match way {
            PagingWay::Link => at(&pages.link.owned()?, "response.", response, Wanted::Link).map(NextAt::Response),
            PagingWay::Cursor(_) => match pages.next.owned() {
                None if pages.next.is_absent() => {
                    let at = pages.cursor.span().unwrap_or_default();
                    self.refuse(say::missing_key(at, "`pages`", "next", "where the cursor of the next page is"))
                }
                None => None,
                Some(next) if next.value.starts_with("last.") => {
                    at(&next, "last.", item, Wanted::Text).map(NextAt::LastItem)
                }
                Some(next) if next.value.starts_with("response.") => {
                    at(&next, "response.", response, Wanted::Text).map(NextAt::Response)
                }
                Some(next) => self.refuse(say::bad_pointer(&next.value, next.span, "`response.` or `last.`")),
            },
            PagingWay::LinkHeader | PagingWay::Offset(_) | PagingWay::Page(..) => Some(NextAt::Envelope),
        }
    }

    /// Keys that say something about another way of paging.
    fn check_keys(&self, pages: &Pages, way: PagingWay) {
        let misplaced = |key: &'static str, span: Option<Span>, owner: &'static str| {
            if let Some(span) = span {
                self.report(say::pages_key_of_another_way(self.key(key, span), key, owner));
            }
        };
        if !matches!(way, PagingWay::Cursor(_)) {
            misplaced("next", pages.next.span(), "cursor");
        }
        if !matches!(way, PagingWay::Page(..)) {
            misplaced("first", pages.first.span(), "page");
        }
        if !matches!(way, PagingWay::Offset(_)) {
            misplaced("total", pages.total.span(), "offset");
        }
    }
}

/// An envelope with a link to the next page says it for every list.
fn by_envelope(flow: &Flow<'_>) -> Option<Paging> {
    let Some(Shape::Many(Type::Schema(name, _), item)) = flow.operation.single_shape() else { return None };
    let schema = flow.schemas.get(name.index)?.as_ref()?;
    schema.envelope.as_ref()?.next.as_ref()?;
    Some(Paging {
        way: PagingWay::Link,
        items: ItemsAt::Whole,
        item: item.clone(),
        next: NextAt::Envelope,
        more: None,
        total: None,
    })
}
