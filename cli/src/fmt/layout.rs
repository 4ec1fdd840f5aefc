//! Values and comments as text: two spaces of indent, short flow collections on a line, long ones in blocks.

use granit_parser::ScalarStyle;

use super::tree::{File, Kind, Node};

/// In columns.
const WIDTH: usize = 120;

pub(super) fn layout(text: &str, file: &File) -> String {
    let mut writer = Writer { text, file, next_comment: 0, out: String::new() };
    match &file.root {
        Some(Node { kind: Kind::Map { entries, .. }, .. }) if !entries.is_empty() => {
            writer.map(entries, 0, true, false);
        }
        Some(Node { kind: Kind::List { items, .. }, .. }) if !items.is_empty() => writer.list(items, 0),
        Some(node) => {
            writer.comments_before(node.bytes.start, 0, false);
            writer.value(node, 0);
        }
        None => {}
    }
    writer.comments_before(usize::MAX, 0, true);
    writer.out
}

/// Whether text is text to every YAML reader, wherever it stands: fewer are than could be.
pub(super) fn is_plainly_text(text: &str) -> bool {
    const READ: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '.' | '/' | '-'))
        && !READ.contains(&text.to_ascii_lowercase().as_str())
}

struct Writer<'t> {
    text: &'t str,
    file: &'t File,
    next_comment: usize,
    out: String,
}

impl<'t> Writer<'t> {
    /// `inline` where the first entry stands behind the `-` of a list.
    fn map(&mut self, entries: &[(Node, Node)], indent: usize, is_file: bool, inline: bool) {
        for (at, (key, value)) in entries.iter().enumerate() {
            if at > 0 || !inline {
                self.comments_before(key.bytes.start, indent, at > 0);
                self.indent(indent);
            }
            self.scalar(key, indent);
            self.out.push(':');
            match &value.kind {
                Kind::Map { entries, .. } if is_file && is_text(key, "operations") && !entries.is_empty() => {
                    self.end_line(key.bytes.end + 1);
                    self.operations(entries);
                }
                _ => self.value(value, indent),
            }
        }
    }

    /// Each begins behind a blank line.
    fn operations(&mut self, entries: &[(Node, Node)]) {
        for (at, entry) in entries.iter().enumerate() {
            if at > 0 && !self.out.ends_with("\n\n") {
                self.out.push('\n');
            }
            self.comments_before(entry.0.bytes.start, 2, false);
            self.indent(2);
            self.map(std::slice::from_ref(entry), 2, false, true);
        }
    }

    fn list(&mut self, items: &[Node], indent: usize) {
        for (at, item) in items.iter().enumerate() {
            self.comments_before(item.bytes.start, indent, at > 0);
            self.indent(indent);
            self.out.push('-');
            match &item.kind {
                Kind::Map { entries, .. } if !entries.is_empty() && !self.is_flow(item) => {
                    self.out.push(' ');
                    self.map(entries, indent + 2, false, true);
                }
                _ => self.value(item, indent),
            }
        }
    }

