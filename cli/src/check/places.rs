//! Bytes of a spec as lines and columns.

use std::borrow::Cow;

use apiloom_codegen::{SourceSet, Span, tools};

/// The texts of a spec, and where their lines begin.
pub(crate) struct Places<'s> {
    files: Vec<File<'s>>,
}

struct File<'s> {
    name: &'s str,
    text: Cow<'s, str>,
    /// The first byte of each line.
    lines: Vec<usize>,
}

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Character,
    /// As in SARIF (section 3.30) and in the Language Server Protocol.
    Utf16,
}

/// From 1, both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl<'s> Places<'s> {
    pub(crate) fn new(sources: &'s SourceSet) -> Self {
        let file = |(source, of): (u16, &'s apiloom_codegen::Source)| {
            let text = tools::text(sources, source);
            let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
            File { name: &of.name, text, lines }
        };
        Places { files: (0..).zip(sources.sources()).map(file).collect() }
    }

    pub(crate) fn file(&self, span: Span) -> &'s str {
        self.files.get(usize::from(span.source)).map_or("", |file| file.name)
    }

    /// Where a place begins, and the position behind its end.
    pub(crate) fn range(&self, span: Span, unit: Unit) -> (Position, Position) {
        let at = |offset: u32| self.position(span.source, offset as usize, unit);
        (at(span.start), at(span.end.max(span.start)))
    }

    fn position(&self, source: u16, offset: usize, unit: Unit) -> Position {
        let Some(File { text, lines, .. }) = self.files.get(usize::from(source)) else {
            return Position { line: 1, column: 1 };
        };
        let line = lines.partition_point(|start| *start <= offset).max(1);
        let start = lines.get(line - 1).copied().unwrap_or_default();
        let end = (start..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(start);
        let before = text.get(start..end).unwrap_or_default();
        let columns = match unit {
            Unit::Character => before.chars().count(),
            Unit::Utf16 => before.encode_utf16().count(),
        };
        Position { line, column: columns + 1 }
    }
}
