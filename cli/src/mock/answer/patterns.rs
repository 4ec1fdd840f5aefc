//! Texts that match a pattern, made from what the pattern parses to.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// Candidates, the shortest first: `least` is how many characters they should have. Whether they match is for the
/// caller to find out, because what is between two parts can contradict both.
pub(super) fn matching(pattern: &str, least: usize) -> Vec<String> {
    // Classes are ASCII to the engine that runs the patterns.
    let parsed = ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern);
    let Ok(parsed) = parsed else { return Vec::new() };
    let more = [0, 1, least, least / 2 + 1, least / 3 + 1];
    more.into_iter().filter_map(|more| written(&parsed, more)).collect()
}

/// Longer than what anybody reads.
const LONGEST: usize = 20_000;

/// A text with so many repetitions where there may be any number.
fn written(parsed: &Hir, more: usize) -> Option<String> {
    let mut bytes = Vec::new();
    write(parsed, more, &mut bytes)?;
    String::from_utf8(bytes).ok()
}

fn write(part: &Hir, more: usize, out: &mut Vec<u8>) -> Option<()> {
    match part.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.extend_from_slice(&literal.0),
        HirKind::Class(class) => out.extend(of_class(class)?),
        HirKind::Capture(capture) => write(&capture.sub, more, out)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, more, out))?,
        HirKind::Alternation(parts) => write(parts.first()?, more, out)?,
        HirKind::Repetition(repetition) => {
            let least = usize::try_from(repetition.min).ok()?;
            let most = repetition.max.map_or(usize::MAX, |max| usize::try_from(max).unwrap_or(usize::MAX));
            for _ in 0..least.max(more).min(most) {
                let before = out.len();
                write(&repetition.sub, more, out)?;
                match out.len() {
                    LONGEST.. => return None,
                    length if length == before => break,
                    _ => {}
                }
            }
        }
    }
    Some(())
}

/// A letter or a digit, if the class has one.
fn of_class(class: &Class) -> Option<Vec<u8>> {
    let ranges: Vec<(u32, u32)> = match class {
        Class::Bytes(class) => class.iter().map(|range| (range.start().into(), range.end().into())).collect(),
        Class::Unicode(class) => class.iter().map(|range| (range.start().into(), range.end().into())).collect(),
    };
    let has = |c: &char| ranges.iter().any(|(start, end)| (*start..=*end).contains(&u32::from(*c)));
    let first = || ranges.first().and_then(|(start, _)| char::from_u32(*start));
    let found = "a1A0 _-".chars().chain('!'..='~').find(has).or_else(first)?;
    Some(found.to_string().into_bytes())
}