    /// What stands behind a key or a `-`, to the end of its last line.
    fn value(&mut self, node: &Node, indent: usize) {
        if self.is_flow(node) {
            if !node.bytes.is_empty() {
                self.out.push(' ');
            }
            self.flow(node, indent);
            return self.end_line(node.bytes.end);
        }
        match &node.kind {
            Kind::Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded, .. } => self.block_scalar(node, indent),
            Kind::Scalar { .. } => {
                self.out.push(' ');
                self.scalar(node, indent);
                self.end_line(node.bytes.end);
            }
            Kind::Map { entries, flow } => {
                self.end_line(if *flow { node.bytes.start + 1 } else { self.line_before(node) });
                self.map(entries, indent + 2, false, false);
            }
            Kind::List { items, flow } => {
                self.end_line(if *flow { node.bytes.start + 1 } else { self.line_before(node) });
                self.list(items, indent + 2);
            }
        }
    }

    /// Whether a value is written on the line that was begun: as it was, if there is room.
    fn is_flow(&self, node: &Node) -> bool {
        match &node.kind {
            Kind::Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded, .. } => false,
            Kind::Scalar { .. } => !self.written(node).contains('\n'),
            Kind::List { items, .. } if items.is_empty() => true,
            Kind::Map { entries, .. } if entries.is_empty() => true,
            Kind::List { flow: false, .. } | Kind::Map { flow: false, .. } => false,
            _ => {
                let holds_comment = self.file.comments.iter().any(|comment| node.bytes.contains(&comment.bytes.start));
                let mut trial = Writer { text: self.text, file: self.file, next_comment: 0, out: String::new() };
                trial.flow(node, 0);
                let begun = self.out.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
                !holds_comment && !trial.out.contains('\n') && begun + trial.out.chars().count() <= WIDTH
            }
        }
    }

    fn flow(&mut self, node: &Node, indent: usize) {
        match &node.kind {
            Kind::Scalar { .. } => self.scalar(node, indent),
            Kind::List { items, .. } => {
                self.out.push('[');
                for (at, item) in items.iter().enumerate() {
                    self.out.push_str(if at > 0 { ", " } else { "" });
                    self.flow(item, indent);
                }
                self.out.push(']');
            }
            Kind::Map { entries, .. } if entries.is_empty() => self.out.push_str("{}"),
            Kind::Map { entries, .. } => {
                self.out.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    self.out.push_str(if at > 0 { ", " } else { " " });
                    self.scalar(key, indent);
                    self.out.push(':');
                    if !value.bytes.is_empty() {
                        self.out.push(' ');
                    }
                    self.flow(value, indent);
                }
                self.out.push_str(" }");
            }
        }
    }

    /// As it is written, without quotes that say nothing; lines after the first are indented anew.
    fn scalar(&mut self, node: &Node, indent: usize) {
        let written = self.written(node);
        if let Kind::Scalar { text, style } = &node.kind
            && *style != ScalarStyle::Plain
            && is_plainly_text(text)
        {
            return self.out.push_str(text);
        }
        for (at, line) in written.lines().enumerate() {
            if at > 0 {
                self.out.push('\n');
                let line = line.trim_start();
                if !line.is_empty() {
                    self.indent(indent + 2);
                    self.out.push_str(line);
                }
            } else {
                self.out.push_str(line);
            }
        }
    }

    fn block_scalar(&mut self, node: &Node, indent: usize) {
        let written = self.text.get(node.bytes.clone()).unwrap_or_default();
        let mut lines = written.lines();
        self.out.push(' ');
        self.out.push_str(lines.next().unwrap_or_default().trim_end());
        let begun = self.next_comment;
        let inside = self.file.comments.iter().skip(begun).take_while(|comment| comment.bytes.start < node.bytes.end);
        self.next_comment += inside.count();
        let lines: Vec<&str> = lines.collect();
        let deep = |line: &&str| line.len() - line.trim_start_matches(' ').len();
        let own = lines.iter().find(|line| !line.trim().is_empty()).map_or(0, deep);
        for line in &lines {
            self.out.push('\n');
            let rest = line.get(own.min(deep(line))..).unwrap_or_default();
            if !rest.is_empty() {
                self.indent(indent + 2);
                self.out.push_str(rest);
            }
        }
        let kept = self.out.trim_end_matches(['\n', ' ']).len();
        self.out.truncate(kept);
        self.out.push('\n');
    }

    /// Ends a line whose last thing ends there, with the comment that stands behind it.
    fn end_line(&mut self, end: usize) {
        if let Some(comment) = self.file.comments.get(self.next_comment) {
            let between = self.text.get(end..comment.bytes.start);
            if between.is_some_and(|between| !between.contains('\n')) {
                self.out.push(' ');
                self.out.push_str(&comment.text);
                self.next_comment += 1;
            }
        }
        self.out.push('\n');
    }

    /// Comments that stand before a place, each on its line; then the blank line before the place, if there is one.
    fn comments_before(&mut self, place: usize, indent: usize, blank: bool) {
        let mut blank = blank;
        while let Some(comment) =
            self.file.comments.get(self.next_comment).filter(|comment| comment.bytes.start < place)
        {
            self.blank_line(comment.bytes.start, blank);
            self.indent(indent);
            self.out.push_str(&comment.text);
            self.out.push('\n');
            self.next_comment += 1;
            blank = true;
        }
        if place < usize::MAX {
            self.blank_line(place, blank);
        }
    }

    /// One blank line, where there is one or more before what begins a line at this place.
    fn blank_line(&mut self, place: usize, wanted: bool) {
        let before = self.text.get(..place).unwrap_or_default();
        let Some((above, line)) = before.rsplit_once('\n') else { return };
        let begins = line.trim_matches([' ', '-', '?', '\u{feff}']).is_empty();
        let is_blank = above.rsplit('\n').next().is_some_and(|line| line.trim().is_empty()) && !above.is_empty();
        if wanted && begins && is_blank && !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Where the line ends that a block's key stands on: before the block, on whatever line that begins.
    fn line_before(&self, node: &Node) -> usize {
        let before = self.text.get(..node.bytes.start).unwrap_or_default();
        let comments = self.file.comments.iter().skip(self.next_comment);
        let first = comments.map(|comment| comment.bytes.start).find(|start| *start < node.bytes.start);
        let end = first.map_or(before, |first| before.get(..first).unwrap_or(before));
        let trimmed = end.trim_end_matches([' ', '\t', '\r', '\n', '-']);
        trimmed.len()
    }

    fn written(&self, node: &Node) -> &'t str {
        self.text.get(node.bytes.clone()).unwrap_or_default().trim_end()
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }
}

fn is_text(node: &Node, wanted: &str) -> bool {
    matches!(&node.kind, Kind::Scalar { text, .. } if text == wanted)
}
