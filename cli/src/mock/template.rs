//! Path templates, segment by segment, against paths as they come.

use apiloom_codegen::model::{Operation, Segment};
use regex_lite::Regex;

use super::received::decoded;

/// The values of path parameters, if the path is the operation's.
pub(super) fn values(operation: &Operation, path: &str) -> Option<Vec<(usize, String)>> {
    let templates = pieces(operation);
    let segments: Vec<&str> = path.split('/').collect();
    if templates.len() != segments.len() {
        return None;
    }
    let mut values = Vec::new();
    for (template, segment) in templates.iter().zip(segments) {
        capture(template, &decoded(segment), &mut values).then_some(())?;
    }
    Some(values)
}

/// A part of a path segment.
pub(super) enum Piece {
    Literal(String),
    Parameter(usize),
}

/// The template by path segments.
pub(super) fn pieces(operation: &Operation) -> Vec<Vec<Piece>> {
    let mut segments = Vec::new();
    let mut pieces = Vec::new();
    for segment in &operation.segments {
        match segment {
            Segment::Parameter(index) => pieces.push(Piece::Parameter(*index)),
            Segment::Literal(text) => {
                for (at, part) in text.split('/').enumerate() {
                    if at > 0 {
                        segments.push(std::mem::take(&mut pieces));
                    }
                    if !part.is_empty() {
                        pieces.push(Piece::Literal(decoded(part)));
                    }
                }
            }
        }
    }
    segments.push(pieces);
    segments
}

/// Takes a segment apart; a parameter is as long as what follows it allows, and never empty.
fn capture(pieces: &[Piece], text: &str, values: &mut Vec<(usize, String)>) -> bool {
    let pattern = pieces.iter().map(|piece| match piece {
        Piece::Literal(literal) => regex_lite::escape(literal),
        Piece::Parameter(_) => "(.+)".to_owned(),
    });
    let pattern: String = pattern.collect();
    // In time that grows with the text, whatever the template.
    let Ok(regex) = Regex::new(&format!("(?s)^{pattern}$")) else { return false };
    let Some(captured) = regex.captures(text) else { return false };
    let indices =
        pieces.iter().filter_map(|piece| if let Piece::Parameter(index) = piece { Some(*index) } else { None });
    let texts = captured.iter().skip(1).flatten().map(|part| part.as_str().to_owned());
    values.extend(indices.zip(texts));
    true
}

/// By segment, whether it is written out (0) or has parameters.
pub(super) fn shape(operation: &Operation) -> Vec<usize> {
    let parameters = |segment: &Vec<Piece>| segment.iter().filter(|piece| matches!(piece, Piece::Parameter(_))).count();
    pieces(operation).iter().map(parameters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_taken_apart() {
        let literal = |text: &str| Piece::Literal(text.to_owned());
        let template = [literal("a"), Piece::Parameter(0), literal("-"), Piece::Parameter(1), literal(".json")];
        for (text, expected) in [
            ("ab-c.json", Some(["b", "c"])),
            ("ab-c-d.json", Some(["b-c", "d"])),
            ("aé-ü.json.json", Some(["é", "ü.json"])),
            ("a-c.json", None),
            ("ab-.json", None),
            ("ab-c.jso", None),
            ("b-c.json", None),
            ("", None),
        ] {
            let mut values = Vec::new();
            let fits = capture(&template, text, &mut values);
            let texts: Vec<&str> = values.iter().map(|(_, value)| value.as_str()).collect();
            assert_eq!(fits.then_some(texts.as_slice()), expected.as_ref().map(<[&str; 2]>::as_slice), "{text}");
        }
    }
}
