//! A page for the schemas of one file of the spec.

use maud::html;

use super::layout::{Page, View, stem, title_of};
use super::site::{SchemaPage, Site, anchor};
use super::{markdown, schema};

pub(super) fn page(site: &Site<'_>, page: &SchemaPage<'_>) -> Page {
    let view = View::below(site);
    let title = format!("Schemas: {}", title_of(stem(&page.path)));
    let content = html! {
        div.intro {
            h1 { (title) }
            ul.contents {
                @for one in &page.schemas {
                    li {
                        a href={ "#" (anchor(one)) } { code { (one.name.wire) (schema::generics(one)) } }
                        span { (markdown::first_sentence(&one.docs.text)) }
                    }
                }
            }
        }
        @for one in &page.schemas { (schema::article(view, one)) }
    };
    Page { path: page.path.clone(), description: format!("{title} of {}", site.api.name), title, content }
}
