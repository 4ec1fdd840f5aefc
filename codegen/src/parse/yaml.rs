//! YAML events to the span tree. The only file that knows the YAML parser, and the one that refuses what the
//! language leaves out of YAML: anchors, aliases, tags, merge keys, directives, several documents, and any size.

use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, Span as Place, StructureStyle};

use super::node::{Entry, Kind, Node};
use crate::diagnostic::Diagnostics;
use crate::messages as say;
use crate::span::{Span, Spanned};

/// Bounds that the largest known API description fits in several times over.
const LARGEST_FILE: usize = 16 << 20;
const MOST_NODES: usize = 2_000_000;
const DEEPEST: usize = 64;

/// Reads one source; `None` where nothing of it can be used, which was then reported.
pub(super) fn load(source: u16, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Node> {
    let at = |start: usize, end: usize| span(source, start, end);
    if bytes.len() >= LARGEST_FILE {
        diagnostics.push(say::file_too_large(at(0, 0), bytes.len(), LARGEST_FILE));
        return None;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            diagnostics.push(say::not_utf8(at(error.valid_up_to(), error.valid_up_to())));
            return None;
        }
    };
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.disallow_directives = true;
    options.emit_unresolved_aliases = true;
    options.flow_nesting_limit = DEEPEST;
    options.block_nesting_limit = DEEPEST;
    let mut loader = Loader { source, text, diagnostics, open: Vec::new(), root: None, nodes: 0, documents: 0 };
    for event in Parser::new_from_str_with_options(text, options) {
        let kept_on = match event {
            Ok((event, place)) => loader.take(event, place),
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or_default().min(text.len());
                let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
                loader.syntax_error(error.kind(), &error.info(), at);
                None
            }
        };
        // What follows a broken line would be guesses: one message for it, and the file is done.
        kept_on?;
    }
    let missing = loader.root.is_none();
    let root = loader.root.take();
    if missing {
        diagnostics.push(say::empty_file(at(0, text.len().min(1))));
    }
    root
}

struct Loader<'a> {
    source: u16,
    text: &'a str,
    diagnostics: &'a mut Diagnostics,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    documents: usize,
}

/// A list or map that has begun and not ended.
struct Open {
    span: Span,
    flow: bool,
    what: What,
}

enum What {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, seen: HashMap<String, Span>, key: Option<Key> },
}

/// A key that waits for its value.
struct Key {
    name: Spanned<String>,
    plain: bool,
    /// A key that was reported: its value is read and dropped.
    dropped: bool,
}

