//! The report for a terminal.

use std::fmt::Write;

use super::collapse::{Alike, collapse};
use super::{EFFECTS, Report, heading};

pub(in crate::diff) fn text(report: &Report<'_>) -> String {
    let mut out = String::new();
    for effect in EFFECTS {
        let changes = report.of(effect);
        if changes.is_empty() {
            continue;
        }
        let (title, meaning) = heading(effect);
        let _ = writeln!(out, "{title}: {meaning}");
        let mut group = None;
        for alike in collapse(&changes) {
            let here = alike.first.place.group;
            if group != Some(here) {
                let _ = writeln!(out, "  {}", here.title());
            }
            group = Some(here);
            write(&mut out, &alike);
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{}\n{}", report.summary(), report.verdict());
    out
}

fn write(out: &mut String, alike: &Alike<'_>) {
    let change = alike.first;
    let _ = writeln!(out, "    {} {}: {}", alike.subject(), change.what, change.why);
    if let Some(help) = &change.help {
        let _ = writeln!(out, "      help: {help}");
    }
}
