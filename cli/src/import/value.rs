//! A spec as it is written: maps in order, short ones on one line.

use std::fmt::Write;

/// A value of a spec.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Quoted where a reader would take it for something else.
    Text(String),
    /// Numbers, true, false, null: as they are.
    Plain(String),
    List(Vec<Value>),
    Map(Map),
}

/// Keys in the order they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Map(pub(crate) Vec<(String, Value)>);

impl Map {
    pub(crate) fn set(&mut self, key: impl Into<String>, value: impl Into<Value>) {
        let (key, value) = (key.into(), value.into());
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key, value)),
        }
    }

    pub(crate) fn set_some(&mut self, key: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(key, value);
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.0.iter_mut().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    pub(crate) fn remove(&mut self, key: &str) -> Option<Value> {
        let at = self.0.iter().position(|(known, _)| known == key)?;
        Some(self.0.remove(at).1)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A key as it is written. A status needs no quotes, where every key is one.
    fn written(&self, key: &str, flow: bool) -> String {
        let is_number = |key: &str| key.len() == 3 && key.bytes().all(|byte| byte.is_ascii_digit());
        let is_status = |part: &str| is_number(part) || ["2XX", "4XX", "5XX", "default"].contains(&part);
        let statuses = || self.0.iter().all(|(key, _)| key.split(", ").all(is_status));
        if is_number(key) && statuses() { key.to_owned() } else { scalar(key, flow) }
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Value {
        Value::Map(map)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Plain(value.to_string())
    }
}

/// In columns, with the indent.
const WIDTH: usize = 120;

/// Sections whose members each begin a line, and are told apart by a blank one where they are long.
const SECTIONS: [&str; 3] = ["operations", "schemas", "servers"];

/// A file of a spec.
pub(crate) fn write(file: &Map) -> String {
    let mut out = String::new();
    for (key, value) in &file.0 {
        let is_section = SECTIONS.contains(&key.as_str());
        if is_section && !out.is_empty() {
            out.push('\n');
        }
        match value {
            Value::Map(members) if is_section && !members.is_empty() => {
                let _ = writeln!(out, "{}:", scalar(key, false));
                write_section(members, key == "operations", &mut out);
            }
            value => write_entry(&file.written(key, false), value, 0, &mut out),
        }
    }
    out
}

fn write_section(members: &Map, spaced: bool, out: &mut String) {
    for (at, (key, value)) in members.0.iter().enumerate() {
        if spaced && at > 0 {
            out.push('\n');
        }
        match value {
            Value::Map(map) if spaced && !map.is_empty() => {
                let _ = writeln!(out, "  {}:", scalar(key, false));
                map.0.iter().for_each(|(key, value)| write_entry(&map.written(key, false), value, 4, out));
            }
            value => write_entry(&members.written(key, false), value, 2, out),
        }
    }
}

fn write_entry(key: &str, value: &Value, indent: usize, out: &mut String) {
    let head = format!("{}{key}:", " ".repeat(indent));
    if let Value::Text(text) = value
        && is_block(text)
    {
        write_block(&head, text, indent, out);
        return;
    }
    match one_line(value, false).filter(|line| fits(&head, line, value)) {
        Some(line) => {
            let _ = writeln!(out, "{head} {line}");
        }
        None => {
            let _ = writeln!(out, "{head}");
            write_lines(value, indent + 2, out);
        }
    }
}

fn write_lines(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Map(map) => {
            map.0.iter().for_each(|(key, value)| write_entry(&map.written(key, false), value, indent, out));
        }
        Value::List(items) => items.iter().for_each(|item| write_item(item, indent, out)),
        // One too long for a line: it has no line breaks.
        Value::Text(_) | Value::Plain(_) => {
            let _ = writeln!(out, "{}{}", " ".repeat(indent), one_line(value, false).unwrap_or_default());
        }
    }
}

fn write_item(item: &Value, indent: usize, out: &mut String) {
    let head = " ".repeat(indent);
    match (one_line(item, false), item) {
        (Some(line), _) if indent + line.len() < WIDTH || !matches!(item, Value::Map(_) | Value::List(_)) => {
            let _ = writeln!(out, "{head}- {line}");
        }
        (_, item) => {
            let mut lines = String::new();
            write_lines(item, indent + 2, &mut lines);
            out.push_str(&head);
            out.push_str("- ");
            out.push_str(lines.get(indent + 2..).unwrap_or_default());
        }
    }
}

/// A map stands on one line where it is short, and where nothing in it is worth a line of its own.
fn fits(head: &str, line: &str, value: &Value) -> bool {
    match value {
        Value::Map(map) => {
            let nested = map.0.iter().filter(|(_, value)| matches!(value, Value::Map(map) if map.0.len() > 1)).count();
            head.len() + line.len() < WIDTH && nested == 0 && map.0.len() <= 6
        }
        Value::List(_) => head.len() + line.len() < WIDTH,
        Value::Text(_) | Value::Plain(_) => true,
    }
}

/// Whether a text reads better as a block: it has several lines, and nothing that a block cannot hold.
pub(crate) fn is_block(text: &str) -> bool {
    let is_kept = !text.ends_with("\n\n");
    let text = text.trim_end_matches('\n');
    text.contains('\n')
        && is_kept
        && !text.starts_with([' ', '\n', '\t'])
        && text
            .chars()
            .all(|c| c == '\n' || c == '\t' || !(c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')))
}

fn write_block(head: &str, text: &str, indent: usize, out: &mut String) {
    let kept = if text.ends_with('\n') { "|" } else { "|-" };
    let _ = writeln!(out, "{head} {kept}");
    for line in text.trim_end_matches('\n').split('\n') {
        let _ = if line.is_empty() { writeln!(out) } else { writeln!(out, "{}{line}", " ".repeat(indent + 2)) };
    }
}

/// A value on one line; none where a text in it has to be a block.
fn one_line(value: &Value, flow: bool) -> Option<String> {
    Some(match value {
        Value::Text(text) if is_block(text) && flow => return None,
        Value::Text(text) => scalar(text, flow),
        Value::Plain(text) => text.clone(),
        Value::List(items) => {
            let items: Option<Vec<String>> = items.iter().map(|item| one_line(item, true)).collect();
            format!("[{}]", items?.join(", "))
        }
        Value::Map(map) if map.is_empty() => "{}".to_owned(),
        Value::Map(map) => {
            let entry = |(key, value): &(String, Value)| {
                Some(format!("{}: {}", map.written(key, true), one_line(value, true)?))
            };
            let entries: Option<Vec<String>> = map.0.iter().map(entry).collect();
            format!("{{ {} }}", entries?.join(", "))
        }
    })
}

/// A text, in quotes where it would be read as something else.
pub(crate) fn scalar(text: &str, flow: bool) -> String {
    if is_plain(text, flow) { text.to_owned() } else { quoted(text) }
}

fn is_plain(text: &str, flow: bool) -> bool {
    const WORDS: [&str; 12] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "nan", "inf"];
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '_');
    let inner =
        |c: char| c.is_ascii_alphanumeric() || " -_./+<>|=@$^*;()'".contains(c) || (!flow && "?,{}".contains(c));
    begins
        && text.chars().all(|c| inner(c) || c == ':')
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
        && !(flow && text.contains([':', '?', ',', '<', '{', '}', '[', ']']))
}

/// A JSON string is one of YAML, but for what YAML calls unprintable.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
