//! A file as values and comments that know where they stand.

use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, StructureStyle};

const DEEPEST: usize = 64;

pub(super) struct File {
    pub(super) root: Option<Node>,
    /// In order: where each stands, `#` and all.
    pub(super) comments: Vec<Comment>,
}

pub(super) struct Comment {
    pub(super) bytes: Range<usize>,
    pub(super) text: String,
}

pub(super) struct Node {
    pub(super) bytes: Range<usize>,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    Scalar { text: String, style: ScalarStyle },
    List { items: Vec<Node>, flow: bool },
    Map { entries: Vec<(Node, Node)>, flow: bool },
}

impl File {
    /// Whether values and comments are alike, wherever they stand.
    pub(super) fn says_the_same(&self, other: &File) -> bool {
        let same_values = match (&self.root, &other.root) {
            (Some(a), Some(b)) => a.is_like(b),
            (a, b) => a.is_none() && b.is_none(),
        };
        let texts = |file: &File| file.comments.iter().map(|comment| comment.text.clone()).collect::<Vec<_>>();
        same_values && texts(self) == texts(other)
    }
}

impl Node {
    fn is_like(&self, other: &Node) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Scalar { text: a, style: x }, Kind::Scalar { text: b, style: y }) => {
                // Text that needs no quotes is text without them, too.
                a == b
                    && (super::layout::is_plainly_text(a) || (*x == ScalarStyle::Plain) == (*y == ScalarStyle::Plain))
            }
            (Kind::List { items: a, .. }, Kind::List { items: b, .. }) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_like(b))
            }
            (Kind::Map { entries: a, .. }, Kind::Map { entries: b, .. }) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0.is_like(&b.0) && a.1.is_like(&b.1))
            }
            _ => false,
        }
    }
}

struct Open {
    start: usize,
    list: bool,
    flow: bool,
    nodes: Vec<Node>,
}

/// Reads a file, or says what of it is no YAML of a spec.
pub(super) fn read(text: &str) -> Result<File, String> {
    let mut options = Options::default();
    options.set_emit_comments(true);
    options.disallow_directives = true;
    options.emit_unresolved_aliases = true;
    options.flow_nesting_limit = DEEPEST;
    options.block_nesting_limit = DEEPEST;
    let mut file = File { root: None, comments: Vec::new() };
    let mut open: Vec<Open> = Vec::new();
    let mut documents = 0;
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, place) = event.map_err(|error| format!("line {}: {}", error.marker().line(), error.info()))?;
        let bytes = place.byte_range().unwrap_or_default();
        let bytes = bytes.start.min(text.len())..bytes.end.min(text.len());
        let decorated = || format!("line {}: anchors, aliases and tags are no part of a spec", place.start.line());
        let node = match event {
            Event::Comment(..) => {
                let written = text.get(bytes.clone()).unwrap_or_default().trim_end();
                let written = if written.starts_with('#') { written.to_owned() } else { format!("#{written}") };
                file.comments.push(Comment { bytes, text: written });
                continue;
            }
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    return Err("a second document begins".to_owned());
                }
                continue;
            }
            Event::Scalar(value, style, 0, None) => {
                let bytes = match style {
                    ScalarStyle::Literal | ScalarStyle::Folded => header(text, bytes.start, &file.comments)..bytes.end,
                    _ => bytes,
                };
                Node { bytes, kind: Kind::Scalar { text: value.into_owned(), style } }
            }
            Event::SequenceStart(style, 0, None) => {
                open.push(Open {
                    start: bytes.start,
                    list: true,
                    flow: style == StructureStyle::Flow,
                    nodes: Vec::new(),
                });
                continue;
            }
            Event::MappingStart(style, 0, None) => {
                open.push(Open {
                    start: bytes.start,
                    list: false,
                    flow: style == StructureStyle::Flow,
                    nodes: Vec::new(),
                });
                continue;
            }
            Event::Scalar(..)
            | Event::SequenceStart(..)
            | Event::MappingStart(..)
            | Event::Alias(..)
            | Event::UnresolvedAlias(..) => return Err(decorated()),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(done) = open.pop() else { continue };
                close(done, bytes.end)
            }
            _ => continue,
        };
        match open.last_mut() {
            Some(open) => open.nodes.push(node),
            None => file.root = Some(node),
        }
    }
    Ok(file)
}

/// Where a block scalar begins whose content begins there: at its `|` or `>`.
fn header(text: &str, content: usize, comments: &[Comment]) -> usize {
    let trimmed = |end: usize| text.get(..end).unwrap_or_default().trim_end().len();
    let end = trimmed(content);
    let comment = comments.iter().rev().find(|comment| comment.bytes.end == end);
    let end = comment.map_or(end, |comment| trimmed(comment.bytes.start));
    let before = text.get(..end).unwrap_or_default();
    before.trim_end_matches(|c: char| matches!(c, '|' | '>' | '+' | '-') || c.is_ascii_digit()).len()
}

fn close(open: Open, end: usize) -> Node {
    let Open { start, list, flow, nodes } = open;
    let last = nodes.last().map_or(start, |node| node.bytes.end);
    // A block ends where the next thing begins: what is between is not part of it.
    let bytes = start..if flow { end } else { last };
    if list {
        return Node { bytes, kind: Kind::List { items: nodes, flow } };
    }
    let mut entries = Vec::new();
    let mut nodes = nodes.into_iter();
    while let (Some(key), Some(value)) = (nodes.next(), nodes.next()) {
        entries.push((key, value));
    }
    Node { bytes, kind: Kind::Map { entries, flow } }
}
