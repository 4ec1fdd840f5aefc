//! Answers by status: what a call gives, which statuses are errors, and what errors hold.

use apiloom_codegen::model::{Answer, Operation, Output, Status};

use super::answer_headers;
use super::pairs::{Side, pair};
use super::specs::Specs;
use super::written::shape_text;
use crate::diff::change::{Changes, Effect, Group, Place};
use crate::text::quoted;

pub(super) fn compare(specs: &Specs<'_>, old: &Operation, new: &Operation, operation: &Place, changes: &mut Changes) {
    let place = &operation.under(Group::Answers);
    compare_output(specs, old, new, place, changes);
    compare_successes(specs, old, new, place, changes);
    compare_errors(specs, old, new, place, changes);
    compare_none(old, new, place, changes);
    answer_headers::compare(specs, old.headers_struct.as_ref(), new.headers_struct.as_ref(), place, changes);
}

/// The Rust type that awaiting the request gives.
fn compare_output(specs: &Specs<'_>, old: &Operation, new: &Operation, place: &Place, changes: &mut Changes) {
    let why = "what the call gives is another Rust type";
    match (&old.output, &new.output) {
        (Output::Single(before), Output::Single(after)) => {
            if !specs.same_output(before, after) {
                let what = format!("answers {} instead of {}", quoted(&shape_text(after)), quoted(&shape_text(before)));
                changes.push(Effect::Building, "answer-type", place, what, why);
            }
        }
        (Output::ByStatus(..), Output::ByStatus(..)) => {}
        (Output::Single(_), Output::ByStatus(name, _)) => {
            let what = format!("answers something else by status, a `{name}`");
            changes.push(Effect::Building, "answer-type", place, what, why);
        }
        (Output::ByStatus(name, _), Output::Single(after)) => {
            let what = format!("answers {}, no longer a `{name}`", quoted(&shape_text(after)));
            changes.push(Effect::Building, "answer-type", place, what, why);
        }
    }
}

fn compare_successes(specs: &Specs<'_>, old: &Operation, new: &Operation, place: &Place, changes: &mut Changes) {
    let by_status = matches!((&old.output, &new.output), (Output::ByStatus(..), Output::ByStatus(..)));
    for before in &old.answers {
        let place = part(place, before.status);
        let Some(after) = covering(&new.answers, before.status) else {
            let is_error = covering(&new.errors, before.status).is_some();
            let what = if is_error { "is an error now" } else { "is no longer declared" };
            changes.push(Effect::Running, "answer-removed", &place, what, "a call that gets it fails");
            continue;
        };
        if by_status && !(before.others.is_empty() && after.others.is_empty()) {
            compare_choices(specs, before, after, &place, changes);
        } else if by_status && before.status != after.status {
            let what = format!("is a part of {} now", quoted(&status_text(after.status)));
            changes.push(Effect::Building, "answer-variant", &place, what, "its variant of the output is gone");
        } else if by_status && !specs.same_shape(&before.shape, &after.shape) {
            let what = changed(before, after);
            changes.push(Effect::Building, "answer-type", &place, what, "its variant of the output holds another type");
        } else if specs.same_output(&before.shape, &after.shape) && !specs.same_shape(&before.shape, &after.shape) {
            let what = changed(before, after);
            changes.push(Effect::Running, "answer-content", &place, what, "answers are decoded in another way");
        }
    }
    if by_status {
        removed_variants(old, new, place, changes);
    }
    for answer in new.answers.iter().filter(|answer| covering(&old.answers, answer.status).is_none()) {
        let what = format!("answers {}", quoted(&shape_text(&answer.shape)));
        let place = part(place, answer.status);
        match covering(&old.errors, answer.status) {
            Some(_) => {
                let why = "code that looks for it in the error does not find it";
                changes.push(Effect::Running, "answer-no-error", &place, "is no error any more", why);
            }
            None => {
                let why = "a call that gets it does not fail any more";
                changes.push(Effect::Addition, "answer-added", &place, what, why);
            }
        }
    }
}

