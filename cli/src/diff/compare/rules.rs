//! What values have to be like. It is checked when they are sent, and never held against a server.

use apiloom_codegen::model::{Format, Rule};

use crate::diff::change::{Changes, Effect, Group, Place};
use crate::text::quoted;

pub(super) fn compare(old: &[Rule], new: &[Rule], place: &Place, changes: &mut Changes) {
    let place = &place.under(Group::Constraints);
    compare_bounds("length", length(old), length(new), place, changes);
    compare_bounds("range", integers(old), integers(new), place, changes);
    compare_bounds("range", numbers(old), numbers(new), place, changes);
    compare_texts("pattern", pattern(old), pattern(new), place, changes);
    compare_texts("format", format(old), format(new), place, changes);
}

/// Both bounds, and as the spec writes them.
struct Bounds<T> {
    least: T,
    most: T,
    text: String,
}

impl<T: PartialOrd + ToString> Bounds<T> {
    /// Bounds that are not there have a value, too.
    fn new(least: T, most: T, is_open: impl Fn(&T) -> bool) -> Self {
        let from = if is_open(&least) { String::new() } else { least.to_string() };
        let to = if is_open(&most) { String::new() } else { format!("={}", most.to_string()) };
        Bounds { least, most, text: format!("{from}..{to}") }
    }
}

fn length(rules: &[Rule]) -> Option<Bounds<usize>> {
    rules.iter().find_map(|rule| match rule {
        Rule::Length(least, most) => Some(Bounds::new(*least, *most, |bound| matches!(*bound, 0 | usize::MAX))),
        _ => None,
    })
}

fn integers(rules: &[Rule]) -> Option<Bounds<i128>> {
    let extremes =
        [i32::MIN.into(), i32::MAX.into(), u32::MAX.into(), i64::MIN.into(), i64::MAX.into(), u64::MAX.into()];
    rules.iter().find_map(|rule| match rule {
        Rule::Integer(least, most) => Some(Bounds::new(*least, *most, |bound| extremes.contains(bound))),
        _ => None,
    })
}

fn numbers(rules: &[Rule]) -> Option<Bounds<f64>> {
    rules.iter().find_map(|rule| match rule {
        Rule::Number(least, most) => Some(Bounds::new(*least, *most, |bound| bound.abs() >= f64::MAX)),
        _ => None,
    })
}

fn compare_bounds<T: PartialOrd>(
    key: &str,
    old: Option<Bounds<T>>,
    new: Option<Bounds<T>>,
    place: &Place,
    changes: &mut Changes,
) {
    match (old, new) {
        (None, Some(new)) => tightened(&format!("has to have a {key} of `{}`", new.text), place, changes),
        (Some(old), None) => loosened(&format!("may have any {key}, no longer only `{}`", old.text), place, changes),
        (Some(old), Some(new)) if old.text != new.text => {
            let what = format!("has to have a {key} of `{}` instead of `{}`", new.text, old.text);
            let fits = new.least <= old.least && old.most <= new.most;
            if fits { loosened(&what, place, changes) } else { tightened(&what, place, changes) }
        }
        _ => {}
    }
}

fn pattern(rules: &[Rule]) -> Option<String> {
    rules.iter().find_map(|rule| if let Rule::Pattern(pattern) = rule { Some(pattern.clone()) } else { None })
}

fn format(rules: &[Rule]) -> Option<String> {
    Format::of(rules).map(|format| format.word().to_owned())
}

fn compare_texts(key: &str, old: Option<String>, new: Option<String>, place: &Place, changes: &mut Changes) {
    match (old, new) {
        (None, Some(new)) => tightened(&format!("has to have the {key} {}", quoted(&new)), place, changes),
        (Some(old), None) => loosened(&format!("no longer has to have the {key} {}", quoted(&old)), place, changes),
        (Some(old), Some(new)) if old != new => {
            let what = format!("has to have the {key} {} instead of {}", quoted(&new), quoted(&old));
            tightened(&what, place, changes);
        }
        _ => {}
    }
}

fn tightened(what: &str, place: &Place, changes: &mut Changes) {
    let why = "values that were sent before are refused before anything is sent";
    changes.push(Effect::Running, "constraint-tighter", place, what, why);
}

fn loosened(what: &str, place: &Place, changes: &mut Changes) {
    let why = "values that were refused before are sent";
    changes.push(Effect::Addition, "constraint-looser", place, what, why);
}
