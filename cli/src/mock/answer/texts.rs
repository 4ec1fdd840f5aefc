//! Texts made up from their format and their rules.

use apiloom_codegen::model::{Format, Rule, Scalar};

use super::patterns;
use crate::mock::check::scalars::broken_rule;
use crate::mock::json::Json;

/// A text that obeys all rules, if one is found; else one that has the format.
pub(super) fn text(scalar: Scalar, rules: &[Rule]) -> String {
    let usual = Format::of(rules).or_else(|| scalar.format()).map_or("example", Format::example);
    let (least, most) = rules.iter().fold((0, usize::MAX), |(least, most), rule| match rule {
        Rule::Length(min, max) => (least.max(*min), most.min(*max)),
        _ => (least, most),
    });
    // Nobody wants to read more, and a spec can ask for any length.
    let (least, most) = (least.min(LONGEST), most.min(LONGEST));
    let fitted = usual.chars().cycle().take(usual.len().clamp(least, most.max(least))).collect::<String>();
    let patterns = rules.iter().filter_map(|rule| if let Rule::Pattern(pattern) = rule { Some(pattern) } else { None });
    let made = patterns.flat_map(|pattern| patterns::matching(pattern, least));
    let mut candidates = [usual.to_owned(), fitted].into_iter().chain(made);
    candidates.find(|text| broken_rule(&Json::text(text), rules).is_none()).unwrap_or_else(|| usual.to_owned())
}

const LONGEST: usize = 10_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_obeyed() {
        let pattern = |pattern: &str| Rule::Pattern(pattern.to_owned());
        let table = [
            (Scalar::String, vec![]),
            (Scalar::String, vec![Rule::Length(20, 30)]),
            (Scalar::String, vec![Rule::Length(0, 3)]),
            (Scalar::String, vec![pattern("^[A-Z]{4}$"), Rule::Length(4, 4)]),
            (Scalar::String, vec![pattern("^[^;]*$"), Rule::Length(1, 256)]),
            (Scalar::String, vec![pattern("^(cat|dog)-\\d{3,}$"), Rule::Length(12, usize::MAX)]),
            (Scalar::String, vec![pattern("^[0-9]{4}-[0-9]{2}(T[0-9]{2}Z)?$")]),
            (Scalar::String, vec![pattern("^\\w+@\\w+\\.(com|org)$")]),
            (Scalar::String, vec![pattern("^$")]),
            (Scalar::String, vec![Rule::Format(Format::Uuid)]),
            (Scalar::DateTime, vec![pattern("^[0-9-]+T[0-9:]+Z$")]),
            (Scalar::Date, vec![]),
        ];
        for (scalar, rules) in table {
            let text = text(scalar, &rules);
            assert_eq!(broken_rule(&Json::text(&text), &rules), None, "{text:?} for {rules:?}");
        }
        let impossible = [pattern("^a$"), pattern("^b$")];
        assert_eq!(text(Scalar::String, &impossible), "example");
    }
}