/// Each kind of content, by its name.
fn compare_choices(specs: &Specs<'_>, old: &Answer, new: &Answer, place: &Place, changes: &mut Changes) {
    let name = |_: Side, answer: &&Answer| answer.choice.as_ref().map(|choice| choice.name.clone());
    let (before, after): (Vec<&Answer>, Vec<&Answer>) = (old.ways().collect(), new.ways().collect());
    let pairs = pair(&before, &after, &[&name]);
    for answer in pairs.gone {
        let what = format!("no longer answers {}", quoted(&kind(answer)));
        let why = "code that names its variant, or asks for it, does not compile";
        changes.push(Effect::Building, "answer-kind-removed", place, what, why);
    }
    for answer in pairs.added {
        let what = format!("answers {}, too", quoted(&kind(answer)));
        changes.push(
            Effect::Addition,
            "answer-kind-added",
            place,
            what,
            "there is a variant for it, and it can be asked for",
        );
    }
    for (before, after) in pairs.both {
        if !specs.same_shape(&before.shape, &after.shape) {
            let why = "its variant of the output holds another type";
            changes.push(Effect::Building, "answer-type", place, changed(before, after), why);
        } else if before.media_type != after.media_type {
            let what = format!("answers {} instead of {}", quoted(&kind(after)), quoted(&kind(before)));
            let why = "another media type is asked for, and understood";
            changes.push(Effect::Running, "answer-content", place, what, why);
        }
    }
}

fn kind(answer: &Answer) -> String {
    answer.media_type.clone().unwrap_or_default()
}

/// Variants of the output that are gone without a status that takes their place.
fn removed_variants(old: &Operation, new: &Operation, place: &Place, changes: &mut Changes) {
    for answer in old.answers.iter().filter(|answer| covering(&new.answers, answer.status).is_none()) {
        let why = "code that names the variant does not compile";
        let place = part(place, answer.status);
        changes.push(Effect::Building, "answer-variant", &place, "has no variant of the output any more", why);
    }
}

fn compare_errors(specs: &Specs<'_>, old: &Operation, new: &Operation, place: &Place, changes: &mut Changes) {
    for before in &old.errors {
        let place = part(place, before.status);
        let Some(after) = covering(&new.errors, before.status) else {
            if covering(&new.answers, before.status).is_none() {
                let why = "`error.body()` gives nothing for it";
                changes.push(Effect::Running, "error-removed", &place, "is no longer declared", why);
            }
            continue;
        };
        if !specs.same_shape(&before.shape, &after.shape) {
            let why = "`error.body()` of the old type gives nothing";
            changes.push(Effect::Running, "error-type", &place, changed(before, after), why);
        } else if before.message != after.message {
            let why = "errors may show another text";
            changes.push(Effect::Note, "error-message", &place, "has its message in another field", why);
        }
    }
    for error in &new.errors {
        let was_success = covering(&old.answers, error.status).is_some_and(|answer| answer.status == error.status);
        if covering(&old.errors, error.status).is_none() && !was_success {
            let what = format!("is a declared error with {}", quoted(&shape_text(&error.shape)));
            let why = "`error.body()` reads it";
            changes.push(Effect::Addition, "error-added", &part(place, error.status), what, why);
        }
    }
}

fn compare_none(old: &Operation, new: &Operation, place: &Place, changes: &mut Changes) {
    let (before, after) = (old.none.as_ref().map(|none| none.0), new.none.as_ref().map(|none| none.0));
    if before == after {
        return;
    }
    let (what, why) = match (before, after) {
        (_, Some(status)) => {
            (format!("takes {status} for an empty list"), "an answer that was an error, or an empty list, is the other")
        }
        (Some(status), None) => (format!("no longer takes {status} for an empty list"), "it is an error now"),
        (None, None) => return,
    };
    changes.push(Effect::Running, "none", place, what, why);
}

/// The declaration that a status falls under: its own, that of its class, or the default.
fn covering(answers: &[Answer], status: Status) -> Option<&Answer> {
    let class = match status {
        Status::Code(code) => Status::Class(code / 100),
        other => other,
    };
    [status, class, Status::Default].iter().find_map(|wanted| answers.iter().find(|answer| answer.status == *wanted))
}

fn changed(old: &Answer, new: &Answer) -> String {
    format!("holds {} instead of {}", quoted(&shape_text(&new.shape)), quoted(&shape_text(&old.shape)))
}

fn status_text(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Class(class) => format!("{class}XX"),
        Status::Default => "default".to_owned(),
    }
}

fn part(place: &Place, status: Status) -> Place {
    Place { part: format!("status {}", quoted(&status_text(status))), ..place.clone() }
}
