//! A page for the operations of one file of the spec.

use apiloom_codegen::model::Tag;
use maud::{Markup, html};
use pulldown_cmark::HeadingLevel;

use super::layout::{Page, View, method, title_of};
use super::site::{Site, tag_name};
use super::{markdown, operation};

pub(super) fn page(site: &Site<'_>, tag: &Tag) -> Page {
    let view = View::below(site);
    let title = title_of(&tag_name(tag));
    let about = &tag.docs.text;
    let content = html! {
        div.intro {
            h1 { (title) }
            @if !about.is_empty() { (markdown::blocks(about, HeadingLevel::H2)) }
            (contents(tag))
        }
        @for one in &tag.operations { (operation::article(view, one)) }
    };
    let description = if about.is_empty() { title.clone() } else { markdown::first_sentence(about) };
    Page { path: Site::tag_path(tag), title, description, content }
}

/// What is on the page: for readers of small screens and paper.
fn contents(tag: &Tag) -> Markup {
    html! {
        ul.contents {
            @for one in &tag.operations {
                li {
                    a href={ "#" (one.id) } { (method(one)) code.path { (one.template) } }
                    span { (markdown::inline(markdown::split(&one.docs).0)) }
                }
            }
        }
    }
}
