//! The report for programs. Its keys only grow.

use std::io;

use serde::Serialize;

use super::Report;
use crate::diff::change::{Effect, Group, Level};

#[derive(Serialize)]
struct Root<'r> {
    old: &'r str,
    new: &'r str,
    /// The part of a version that the changes raise.
    level: Level,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_version: Option<String>,
    counts: Counts,
    changes: Vec<Entry<'r>>,
}

#[derive(Serialize)]
struct Counts {
    building: usize,
    running: usize,
    addition: usize,
    note: usize,
}

#[derive(Serialize)]
struct Entry<'r> {
    code: &'r str,
    effect: Effect,
    level: Level,
    group: Group,
    /// What changed; names in it stand between backticks.
    place: String,
    what: &'r str,
    why: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'r str>,
}

pub(in crate::diff) fn json(report: &Report<'_>) -> io::Result<String> {
    let root = Root {
        old: report.old,
        new: report.new,
        level: report.level,
        next_version: report.next.as_ref().map(ToString::to_string),
        counts: Counts {
            building: report.count(Effect::Building),
            running: report.count(Effect::Running),
            addition: report.count(Effect::Addition),
            note: report.count(Effect::Note),
        },
        changes: report
            .changes
            .iter()
            .map(|change| Entry {
                code: change.code,
                effect: change.effect,
                level: change.effect.level(),
                group: change.place.group,
                place: change.place.text(),
                what: &change.what,
                why: &change.why,
                help: change.help.as_deref(),
            })
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&root)?;
    text.push('\n');
    Ok(text)
}
