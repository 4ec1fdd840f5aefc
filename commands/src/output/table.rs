//! Answers as tables: a line for each item and a column for each field, as far as the terminal is wide. One item, or
//! items of which not even the first column fits, are written field by field.

use apiloom_runtime::Json;
use unicode_width::UnicodeWidthStr;

use super::readable;

pub(super) struct Table {
    pub(super) text: String,
    /// What is not in it.
    pub(super) note: Option<String>,
}

const GAP: &str = "  ";

pub(super) fn table(value: &Json, chosen: &[String], first: &[&str], width: usize) -> Table {
    let plain = |text: String| Table { text: text + "\n", note: None };
    match value {
        Json::Array(items) if items.is_empty() => Table { text: String::new(), note: Some("none".to_owned()) },
        Json::Array(items) if items.iter().all(Json::is_object) => rows(items, chosen, first, width),
        Json::Array(items) => plain(items.iter().map(cell).collect::<Vec<_>>().join("\n")),
        Json::Object(_) => {
            Table { text: record(value, &names(std::slice::from_ref(value), chosen, first)), note: None }
        }
        other => plain(cell(other)),
    }
}

/// The fields to show: those that were chosen, or those that have a value somewhere.
fn names(items: &[Json], chosen: &[String], first: &[&str]) -> Vec<String> {
    if !chosen.is_empty() {
        return chosen.iter().map(|name| spelled(items, name)).collect();
    }
    let mut names: Vec<String> = Vec::new();
    let objects = items.iter().filter_map(Json::as_object);
    let present = objects.flat_map(|object| object.iter().filter(|(_, value)| !value.is_null()).map(|(name, _)| name));
    for name in present {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    // Stable: those that every item has come first, in the order of the spec.
    names.sort_by_key(|name| first.iter().position(|known| known == name).unwrap_or(first.len()));
    names
}

/// A field as it is spelled in the answer, however it was typed.
fn spelled(items: &[Json], name: &str) -> String {
    let mut known = items.iter().filter_map(Json::as_object).flat_map(|object| object.keys());
    known.find(|known| known.eq_ignore_ascii_case(name)).map_or_else(|| name.to_owned(), Clone::clone)
}

fn rows(items: &[Json], chosen: &[String], first: &[&str], width: usize) -> Table {
    let names = names(items, chosen, first);
    let columns: Vec<Vec<String>> = names.iter().map(|name| column(name, items)).collect();
    // Nobody asked for a width that is not there: what was chosen is shown whole.
    let shown = if chosen.is_empty() { fitting(&columns, width) } else { columns.len() };
    if shown == 0 {
        let records: Vec<String> = items.iter().map(|item| record(item, &names)).collect();
        return Table { text: records.join("\n"), note: None };
    }
    let (columns, hidden) = columns.split_at(shown.min(columns.len()));
    let lines = (0..=items.len()).map(|at| line(columns, at));
    let hidden = (!hidden.is_empty()).then(|| {
        let names = names.get(shown..).unwrap_or_default().join(", ");
        format!("not shown: {names} (`--output json` shows all, `--columns` chooses)")
    });
    Table { text: lines.collect(), note: hidden }
}

/// The heading, and a cell of each item.
fn column(name: &str, items: &[Json]) -> Vec<String> {
    let cells = items.iter().map(|item| item.get(name).map(cell).unwrap_or_default());
    std::iter::once(readable(name)).chain(cells).collect()
}

/// How many columns there is room for.
fn fitting(columns: &[Vec<String>], width: usize) -> usize {
    let mut used = 0_usize;
    let fits = |column: &&Vec<String>| {
        used = used.saturating_add(widest(column));
        let fits = used <= width;
        used = used.saturating_add(GAP.len());
        fits
    };
    columns.iter().take_while(fits).count()
}

fn widest(column: &[String]) -> usize {
    column.iter().map(|cell| cell.width()).max().unwrap_or_default()
}

fn line(columns: &[Vec<String>], at: usize) -> String {
    let mut line = String::new();
    for column in columns {
        let cell = column.get(at).map(String::as_str).unwrap_or_default();
        let padding = widest(column).saturating_sub(cell.width());
        line.extend([cell, &" ".repeat(padding), GAP]);
    }
    line.trim_end().to_owned() + "\n"
}

/// A field a line; lists an item a line.
fn record(value: &Json, names: &[String]) -> String {
    let widest = names.iter().map(|name| name.width()).max().unwrap_or_default();
    let mut text = String::new();
    for name in names {
        let name = readable(name);
        let indent = " ".repeat(widest.saturating_sub(name.width()));
        text.extend([&name, &indent, GAP, &value.get(&name).map(cell).unwrap_or_default()]);
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

fn cell(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => readable(text),
        Json::Array(items) if !items.iter().any(|item| item.is_object() || item.is_array()) => {
            items.iter().map(cell).collect::<Vec<_>>().join(", ")
        }
        other => readable(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use apiloom_runtime::serde_json::json;
    use expect_test::{Expect, expect};

    use super::*;

    #[track_caller]
    fn check(value: &Json, chosen: &[&str], width: usize, expected: &Expect) {
        let chosen: Vec<String> = chosen.iter().map(|name| (*name).to_owned()).collect();
        let Table { text, note } = table(value, &chosen, &["Id", "Name"], width);
        expected.assert_eq(&format!("{text}{}", note.map(|note| format!("({note})\n")).unwrap_or_default()));
    }

    #[test]
    fn tables() {
        let items = json!([
            { "Note": null, "Name": "First", "Id": 7, "Tags": ["a", "b"] },
            { "Note": "x\u{1b}[2J", "Name": "漢字", "Id": 12, "Tags": [] },
        ]);
        check(
            &items,
            &[],
            80,
            &expect![[r"
                Id  Name   Tags  Note
                7   First  a, b
                12  漢字         x�[2J
            "]],
        );
        check(
            &items,
            &[],
            15,
            &expect![[r"
                Id  Name   Tags
                7   First  a, b
                12  漢字
                (not shown: Note (`--output json` shows all, `--columns` chooses))
            "]],
        );
        check(
            &items,
            &["tags", "Other"],
            5,
            &expect![[r"
            Tags  Other
            a, b

        "]],
        );
        check(
            &items,
            &[],
            1,
            &expect![[r"
                Id    7
                Name  First
                Tags  a, b
                Note

                Id    12
                Name  漢字
                Tags
                Note  x�[2J
            "]],
        );
        check(
            &json!([]),
            &[],
            80,
            &expect![[r"
            (none)
        "]],
        );
        check(
            &json!({ "Name": "One", "Id": null, "In": { "a": 1 } }),
            &[],
            80,
            &expect![[r#"
            Name  One
            In    {"a":1}
        "#]],
        );
        check(
            &json!(["a", "b"]),
            &[],
            80,
            &expect![[r"
            a
            b
        "]],
        );
        check(
            &json!(true),
            &[],
            80,
            &expect![[r"
            true
        "]],
        );
    }
}
