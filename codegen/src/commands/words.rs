//! Docs for a terminal: paragraphs that the terminal wraps, and no control characters.

use proc_macro2::Ident;

use super::names;
use crate::model::{Docs, Operation};
use crate::render::visible;

/// One line for lists of commands, without the full stop.
pub(super) fn about(operation: &Operation, way: Option<&Ident>) -> String {
    let first = operation.docs.text.lines().next().unwrap_or_default().trim();
    let way = way.map(|ident| format!(" (`{}`)", names::snake(&ident.to_string()))).unwrap_or_default();
    visible(&format!("{}{way}", first.trim_end_matches('.')))
}

/// Everything that the spec says of an operation.
pub(super) fn details(operation: &Operation, way: Option<&Docs>) -> String {
    let mut parts = vec![plain(&operation.docs.text)];
    parts.extend(way.map(|docs| plain(&docs.text)));
    parts.extend(operation.deprecated.as_ref().map(|note| format!("Deprecated: {}", visible(note))));
    let servers =
        |names: &[String]| names.iter().map(|name| names::kebab(name, "server")).collect::<Vec<_>>().join(", ");
    parts.extend((!operation.servers.is_empty()).then(|| format!("Only on: {}.", servers(&operation.servers))));
    let unconfirmed = &operation.docs.unconfirmed;
    parts.extend((!unconfirmed.is_empty()).then(|| format!("Not confirmed on: {}.", servers(unconfirmed))));
    parts.extend(operation.docs.page.as_ref().map(|page| format!("Documented at {page}")));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// The help of one input.
pub(super) fn help(docs: &Docs, deprecated: Option<&str>, required_on: &[String]) -> String {
    let mut parts = vec![plain(&docs.text)];
    parts.extend(docs.default.as_ref().map(|default| format!("[the service assumes: {}]", visible(default))));
    let names = |names: &[String]| names.iter().map(|name| names::kebab(name, "server")).collect::<Vec<_>>().join(", ");
    parts.extend((!required_on.is_empty()).then(|| format!("[required on: {}]", names(required_on))));
    parts.extend((!docs.unconfirmed.is_empty()).then(|| format!("[not confirmed on: {}]", names(&docs.unconfirmed))));
    parts.extend(deprecated.map(|note| format!("[deprecated: {}]", visible(note))));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// Lines of a paragraph become one; those that begin an item, or are code, stay.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let stays = line.starts_with([' ', '-', '*', '|', '#']) || line.starts_with("```");
        match out.chars().last() {
            None | Some('\n') => {}
            Some(_) if line.trim().is_empty() => out.push_str("\n\n"),
            Some(_) if stays => out.push('\n'),
            Some(_) => out.push(' '),
        }
        out.push_str(&visible(line.trim_end()));
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn paragraphs_are_one_line_each() {
        let text = "One\ntwo `x`.\n\n\n- item\n- item\n\u{1b}[31mred";
        assert_eq!(plain(text), "One two `x`.\n\n- item\n- item \\u{1b}[31mred");
    }
}
