//! Diagnostics as text: the same words for a terminal, a build script and a pipe.

use std::borrow::Cow;
use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::source::SourceSet;
use crate::span::Span;

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without colour: for build scripts, pipes and files.
    Plain,
    /// With the terminal's colours.
    Coloured,
}

/// More than anyone reads at once; a file that is something else altogether has a problem in every line.
pub(crate) const MOST_SHOWN: usize = 200;

/// Every diagnostic as a block of text with the source lines it points at, a blank line between them; of more than
/// 200, the first 200 and how many follow.
#[must_use]
pub fn render(diagnostics: &Diagnostics, sources: &SourceSet, style: Style) -> String {
    let mut texts = BTreeMap::new();
    let mut blocks: Vec<String> =
        diagnostics.iter().take(MOST_SHOWN).map(|d| render_one(d, sources, &mut texts, style)).collect();
    if let Some(more @ 1..) = diagnostics.len().checked_sub(MOST_SHOWN) {
        blocks.push(format!("and {more} more"));
    }
    blocks.join("\n\n")
}

/// In bytes: of lines longer than that only the number is shown.
const LARGEST_WINDOW: usize = 2_000;

/// A source's text and where its lines begin.
struct Text<'s> {
    text: Cow<'s, str>,
    lines: Vec<usize>,
}

impl<'s> Text<'s> {
    fn new(text: Cow<'s, str>) -> Self {
        let text = if text.contains(is_hidden) {
            text.replace(is_hidden_narrow, "\u{b7}").replace(is_hidden, "\u{fffd}").into()
        } else {
            text
        };
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Text { text, lines }
    }

    /// The lines that a diagnostic points at; only those of its first place here, where the others are too far off.
    fn shown(&self, diagnostic: &Diagnostic, source: u16) -> Window<'_> {
        let labels = diagnostic.labels.iter().map(|label| label.span);
        let mut places = labels.chain(diagnostic.fix.as_ref().map(|fix| fix.span)).filter(|span| span.source == source);
        let all = self.window(places.clone());
        if all.text.len() > LARGEST_WINDOW { self.window(places.by_ref().take(1)) } else { all }
    }

    /// The lines that hold all these places.
    fn window(&self, places: impl Iterator<Item = Span>) -> Window<'_> {
        let (mut from, mut to) = (usize::MAX, 0);
        for place in places {
            from = from.min(place.start as usize);
            to = to.max(place.end as usize);
        }
        let line = self.lines.partition_point(|start| *start <= from).max(1);
        let start = self.lines[line - 1];
        let end = self.lines.get(self.lines.partition_point(|start| *start <= to)).copied().unwrap_or(self.text.len());
        Window { text: self.text.get(start..end).unwrap_or_default(), start, line }
    }
}

/// Characters that do something to a terminal or to the text around them. What stands for them has as many bytes.
fn is_hidden(c: char) -> bool {
    c.len_utf8() > 1 && (c.is_control() || is_direction(c))
}

fn is_hidden_narrow(c: char) -> bool {
    c.len_utf8() == 2 && is_hidden(c)
}

/// Some lines of a source, the byte they begin at, and the number of the first.
struct Window<'t> {
    text: &'t str,
    start: usize,
    line: usize,
}

impl Window<'_> {
    fn holds(&self, span: Span) -> bool {
        (self.start..=self.start + self.text.len()).contains(&(span.start as usize))
    }
}

/// One line for one diagnostic: `spec/reports.yaml:8:12: unknown key `reponses` [unknown-key]`.
#[must_use]
pub fn render_short(diagnostic: &Diagnostic, sources: &SourceSet) -> String {
    let (line, column) = position(diagnostic, sources);
    let name = sources.name(diagnostic.span().source);
    visible(&format!("{name}:{line}:{column}: {} [{}]", diagnostic.title, diagnostic.code))
}

