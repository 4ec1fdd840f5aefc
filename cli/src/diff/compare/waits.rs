//! What can be waited for.

use apiloom_codegen::model::{Of, Operation, Wait};

use super::pages::{items_text, path_text};
use super::pairs::{Side, pair};
use super::specs::Specs;
use super::written::type_text;
use crate::diff::change::{Changes, Effect, Group, Place};
use crate::text::{listed, quoted};

pub(super) fn compare(specs: &Specs<'_>, old: &Operation, new: &Operation, operation: &Place, changes: &mut Changes) {
    let place = |wait: &Wait| Place { part: format!("wait {}", quoted(&wait.id)), ..operation.under(Group::Waits) };
    let name = |_: Side, wait: &Wait| Some(wait.ident.to_string());
    let pairs = pair(&old.waits, &new.waits, &[&name]);
    for wait in pairs.gone {
        let why = format!("code that calls `{}` does not compile", wait.ident);
        changes.push(Effect::Building, "wait-removed", &place(wait), "is gone", why);
    }
    for wait in pairs.added {
        let why = format!("the request has `{}()`", wait.ident);
        changes.push(Effect::Addition, "wait-added", &place(wait), "is new", why);
    }
    for (before, after) in pairs.both {
        compare_type(specs, before, after, &place(before), changes);
        compare_states((old, before), (new, after), &place(before), changes);
        compare_times(before, after, &place(before), changes);
    }
}

fn compare_type(specs: &Specs<'_>, old: &Wait, new: &Wait, place: &Place, changes: &mut Changes) {
    let gives = |wait: &Wait| match wait.of {
        Of::All => format!("all of {}", quoted(&type_text(&wait.item))),
        Of::Any | Of::Newest(_) => format!("one {}", quoted(&type_text(&wait.item))),
    };
    let is_all = |wait: &Wait| matches!(wait.of, Of::All);
    if !specs.same(&old.item, &new.item) || is_all(old) != is_all(new) {
        let what = format!("gives {}, no longer {}", gives(new), gives(old));
        changes.push(Effect::Building, "wait-type", place, what, "it gives another Rust type");
    } else if of_text(&old.of) != of_text(&new.of) {
        let what = format!("is for {}, no longer for {}", of_text(&new.of), of_text(&old.of));
        changes.push(Effect::Running, "wait-of", place, what, "it ends with another item");
    }
}

fn compare_states(
    (old, before): (&Operation, &Wait),
    (new, after): (&Operation, &Wait),
    place: &Place,
    changes: &mut Changes,
) {
    let ends = |wait: &Wait| format!("{}, and fails by {}", listed(&wait.reached), listed(&wait.failed));
    if before.reached != after.reached || before.failed != after.failed {
        let what = format!("is reached by {}; before, by {}", ends(after), ends(before));
        changes.push(Effect::Running, "wait-states", place, what, "it ends at another time, or otherwise");
    }
    let looks = |operation: &Operation, wait: &Wait| {
        let name = |index: usize| operation.parameters.get(index).map(|parameter| parameter.wire.clone());
        let with: Vec<_> = wait.with.iter().map(|(index, values)| (name(*index), values.clone())).collect();
        let pending = wait.pending.as_ref().map(|(status, _)| *status);
        (with, pending, path_text(&wait.state), items_text(&wait.items))
    };
    if looks(old, before) != looks(new, after) {
        let what = "asks for something else, or looks elsewhere in the answer";
        changes.push(Effect::Running, "wait-looks", place, what, "it may end at another time, or otherwise");
    }
    let identity = |wait: &Wait| wait.identity.as_ref().map(path_text);
    match (identity(before), identity(after)) {
        (None, Some(_)) => {
            let why = "`only_new()` leaves out what was there before";
            changes.push(Effect::Addition, "wait-identity", place, "tells items apart", why);
        }
        (before, after) if before != after => {
            let what = "tells items apart in another way, or not at all";
            changes.push(Effect::Running, "wait-identity", place, what, "`only_new()` fails or means others");
        }
        _ => {}
    }
}

fn compare_times(old: &Wait, new: &Wait, place: &Place, changes: &mut Changes) {
    let within = format!("is given up after {:?}, no longer {:?}", new.within, old.within);
    match old.within.cmp(&new.within) {
        std::cmp::Ordering::Equal => {}
        std::cmp::Ordering::Greater => {
            changes.push(Effect::Running, "wait-shorter", place, within, "what took longer fails");
        }
        std::cmp::Ordering::Less => {
            changes.push(Effect::Addition, "wait-longer", place, within, "what took longer is waited for");
        }
    }
    if old.every != new.every {
        let what = format!("asks every {:?}, no longer {:?}", new.every, old.every);
        changes.push(Effect::Note, "wait-every", place, what, "it takes more or fewer requests");
    }
}

fn of_text(of: &Of) -> String {
    match of {
        Of::Any => "any item".to_owned(),
        Of::All => "all items".to_owned(),
        Of::Newest(path) => format!("the newest by `{}`", path_text(path)),
    }
}
