//! The scalars of a YAML text and where they stand, so that one of them can be replaced by another text.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span};

/// A value, and the bytes it is written with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it is written; quotes belong to it.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, whatever a schema would make of it.
    Scalar(String),
    /// Items.
    List(Vec<Node>),
    /// Keys and values, in order.
    Map(Vec<(Node, Node)>),
}

/// A scalar of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The keys and indices that lead to it, with dots between; a key's own path ends with `~`.
    pub path: String,
    /// Where it is written.
    pub span: Range<usize>,
    /// What it says.
    pub text: String,
}

/// Reads a text of one document. `None` if it is not YAML, or has what a spec cannot have, as an alias.
#[must_use]
pub fn read(text: &str) -> Option<Node> {
    let mut open: Vec<(usize, Vec<Node>, bool)> = Vec::new();
    let mut root = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        let range = written(text, &span);
        let node = match event {
            Event::Scalar(value, style, ..) => {
                let start = begin(text, range.start, style);
                Node { span: start..range.end.max(start), kind: Kind::Scalar(value.into_owned()) }
            }
            Event::SequenceStart(..) => {
                open.push((range.start, Vec::new(), false));
                continue;
            }
            Event::MappingStart(..) => {
                open.push((range.start, Vec::new(), true));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let (start, nodes, is_map) = open.pop()?;
                Node { span: start..range.end.max(start), kind: if is_map { pairs(nodes) } else { Kind::List(nodes) } }
            }
            Event::Alias(_) => return None,
            _ => continue,
        };
        match open.last_mut() {
            Some((_, nodes, _)) => nodes.push(node),
            None => root = Some(node),
        }
    }
    root
}

/// Every scalar of a text, keys included, in order; none if the text cannot be read.
#[must_use]
pub fn places(text: &str) -> Vec<Place> {
    let mut found = Vec::new();
    if let Some(root) = read(text) {
        collect(&root, "", &mut found);
    }
    found
}

fn escape(out: &mut String, escaped: std::fmt::Arguments<'_>) {
    use std::fmt::Write;
    // Writing to a string cannot fail.
    let _ = out.write_fmt(escaped);
}

/// A text as a double-quoted scalar: read back, it is the same text.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            c if u32::from(c) <= 0xff => escape(&mut out, format_args!("\\x{:02x}", u32::from(c))),
            c if u32::from(c) <= 0xffff => escape(&mut out, format_args!("\\u{:04x}", u32::from(c))),
            c => escape(&mut out, format_args!("\\U{:08x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// The text with other bytes in a place.
#[must_use]
pub fn replaced(text: &str, span: &Range<usize>, by: &str) -> String {
    [&text[..span.start], by, &text[span.end..]].concat()
}

/// The span of a block scalar runs over the blank lines after it, which it does not need.
fn written(text: &str, span: &Span) -> Range<usize> {
    let range = span.byte_range().unwrap_or_default();
    let end = range.end.min(text.len());
    let trimmed = text.get(range.start..end).map_or(0, |written| written.trim_end().len());
    range.start..range.start + trimmed
}

/// A block scalar begins with its indicator, lines before its text.
fn begin(text: &str, start: usize, style: ScalarStyle) -> usize {
    let indicator = match style {
        ScalarStyle::Literal => '|',
        ScalarStyle::Folded => '>',
        _ => return start,
    };
    text.get(..start).and_then(|before| before.rfind(indicator)).unwrap_or(start)
}

fn pairs(nodes: Vec<Node>) -> Kind {
    let mut entries = Vec::new();
    let mut nodes = nodes.into_iter();
    while let (Some(key), Some(value)) = (nodes.next(), nodes.next()) {
        entries.push((key, value));
    }
    Kind::Map(entries)
}

fn collect(node: &Node, path: &str, found: &mut Vec<Place>) {
    let joined = |step: &str| if path.is_empty() { step.to_owned() } else { format!("{path}.{step}") };
    match &node.kind {
        Kind::Scalar(text) => found.push(Place { path: path.to_owned(), span: node.span.clone(), text: text.clone() }),
        Kind::List(items) => {
            items.iter().enumerate().for_each(|(at, item)| collect(item, &joined(&at.to_string()), found));
        }
        Kind::Map(entries) => {
            for (key, value) in entries {
                let Kind::Scalar(name) = &key.kind else { continue };
                let path = joined(name);
                collect(key, &format!("{path}~"), found);
                collect(value, &path, found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{places, quoted, replaced};

    const TEXT: &str = "a: one # no\n\"b c\":\n  - 'two'\n  - { d: x }\nlast: |\n  three\n  four\n\nend: >-\n  five\n";

    #[test]
    fn every_scalar_is_found_where_it_stands() {
        let found = places(TEXT);
        let paths: Vec<&str> = found.iter().map(|place| place.path.as_str()).collect();
        assert_eq!(paths, ["a~", "a", "b c~", "b c.0", "b c.1.d~", "b c.1.d", "last~", "last", "end~", "end"]);
        let written: Vec<&str> = found.iter().map(|place| &TEXT[place.span.clone()]).collect();
        assert_eq!(written[1..4], ["one", "\"b c\"", "'two'"]);
        assert_eq!([written[7], written[9]], ["|\n  three\n  four", ">-\n  five"]);
    }

    #[test]
    fn any_text_can_stand_in_any_place() {
        for hostile in ["", "x", "a\nb", "\"; }", "\u{0}\u{1b}é名🦀\u{2028}\u{feff}\r", "# no", "- a", "\\"] {
            for place in places(TEXT) {
                let other = replaced(TEXT, &place.span, &quoted(hostile));
                let found = places(&other);
                let said = found.iter().filter(|found| found.text == hostile).count();
                assert!(said >= 1 && found.len() == places(TEXT).len(), "{hostile:?} at {}: {other}", place.path);
            }
        }
    }
}
