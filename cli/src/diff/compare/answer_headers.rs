//! Header fields of answers: a struct of their own.

use apiloom_codegen::model::{HeadersStruct, Parameter};

use super::pairs::{Side, pair};
use super::specs::Specs;
use super::written::type_text;
use crate::diff::change::{Changes, Effect, Place};
use crate::text::quoted;

pub(super) fn compare(
    specs: &Specs<'_>,
    old: Option<&HeadersStruct>,
    new: Option<&HeadersStruct>,
    place: &Place,
    changes: &mut Changes,
) {
    match (old, new) {
        (Some(old), Some(new)) => {
            let place = |field: &Parameter| header_place(place, field);
            let wire = |_: Side, field: &Parameter| Some(field.wire.to_ascii_lowercase());
            let rust = |_: Side, field: &Parameter| Some(field.ident.to_string());
            let pairs = pair(&old.fields, &new.fields, &[&wire, &rust]);
            for field in pairs.gone {
                let why = "code that reads it does not compile";
                changes.push(Effect::Building, "answer-header-removed", &place(field), "is gone", why);
            }
            for field in pairs.added {
                let why = format!("`{}` has it", new.ident);
                changes.push(Effect::Addition, "answer-header-added", &place(field), "is new", why);
            }
            pairs.both.into_iter().for_each(|(old, new)| compare_header(specs, old, new, &place(old), changes));
        }
        (Some(headers), None) => {
            let what = format!("has no `{}` any more", headers.ident);
            changes.push(
                Effect::Building,
                "answer-headers-removed",
                place,
                what,
                "code that names it does not compile",
            );
        }
        (None, Some(headers)) => {
            let what = format!("has header fields in a `{}`", headers.ident);
            changes.push(Effect::Addition, "answer-headers-added", place, what, "nobody has to know it");
        }
        (None, None) => {}
    }
}

fn compare_header(specs: &Specs<'_>, old: &Parameter, new: &Parameter, place: &Place, changes: &mut Changes) {
    if old.ident != new.ident {
        let what = format!("is `{}` in Rust, no longer `{}`", new.ident, old.ident);
        changes.push(Effect::Building, "answer-header-renamed", place, what, "code that reads it does not compile");
    }
    if !old.wire.eq_ignore_ascii_case(&new.wire) || old.style != new.style {
        let what = format!("is read from {}", quoted(&new.wire));
        changes.push(Effect::Running, "answer-header-wire-name", place, what, "answers with the old one lack it");
    }
    if !specs.same(&old.ty, &new.ty) || old.secret != new.secret {
        let secret = |field: &Parameter| if field.secret { "a secret " } else { "" };
        let (after, before) = (quoted(&type_text(&new.ty)), quoted(&type_text(&old.ty)));
        let what = format!("is {}{after} instead of {}{before}", secret(new), secret(old));
        changes.push(Effect::Building, "answer-header-type", place, what, "its Rust type is another one");
    }
}

fn header_place(place: &Place, field: &Parameter) -> Place {
    Place { part: format!("header {} of the answer", quoted(&field.wire)), ..place.clone() }
}