impl Loader<'_> {
    fn take(&mut self, event: Event<'_>, place: Place) -> Option<()> {
        let span = self.span(place);
        let node = match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.diagnostics.push(say::second_document(span));
                    return None;
                }
                return Some(());
            }
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                let kind = Kind::Scalar { text: text.into_owned(), plain };
                self.unless_decorated(Node { span, kind }, anchor, tag.is_some(), place)
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.refuse_decoration(span, anchor, tag.is_some(), place);
                self.open.push(Open { span, flow: style == StructureStyle::Flow, what: What::List(Vec::new()) });
                return Some(());
            }
            Event::MappingStart(style, anchor, tag) => {
                self.refuse_decoration(span, anchor, tag.is_some(), place);
                let what = What::Map { entries: Vec::new(), seen: HashMap::new(), key: None };
                self.open.push(Open { span, flow: style == StructureStyle::Flow, what });
                return Some(());
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span)?,
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.diagnostics.push(say::alias(span));
                Node { span, kind: Kind::Refused }
            }
            _ => return Some(()),
        };
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            self.diagnostics.push(say::too_many_nodes(node.span, MOST_NODES));
            return None;
        }
        self.place(node);
        Some(())
    }

    /// Ends the innermost list or map.
    fn close(&mut self, end: Span) -> Option<Node> {
        let open = self.open.pop()?;
        let stop = if open.flow { end.end } else { end.start };
        let mut span = Span { end: stop.max(open.span.start), ..open.span };
        // A block ends where the next thing begins: the white space between is not part of it.
        let written = self.text.get(span.range()).unwrap_or_default();
        span.end = span.start + u32::try_from(written.trim_end().len()).unwrap_or_default();
        let kind = match open.what {
            What::List(items) => Kind::List(items),
            What::Map { entries, .. } => match open.flow.then(|| flow_trap(&entries)).flatten() {
                Some(trap) => {
                    self.diagnostics.push(trap);
                    Kind::Refused
                }
                None => Kind::Map(entries),
            },
        };
        Some(Node { span, kind })
    }

    /// Puts a finished value where it belongs: in the innermost list or map, as a key or as a value.
    fn place(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match &mut open.what {
            What::List(items) => items.push(node),
            What::Map { entries, seen, key } => match key.take() {
                None => *key = Some(make_key(node, seen, self.diagnostics)),
                Some(Key { dropped: true, .. }) => {}
                Some(Key { name, plain, .. }) => entries.push(Entry { key: name, plain, value: node }),
            },
        }
    }

    fn unless_decorated(&mut self, node: Node, anchor: usize, tagged: bool, place: Place) -> Node {
        match self.refuse_decoration(node.span, anchor, tagged, place) {
            true => Node { kind: Kind::Refused, ..node },
            false => node,
        }
    }

    fn refuse_decoration(&mut self, span: Span, anchor: usize, tagged: bool, place: Place) -> bool {
        if anchor != 0 {
            self.diagnostics.push(say::anchor(span));
        }
        if tagged {
            let tag = place.tag_span().map_or(span, |tag| self.span(tag));
            self.diagnostics.push(say::tag(tag));
        }
        anchor != 0 || tagged
    }

    fn syntax_error(&mut self, kind: &ErrorKind, info: &str, at: usize) {
        let line_start = self.text[..at].rfind('\n').map_or(0, |before| before + 1);
        let line_end = self.text[at..].find('\n').map_or(self.text.len(), |length| at + length);
        let here = span(self.source, at, self.text[at..].chars().next().map_or(at, |c| at + c.len_utf8()));
        // The parser is past the tab when it sees it.
        let tab = self.text[line_start..here.range().end]
            .rfind('\t')
            .map_or(here, |found| span(self.source, line_start + found, line_start + found + 1));
        self.diagnostics.push(match kind {
            ErrorKind::RecursionLimitExceeded => say::too_deep(here, DEEPEST),
            ErrorKind::DirectiveDisallowed => say::directive(span(self.source, at, line_end)),
            ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar => say::tab(tab),
            // The two commonest slips are named; elsewhere the reader's own words have to do.
            _ => match self.text[at..].chars().next() {
                Some(':') if self.text[line_start..at].contains(": ") => say::colon_in_text(here),
                Some('{') if self.text[line_start..at].contains('{') => say::brace_in_flow(here),
                _ => say::yaml_syntax(here, info),
            },
        });
    }

    fn span(&self, place: Place) -> Span {
        let range = place.byte_range().unwrap_or_default();
        let mut span = span(self.source, range.start, range.end.min(self.text.len()));
        // The span of a block scalar runs over the blank lines after it.
        let written = self.text.get(span.range()).unwrap_or_default();
        span.end = span.start + u32::try_from(written.trim_end().len()).unwrap_or_default();
        span
    }
}

fn make_key(node: Node, seen: &mut HashMap<String, Span>, diagnostics: &mut Diagnostics) -> Key {
    let span = node.span;
    let dropped = |text: String| Key { name: Spanned::new(text, span), plain: true, dropped: true };
    let (text, plain) = match node.kind {
        Kind::Scalar { text, plain } => (text, plain),
        Kind::Refused => return dropped(String::new()),
        Kind::List(_) | Kind::Map(_) => {
            diagnostics.push(say::key_is_not_text(span));
            return dropped(String::new());
        }
    };
    if plain && text == "<<" {
        diagnostics.push(say::merge_key(span));
        return dropped(text);
    }
    if let Some(first) = seen.get(&text) {
        diagnostics.push(say::duplicate_key(&text, span, *first));
        return dropped(text);
    }
    seen.insert(text.clone(), span);
    Key { name: Spanned::new(text, span), plain, dropped: false }
}

/// In `{ a: map<x, y> }` the comma ends the value, and `{ a:b }` is one key: both look like something else.
fn flow_trap(entries: &[Entry]) -> Option<crate::diagnostic::Diagnostic> {
    let unbalanced = |text: &str| text.matches('<').count() > text.matches('>').count();
    entries.iter().find_map(|entry| match &entry.value.kind {
        Kind::Scalar { text, plain: true } if unbalanced(text) => {
            Some(say::flow_comma(Span { start: entry.key.span.start, ..entry.value.span }, text))
        }
        Kind::Scalar { .. }
            if entry.value.is_null() && entry.value.span.start == entry.value.span.end && entry.plain =>
        {
            let (key, value) = entry.key.value.split_once(':')?;
            Some(say::flow_colon(entry.key.span, key, value))
        }
        _ => None,
    })
}

fn span(source: u16, start: usize, end: usize) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span { source, start: offset(start), end: offset(end) }
}
