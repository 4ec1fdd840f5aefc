//! Lists that come in pages.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::look::Look;
use super::{emit_items, expect_deprecated};
use crate::emit::requests::emit_output;
use crate::emit::types::{At, emit_integer, emit_type, emit_usize, expect_complexity};
use crate::model::{ItemsAt, NextAt, Operation, Paging, PagingWay, Path, Scalar, Shape};

/// How the next page is asked for, for the operation's static.
pub(in crate::emit) fn emit_paging(paging: &Paging) -> TokenStream {
    let way = match paging.way {
        PagingWay::Link => quote!(wire::Paging::Link),
        PagingWay::LinkHeader => quote!(wire::Paging::LinkHeader),
        PagingWay::Cursor(index) => {
            let index = emit_usize(index);
            quote!(wire::Paging::Cursor(#index))
        }
        PagingWay::Offset(index) => {
            let index = emit_usize(index);
            quote!(wire::Paging::Offset(#index))
        }
        PagingWay::Page(index, first) => {
            let (index, first) = (emit_usize(index), emit_integer(first.into()));
            quote!(wire::Paging::Page(#index, #first))
        }
    };
    quote!(paging: Some(#way),)
}

/// Emits the methods that fetch more than one page.
pub(super) fn emit_pages(operation: &Operation, paging: &Paging) -> TokenStream {
    let (page, decode) = emit_output(operation);
    let (item, turn) = (emit_type(&paging.item, At::Elsewhere), emit_turn(operation, paging));
    let items = match &paging.items {
        ItemsAt::Whole => quote!(rt::Response::into_inner),
        items => {
            let items = emit_items(items, &quote!(page.into_inner()));
            quote!(|page| #items)
        }
    };
    let (items_type, pages_type) = (quote!(rt::Items<#item>), quote!(rt::Pages<#page>));
    let (complex_items, complex_pages) = (expect_complexity(&items_type), expect_complexity(&pages_type));
    let deprecated_items = expect_deprecated(list(&paging.items));
    let deprecated_pages = expect_deprecated(looked_at(paging));
    quote! {
        #[doc = " The items of all pages, one after the other; each page is fetched when it is needed."]
        #deprecated_items
        #complex_items
        #[inline]
        pub fn items(self) -> #items_type {
            rt::Items::new(self.pages(), #items)
        }

        #[doc = " Page after page, each fetched when it is asked for."]
        #deprecated_pages
        #complex_pages
        #[inline]
        pub fn pages(self) -> #pages_type {
            rt::Pages::new(self.call, #decode, #turn)
        }
    }
}

/// What finds the next page: the runtime does, where the envelope or nothing says it.
fn emit_turn(operation: &Operation, paging: &Paging) -> TokenStream {
    let is_plain = matches!((&paging.next, &paging.items), (NextAt::Envelope, ItemsAt::Whole))
        && paging.more.is_none()
        && paging.total.is_none();
    match operation.single_shape() {
        Some(Shape::Many(..)) if is_plain => return quote!(wire::turn_of_envelope),
        _ if is_plain => return quote!(wire::turn_of_list),
        _ => {}
    }
    let page = quote!(page);
    // Fields are those of the body: of the envelope, where there is one.
    let body = match operation.single_shape() {
        Some(Shape::Many(..)) => Look::perhaps(quote!(page.envelope()), format_ident!("envelope")),
        _ => Look::Place(page.clone()),
    };
    let items = match &paging.items {
        ItemsAt::Whole | ItemsAt::Single => Look::Place(page),
        ItemsAt::Path(path) => body.clone().along(path),
    };
    let next = match &paging.next {
        NextAt::Envelope => None,
        NextAt::Response(path) => Some(body.clone().along(path).text()),
        NextAt::LastItem(path) => {
            let last = items.clone().and_then(|items| quote!(#items.last()));
            Some(Look::perhaps(last, format_ident!("last")).along(path).text())
        }
    };
    let count = items.count();
    let more = paging.more.as_ref().map(|path| body.clone().copied(path).option());
    let total = paging.total.as_ref().map(|(path, scalar)| emit_total(body.copied(path), *scalar));
    let fields = [("next", next), ("more", more), ("total", total)];
    let given: Vec<TokenStream> = fields
        .iter()
        .filter_map(|(name, value)| {
            let name = format_ident!("{name}");
            value.as_ref().map(|value| quote!(#name: #value,))
        })
        .collect();
    let rest = (given.len() < fields.len()).then(|| quote!(..wire::Turn::default()));
    quote!(|page| wire::Turn { count: #count, #(#given)* #rest })
}

fn emit_total(total: Look, scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::I32 | Scalar::U32 => total.map(&quote!(i64::from)),
        Scalar::U64 => total.and_then(|total| quote!(i64::try_from(#total).ok())),
        _ => total.option(),
    }
}

fn list(items: &ItemsAt) -> Option<&Path> {
    match items {
        ItemsAt::Path(path) => Some(path),
        ItemsAt::Whole | ItemsAt::Single => None,
    }
}

/// Every path that finding the next page goes.
fn looked_at(paging: &Paging) -> impl Iterator<Item = &Path> {
    let next = match &paging.next {
        NextAt::Response(path) | NextAt::LastItem(path) => Some(path),
        NextAt::Envelope => None,
    };
    let total = paging.total.as_ref().map(|(path, _)| path);
    list(&paging.items).into_iter().chain(next).chain(&paging.more).chain(total)
}
