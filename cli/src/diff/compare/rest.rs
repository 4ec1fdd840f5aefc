//! What objects hold beside their fields: a map in Rust, that is there or not.

use apiloom_codegen::model::{Rest, Type};

use super::specs::Specs;
use super::written::type_text;
use crate::diff::change::{Changes, Effect, Group, Place};
use crate::text::quoted;

/// The type of the new one has the letters of the old one's schema.
pub(super) fn compare(
    specs: &Specs<'_>,
    (old, new): (Option<&Rest>, Option<&Rest>),
    rename: &dyn Fn(&Type) -> Type,
    owner: &dyn Fn(&str) -> String,
    changes: &mut Changes,
) {
    let place = Place { group: Group::Fields, owner: owner(""), part: "the rest".to_owned() };
    match (old, new) {
        (None, None) => {}
        (None, Some(new)) => {
            let what = format!("is kept, as {}", quoted(&type_text(&new.item)));
            let why = "members beside the fields are in a map, and an answer with others than these is refused";
            changes.push(Effect::Addition, "rest-added", &place, what, why);
        }
        (Some(old), None) => {
            let why = format!("code that reads or sets `{}` does not compile", old.ident);
            changes.push(Effect::Building, "rest-removed", &place, "is no longer kept", why);
        }
        (Some(old), Some(new)) => {
            if old.ident != new.ident {
                let why = "code that reads or sets it by the old name does not compile";
                let what = format!("is called `{}` instead of `{}`", new.ident, old.ident);
                changes.push(Effect::Building, "rest-renamed", &place, what, why);
            }
            let item = rename(&new.item);
            if !specs.same(&old.item, &item) {
                let what = format!("is {} instead of {}", quoted(&type_text(&item)), quoted(&type_text(&old.item)));
                changes.push(Effect::Building, "rest-type", &place, what, "its Rust type is another one");
            }
        }
    }
}
