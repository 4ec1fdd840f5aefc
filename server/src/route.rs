//! Which operation a request is for.

use apiloom_runtime::wire::{Operation, Segment};
use percent_encoding::percent_decode_str;

/// The values of the placeholders in a path, by the index of their parameters; not decoded.
pub(crate) type Values<'p> = Vec<(usize, &'p str)>;

/// The values in a path that fits a template.
pub(crate) fn fit<'p>(template: &[Segment], path: &'p str) -> Option<Values<'p>> {
    let (mut rest, mut values) = (path, Values::new());
    for (at, segment) in template.iter().enumerate() {
        match segment {
            Segment::Literal(text) => rest = strip(rest, text)?,
            Segment::Parameter(index) => {
                let end = end_of_value(rest, template.get(at + 1..).unwrap_or_default())?;
                let (value, after) = rest.split_at_checked(end).filter(|(value, _)| !value.is_empty())?;
                values.push((*index, value));
                rest = after;
            }
        }
    }
    rest.is_empty().then_some(values)
}

/// Of two templates that a path fits, the one with the lower rank: literal segments go before placeholders.
pub(crate) fn rank(operation: &Operation) -> Vec<u8> {
    let mut ranks = vec![0];
    for segment in operation.path {
        match segment {
            Segment::Literal(text) => {
                for (at, part) in text.split('/').enumerate() {
                    if at > 0 {
                        ranks.push(0);
                    }
                    // Beside a placeholder, the more that is literal the better.
                    if let Some(last) = ranks.last_mut().filter(|last| **last > 0 && !part.is_empty()) {
                        *last = 1;
                    }
                }
            }
            Segment::Parameter(_) => {
                if let Some(last) = ranks.last_mut() {
                    *last = 2;
                }
            }
        }
    }
    ranks
}

/// What is left behind a literal; other clients may encode what ours do not.
fn strip<'p>(path: &'p str, literal: &str) -> Option<&'p str> {
    if let Some(rest) = path.strip_prefix(literal) {
        return Some(rest);
    }
    let slashes = literal.matches('/').count();
    let mut found = path.match_indices('/').map(|(at, _)| at);
    let end = match literal.ends_with('/') {
        true => found.nth(slashes.checked_sub(1)?)? + 1,
        false => found.nth(slashes).unwrap_or(path.len()),
    };
    let (same, rest) = path.split_at_checked(end)?;
    percent_decode_str(same).eq(percent_decode_str(literal)).then_some(rest)
}

/// Where the value of a placeholder ends: with its segment, or before the literal that follows in it.
fn end_of_value(path: &str, after: &[Segment]) -> Option<usize> {
    let segment = path.find('/').unwrap_or(path.len());
    let text = path.get(..segment)?;
    match after.first() {
        Some(Segment::Literal(literal)) if !literal.starts_with('/') => {
            let inside = literal.split('/').next().unwrap_or_default();
            let ends_segment = inside.len() < literal.len() || after.len() == 1;
            if ends_segment {
                text.strip_suffix(inside).map(str::len)
            } else {
                text.get(1..)?.find(inside).map(|at| at + 1)
            }
        }
        _ => Some(segment),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: Segment = Segment::Parameter(0);
    const OTHER: Segment = Segment::Parameter(1);

    #[test]
    fn paths_fit_templates() {
        for (template, path, values) in [
            (&[Segment::Literal("/notes")][..], "/notes", Some(vec![])),
            (&[Segment::Literal("/notes")], "/notes/", None),
            (&[Segment::Literal("/a%20b")], "/a%20b", Some(vec![])),
            (&[Segment::Literal("/a~b/c")], "/a%7Eb/c", Some(vec![])),
            (&[Segment::Literal("/notes/"), ID], "/notes/7", Some(vec![(0, "7")])),
            (&[Segment::Literal("/notes/"), ID], "/notes/", None),
            (&[Segment::Literal("/notes/"), ID], "/notes/7/8", None),
            (&[Segment::Literal("/notes/"), ID, Segment::Literal(".json")], "/notes/a.b.json", Some(vec![(0, "a.b")])),
            (&[Segment::Literal("/notes/"), ID, Segment::Literal(".json")], "/notes/.json", None),
            (
                &[Segment::Literal("/"), ID, Segment::Literal("/x/"), OTHER],
                "/a%2Fb/x/c",
                Some(vec![(0, "a%2Fb"), (1, "c")]),
            ),
            (&[Segment::Literal("/"), ID, Segment::Literal("-"), OTHER], "/a-b-c", Some(vec![(0, "a"), (1, "b-c")])),
            (&[Segment::Literal("/"), ID], "/é", Some(vec![(0, "é")])),
        ] {
            assert_eq!(fit(template, path), values, "{template:?} {path}");
        }
    }

    #[test]
    fn literals_go_first() {
        let of = |path: &'static [Segment]| rank(&Operation { path, ..Operation::NEW });
        let literal = of(&[Segment::Literal("/notes/new")]);
        let partly = of(&[Segment::Literal("/notes/"), ID, Segment::Literal(".json")]);
        let placeholder = of(&[Segment::Literal("/notes/"), ID]);
        assert!(literal < partly && partly < placeholder);
    }
}
