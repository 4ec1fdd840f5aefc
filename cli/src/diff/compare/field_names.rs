//! Names of a field: in Rust, on the wire, and those that are understood as well.

use apiloom_codegen::model::Field;

use super::fields::Both;
use crate::diff::change::{Changes, Effect, Place};
use crate::text::{listed, quoted};

pub(super) fn compare(old: &Field, new: &Field, both: Both, place: &Place, changes: &mut Changes) {
    if old.ident != new.ident {
        let what = format!("is `{}` in Rust, no longer `{}`", new.ident, old.ident);
        changes
            .push(Effect::Building, "field-renamed", place, what, "code that reads or sets it does not compile")
            .help(format!("`rust_name: {}` keeps the name in Rust", old.ident));
    }
    if old.wire != new.wire {
        let what = format!("is {} on the wire, no longer {}", quoted(&new.wire), quoted(&old.wire));
        let why = "what is sent or understood has another name";
        let change = changes.push(Effect::Running, "field-wire-name", place, what, why);
        if both.received() && !new.accept.contains(&old.wire) {
            change.help(format!("`accept: [{}]` understands the old name, too", quoted(&old.wire).trim_matches('`')));
        }
    }
    let before = [&old.wire].into_iter().chain(&old.accept);
    let lost: Vec<&String> =
        before.filter(|name| old.wire == new.wire && !new.accept.contains(name) && **name != new.wire).collect();
    let gained: Vec<&String> =
        new.accept.iter().filter(|name| !old.accept.contains(name) && **name != old.wire).collect();
    if both.received() && !lost.is_empty() {
        let what = format!("is no longer understood by the name {}", listed(lost));
        changes.push(Effect::Running, "accept-removed", place, what, "answers with that name lack it");
    }
    if both.received() && !gained.is_empty() {
        let what = format!("is understood by the name {}, too", listed(gained));
        changes.push(Effect::Addition, "accept-added", place, what, "more answers are understood");
    }
}
