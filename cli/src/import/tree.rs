//! A JSON or YAML document as a tree whose values know where they stand. JSON is YAML, so one reader does for both.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle};

/// Where something stands in a document: from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) place: Place,
    pub(crate) bytes: Range<usize>,
    /// Where its key begins, if it has one.
    pub(crate) key: usize,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Kind {
    #[default]
    Null,
    Boolean(bool),
    /// As written.
    Number(String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

/// What a value is does not depend on where it stands.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// What cannot be read, and where.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) place: Place,
    pub(crate) reason: String,
}

/// More than the largest known document has, several times over; aliases multiply.
const MOST_NODES: usize = 20_000_000;
const DEEPEST: usize = 200;

/// Reads one document.
pub(crate) fn read(text: &str) -> Result<Node, Unreadable> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.flow_nesting_limit = DEEPEST;
    options.block_nesting_limit = DEEPEST;
    let mut reader = Reader::default();
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| {
            let marker = error.marker();
            let place = Place { line: marker.line(), column: marker.col() + 1 };
            Unreadable { place, reason: error.info().clone() }
        })?;
        let place = Place { line: span.start.line(), column: span.start.col() + 1 };
        let bytes = span.byte_range().unwrap_or_default();
        reader.take(event, place, bytes)?;
    }
    Ok(reader.root.unwrap_or_default())
}

#[derive(Default)]
struct Reader {
    open: Vec<Open>,
    root: Option<Node>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
}

/// A list or map that has begun and not ended.
struct Open {
    node: Node,
    /// Its text, and where it begins.
    key: Option<(String, usize)>,
    anchor: usize,
}

impl Reader {
    fn take(&mut self, event: Event<'_>, place: Place, bytes: Range<usize>) -> Result<(), Unreadable> {
        let new = |kind| Node { kind, place, bytes: bytes.clone(), key: bytes.start };
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                let kind = if plain { plain_scalar(&text) } else { Kind::Text(text.into_owned()) };
                // A key is text, whatever it looks like: `200:`, `on:`.
                let is_key =
                    matches!(self.open.last(), Some(Open { node: Node { kind: Kind::Map(_), .. }, key: None, .. }));
                let kind = match (is_key, kind) {
                    (true, Kind::Text(text) | Kind::Number(text)) => Kind::Text(text),
                    (true, Kind::Boolean(value)) => Kind::Text(value.to_string()),
                    (true, Kind::Null) => Kind::Text("null".to_owned()),
                    (_, kind) => kind,
                };
                (new(kind), anchor)
            }
            Event::SequenceStart(_, anchor, _) => {
                self.begin(new(Kind::List(Vec::new())), anchor);
                return Ok(());
            }
            Event::MappingStart(_, anchor, _) => {
                self.begin(new(Kind::Map(Vec::new())), anchor);
                return Ok(());
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(mut open) => {
                    open.node.bytes.end = bytes.end.max(open.node.bytes.end);
                    (open.node, open.anchor)
                }
                None => return Ok(()),
            },
            Event::Alias(anchor) => {
                let node = self.anchors.get(&anchor).cloned();
                let reason = || "an alias of what is not read yet".to_owned();
                (node.ok_or_else(|| Unreadable { place, reason: reason() })?, 0)
            }
            _ => return Ok(()),
        };
        self.nodes += weight(&node);
        if self.nodes > MOST_NODES {
            return Err(Unreadable { place, reason: format!("more than {MOST_NODES} values") });
        }
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        self.place(node);
        Ok(())
    }

    fn begin(&mut self, node: Node, anchor: usize) {
        self.open.push(Open { node, key: None, anchor });
    }

    fn place(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match &mut open.node.kind {
            Kind::List(items) => items.push(node),
            Kind::Map(entries) => match open.key.take() {
                None => open.key = Some((node.text().unwrap_or_default().to_owned(), node.bytes.start)),
                Some((key, at)) => {
                    let node = Node { key: at, ..node };
                    // Of a key that stands there twice the last one counts, as with most readers of JSON.
                    match entries.iter_mut().find(|(known, _)| *known == key) {
                        Some((_, old)) => *old = node,
                        None => entries.push((key, node)),
                    }
                }
            },
            _ => {}
        }
    }
}

/// Aliases are the only way to more values than a document has bytes.
fn weight(node: &Node) -> usize {
    match &node.kind {
        Kind::List(items) => 1 + items.len(),
        Kind::Map(entries) => 1 + entries.len(),
        _ => 1,
    }
}

/// The core schema of YAML 1.2, which is JSON's.
fn plain_scalar(text: &str) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" => Kind::Boolean(true),
        "false" | "False" | "FALSE" => Kind::Boolean(false),
        text if is_number(text) => Kind::Number(text.to_owned()),
        text => Kind::Text(text.to_owned()),
    }
}

fn is_number(text: &str) -> bool {
    let begins = text.strip_prefix(['-', '+']).unwrap_or(text).starts_with(|c: char| c.is_ascii_digit() || c == '.');
    begins && text.parse::<f64>().is_ok_and(f64::is_finite)
}

impl Node {
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(known, _)| known == key).map(|(_, node)| node)
    }

    pub(crate) fn entries(&self) -> &[(String, Node)] {
        if let Kind::Map(entries) = &self.kind { entries } else { &[] }
    }

    pub(crate) fn items(&self) -> &[Node] {
        if let Kind::List(items) = &self.kind { items } else { &[] }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Kind::Text(text) = &self.kind { Some(text) } else { None }
    }

    /// The text under a key.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::text)
    }

    /// Whether it says `true` under a key.
    pub(crate) fn says(&self, key: &str) -> bool {
        self.get(key).is_some_and(|node| node.kind == Kind::Boolean(true))
    }

    pub(crate) fn is_map(&self) -> bool {
        matches!(self.kind, Kind::Map(_))
    }

    /// The same, with another value under a key.
    pub(crate) fn with(mut self, key: &str, value: Node) -> Node {
        if let Kind::Map(entries) = &mut self.kind {
            entries.retain(|(known, _)| known != key);
            entries.push((key.to_owned(), value));
        }
        self
    }

    /// The same, without a key.
    pub(crate) fn without(mut self, key: &str) -> Node {
        if let Kind::Map(entries) = &mut self.kind {
            entries.retain(|(known, _)| known != key);
        }
        self
    }

    /// Something that stands where this does.
    pub(crate) fn here(&self, kind: Kind) -> Node {
        Node { kind, place: self.place, bytes: self.bytes.clone(), key: self.key }
    }
}
