//! A document as text: YAML whose maps are blocks, or JSON.

use std::fmt::Write;

use crate::import::value::{Map, Value, is_block, quoted, scalar};

/// In YAML. Statuses stand in quotes, as OpenAPI wants them.
pub(super) fn yaml(document: &Map) -> String {
    let mut out = String::new();
    write_map(document, 0, &mut out);
    out
}

fn write_map(map: &Map, indent: usize, out: &mut String) {
    for (key, value) in &map.0 {
        let _ = write!(out, "{}{}:", " ".repeat(indent), scalar(key, false));
        write_value(value, indent, out);
    }
}

/// What follows a colon, to the end of its last line.
fn write_value(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Map(map) if map.is_empty() => out.push_str(" {}\n"),
        Value::List(items) if items.is_empty() => out.push_str(" []\n"),
        Value::Map(map) => {
            out.push('\n');
            write_map(map, indent + 2, out);
        }
        Value::List(items) => {
            out.push('\n');
            items.iter().for_each(|item| write_item(item, indent + 2, out));
        }
        Value::Text(text) if is_block(text) => write_block(text, indent + 2, out),
        Value::Text(text) => {
            let _ = writeln!(out, " {}", scalar(text, false));
        }
        Value::Plain(text) => {
            let _ = writeln!(out, " {text}");
        }
    }
}

fn write_item(item: &Value, indent: usize, out: &mut String) {
    let mut inner = String::new();
    match item {
        Value::Map(map) if !map.is_empty() => {
            write_map(map, indent + 2, &mut inner);
            // The first key stands behind the dash.
            let _ = write!(out, "{}- {}", " ".repeat(indent), inner.get(indent + 2..).unwrap_or_default());
        }
        item => {
            write_value(item, indent, &mut inner);
            let _ = write!(out, "{}-{inner}", " ".repeat(indent));
        }
    }
}

fn write_block(text: &str, indent: usize, out: &mut String) {
    out.push_str(if text.ends_with('\n') { " |\n" } else { " |-\n" });
    for line in text.trim_end_matches('\n').split('\n') {
        let _ = if line.is_empty() { writeln!(out) } else { writeln!(out, "{}{line}", " ".repeat(indent)) };
    }
}

/// In JSON, one member a line.
pub(super) fn json(document: &Map) -> String {
    let mut out = String::new();
    write_json(&Value::Map(document.clone()), 0, &mut out);
    out.push('\n');
    out
}

fn write_json(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Text(text) => out.push_str(&quoted(text)),
        Value::Plain(text) => out.push_str(text),
        Value::List(items) => enclosed('[', ']', items, depth, out, |item, out| write_json(item, depth + 1, out)),
        Value::Map(map) => enclosed('{', '}', &map.0, depth, out, |(key, value), out| {
            out.push_str(&quoted(key));
            out.push_str(": ");
            write_json(value, depth + 1, out);
        }),
    }
}

fn enclosed<T>(open: char, close: char, items: &[T], depth: usize, out: &mut String, write: impl Fn(&T, &mut String)) {
    out.push(open);
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(depth + 1));
        write(item, out);
    }
    if !items.is_empty() {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    }
    out.push(close);
}
