//! The report for a page: a release's notes, a comment on a pull request. Whatever a spec says stands in code spans.

use std::fmt::Write;

use super::collapse::collapse;
use super::{EFFECTS, Report, heading};
use crate::text::quoted;

pub(in crate::diff) fn markdown(report: &Report<'_>) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "## API changes from {} to {}\n", quoted(report.old), quoted(report.new));
    let _ = writeln!(out, "{}.\n\n**{}.**", sentence(&report.summary()), sentence(&report.verdict()));
    for effect in EFFECTS {
        let changes = report.of(effect);
        if changes.is_empty() {
            continue;
        }
        let (title, meaning) = heading(effect);
        let _ = writeln!(out, "\n### {title}\n\n{}.", sentence(meaning));
        let mut group = None;
        for alike in collapse(&changes) {
            let change = alike.first;
            if group != Some(change.place.group) {
                let _ = writeln!(out, "\n#### {}\n", sentence(change.place.group.title()));
            }
            group = Some(change.place.group);
            let help = change.help.as_ref().map(|help| format!(" *{}.*", sentence(help))).unwrap_or_default();
            let _ = writeln!(out, "- {} {}: {}.{help}", sentence(&alike.subject()), change.what, change.why);
        }
    }
    out
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
