//! What a text or number has to be like when it is sent: pattern, length, range, format.

use super::Resolver;
use crate::messages as say;
use crate::model::{Format, Rule, Scalar};
use crate::parse::Slot;
use crate::span::Spanned;

/// The constraint keys of a field, a parameter or a schema.
pub(super) struct Constraints<'d> {
    pub(super) pattern: &'d Slot<String>,
    pub(super) length: &'d Slot<String>,
    pub(super) range: &'d Slot<String>,
    pub(super) format: Option<&'d Slot<String>>,
}

impl Resolver<'_> {
    /// The rules for a value of a scalar type; `None` stands for a type that has no text and is no number.
    pub(super) fn rules(&self, constraints: &Constraints<'_>, scalar: Option<Scalar>) -> Vec<Rule> {
        let mut rules = Vec::new();
        let is_text = scalar == Some(Scalar::String) || scalar.and_then(Scalar::format).is_some();
        if let Some(written) = constraints.format.and_then(Slot::owned) {
            rules.extend(self.format(&written, scalar).map(Rule::Format));
        }
        if let Some(written) = constraints.length.owned() {
            match is_text {
                true => rules.extend(self.length(&written)),
                false => self.report(say::constraint_misplaced("length", written.span, "text")),
            }
        }
        if let Some(written) = constraints.pattern.owned() {
            match is_text {
                true => rules.extend(self.pattern(&written)),
                false => self.report(say::constraint_misplaced("pattern", written.span, "text")),
            }
        }
        if let Some(written) = constraints.range.owned() {
            match scalar.filter(|s| is_number(*s)) {
                Some(scalar) => rules.extend(self.range(&written, scalar)),
                None => self.report(say::constraint_misplaced("range", written.span, "a number")),
            }
        }
        rules
    }

    fn format(&self, written: &Spanned<String>, scalar: Option<Scalar>) -> Option<Format> {
        if scalar != Some(Scalar::String) {
            return self.refuse(say::constraint_misplaced("format", written.span, "a `string`"));
        }
        let found = Format::ALL.into_iter().find(|format| format.word() == written.value);
        if found.is_none() {
            let near = self.nearest(&written.value, Format::ALL.map(Format::word));
            self.report(say::unknown_format(&written.value, written.span, near));
        }
        found
    }

    fn pattern(&self, written: &Spanned<String>) -> Option<Rule> {
        // A pattern is run by the client on what its caller gives: bounded here, linear there.
        const LONGEST: usize = 2_000;
        if written.value.len() > LONGEST {
            return self.refuse(say::bad_pattern(written.span, "it is longer than 2,000 bytes"));
        }
        match regex_lite::Regex::new(&written.value) {
            Ok(_) => Some(Rule::Pattern(written.value.clone())),
            Err(error) => self.refuse(say::bad_pattern(written.span, &error.to_string())),
        }
    }

    fn length(&self, written: &Spanned<String>) -> Option<Rule> {
        let (min, max) = self.bounds(written, |text| text.parse::<usize>().ok())?;
        Some(Rule::Length(min.unwrap_or(0), max.unwrap_or(usize::MAX)))
    }

    fn range(&self, written: &Spanned<String>, scalar: Scalar) -> Option<Rule> {
        if matches!(scalar, Scalar::F32 | Scalar::F64) {
            let (min, max) = self.bounds(written, |text| text.parse::<f64>().ok().filter(|n| n.is_finite()))?;
            return Some(Rule::Number(min.unwrap_or(f64::MIN), max.unwrap_or(f64::MAX)));
        }
        let (min, max) = self.bounds(written, |text| text.parse::<i128>().ok())?;
        let (lowest, highest) = integer_bounds(scalar);
        let (min, max) = (min.unwrap_or(lowest), max.unwrap_or(highest));
        if min < lowest || max > highest {
            return self.refuse(say::range_outside_type(written.span, lowest, highest));
        }
        Some(Rule::Integer(min, max))
    }

    /// `4..=2160`, `4..` or `..=2160`.
    fn bounds<T: PartialOrd + Copy>(
        &self,
        written: &Spanned<String>,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<(Option<T>, Option<T>)> {
        let text = written.value.as_str();
        let bad = || self.refuse(say::bad_range(written.span, text));
        let Some((low, high)) = text.split_once("..") else { return bad() };
        let high = match high.strip_prefix('=') {
            Some(high) if !high.trim().is_empty() => high,
            None if high.is_empty() => high,
            _ => return bad(),
        };
        let bound = |text: &str| match text.trim() {
            "" => Ok(None),
            text => read(text).map(Some).ok_or(()),
        };
        let (Ok(low), Ok(high)) = (bound(low), bound(high)) else { return bad() };
        match (low, high) {
            (None, None) => bad(),
            (Some(low), Some(high)) if low > high => self.refuse(say::empty_range(written.span, text)),
            _ => Some((low, high)),
        }
    }
}

pub(super) fn is_number(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F32 | Scalar::F64)
}

pub(super) fn integer_bounds(scalar: Scalar) -> (i128, i128) {
    match scalar {
        Scalar::I32 => (i32::MIN.into(), i32::MAX.into()),
        Scalar::U32 => (0, u32::MAX.into()),
        Scalar::U64 => (0, u64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    }
}