/// The line and column (both from 1, columns in characters) of a diagnostic.
#[must_use]
pub fn position(diagnostic: &Diagnostic, sources: &SourceSet) -> (usize, usize) {
    let text = sources.text(diagnostic.span().source);
    let before = text.get(..diagnostic.span().start as usize).unwrap_or(&text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

fn render_one<'s>(
    diagnostic: &Diagnostic,
    sources: &'s SourceSet,
    known: &mut BTreeMap<u16, Text<'s>>,
    style: Style,
) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    for id in files(diagnostic) {
        known.entry(id).or_insert_with(|| Text::new(sources.text(id)));
    }
    let fix = diagnostic.fix.as_ref();
    let windows = files(diagnostic).filter_map(|id| known.get(&id).map(|text| (id, text.shown(diagnostic, id))));
    let windows: Vec<(u16, Window<'_>)> = windows.collect();
    let title = visible(&diagnostic.title);
    let mut group =
        Level::ERROR.primary_title(title).id(diagnostic.code).elements(Vec::<annotate_snippets::Element<'_>>::new());
    for (id, window) in &windows {
        let path = visible(sources.name(*id));
        let Window { text, start, line } = window;
        if text.len() > LARGEST_WINDOW {
            let at = diagnostic
                .labels
                .iter()
                .find(|label| label.span.source == *id)
                .map_or(*start, |label| label.span.start as usize);
            let column = text.get(..at.saturating_sub(*start)).map_or(0, |before| before.chars().count());
            group = group.element(Origin::path(path).line(*line).char_column(column + 1));
            continue;
        }
        let mut snippet = Snippet::source(*text).line_start(*line).path(path);
        let inside = |label: &Label| label.span.source == *id && window.holds(label.span);
        for (index, label) in diagnostic.labels.iter().enumerate().filter(|(_, label)| inside(label)) {
            let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            snippet =
                snippet.annotation(kind.span(clamp(label.span.range(), *start, text)).label(visible(&label.text)));
        }
        group = group.element(snippet);
    }
    let mut report = vec![];
    let fix = fix.and_then(|fix| {
        let (_, window) = windows.iter().find(|(id, window)| *id == fix.span.source && window.holds(fix.span))?;
        let Window { text, start, line } = window;
        if text.len() > LARGEST_WINDOW {
            return None;
        }
        let patch = Patch::new(clamp(fix.span.range(), *start, text), visible(&fix.replacement));
        Some(Snippet::source(*text).line_start(*line).path(visible(sources.name(fix.span.source))).patch(patch))
    });
    match (&diagnostic.help, fix) {
        (Some(help), Some(fix)) => {
            report.push(group);
            report.push(Group::with_title(Level::HELP.secondary_title(visible(help))).element(fix));
        }
        (Some(help), None) => report.push(group.element(Level::HELP.message(visible(help)))),
        (None, _) => report.push(group),
    }
    renderer.render(&report)
}

/// The sources a diagnostic points into, the place of the problem first.
fn files(diagnostic: &Diagnostic) -> impl Iterator<Item = u16> {
    let mut files = Vec::new();
    for label in &diagnostic.labels {
        if !files.contains(&label.span.source) {
            files.push(label.span.source);
        }
    }
    files.into_iter()
}

fn clamp(range: std::ops::Range<usize>, start: usize, text: &str) -> std::ops::Range<usize> {
    let range = range.start.saturating_sub(start)..range.end.saturating_sub(start);
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    floor(range.start)..floor(range.end).max(floor(range.start))
}

/// Text of a spec made harmless for terminals and build scripts: control and direction characters are spelled
/// out, and what is longer than a message should be is cut.
pub(crate) fn visible(text: &str) -> String {
    const LONGEST: usize = 600;
    let mut shown = String::new();
    for c in text.chars() {
        if shown.len() > LONGEST {
            shown.push('…');
            break;
        }
        if c.is_control() || is_direction(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Characters that change the direction of text (rustc's lint `text_direction_codepoint_in_comment`).
pub(crate) fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}
