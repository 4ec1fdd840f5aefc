//! Where a piece of spec text stands.

use std::ops::Range;

/// A byte range in one source of a [`SourceSet`](crate::SourceSet).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Index of the source.
    pub source: u16,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    pub(crate) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// A part of this span, in bytes from its start; the whole where it does not fit.
    pub(crate) fn part(self, part: Range<usize>) -> Span {
        let at = |offset: usize| u32::try_from(offset).ok().and_then(|o| self.start.checked_add(o));
        match (at(part.start), at(part.end)) {
            (Some(start), Some(end)) if end <= self.end && start <= end => Span { start, end, ..self },
            _ => self,
        }
    }

    // Spans cross serde as one number: sources are at most 65,536 and at most 16 MiB each.
    pub(crate) fn pack(self) -> u64 {
        u64::from(self.source) << 48 | u64::from(self.start & 0xff_ffff) << 24 | u64::from(self.end & 0xff_ffff)
    }

    pub(crate) fn unpack(packed: u64) -> Span {
        let part = |shift: u32| u32::try_from(packed >> shift & 0xff_ffff).unwrap_or_default();
        Span { source: u16::try_from(packed >> 48).unwrap_or_default(), start: part(24), end: part(0) }
    }
}

/// A value and where it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

impl<T> Spanned<T> {
    pub(crate) fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }
}
