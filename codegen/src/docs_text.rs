//! Text from a spec, made harmless as Markdown: no line of it can become code that `cargo test` runs, HTML, or a
//! link to anything but https. rustdoc reads what is left as the author meant it: paragraphs, lists, emphasis.

use crate::model::Docs;
use crate::render::is_direction;

/// The lines of a doc comment for a text.
pub(crate) fn docs(text: &str) -> Docs {
    let mut lines = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    let mut item: Option<usize> = None;
    for line in text.lines() {
        let line: String = line.chars().filter(|c| !is_direction(*c) && (*c == '\t' || !c.is_control())).collect();
        match (fence, fence_of(line.trim_start())) {
            (Some(open), Some((kind, length))) if kind == open.0 && length >= open.1 => {
                fence = None;
                lines.push("```".to_owned());
            }
            // Inside, only a longer run of backticks could end the block early: none is left.
            (Some(_), _) => lines.push(line.replace('\t', "    ").replace("```", "'''").trim_end().to_owned()),
            (None, Some(open)) => {
                item = None;
                fence = Some(open);
                lines.push("```text".to_owned());
            }
            (None, None) => {
                let line = prose(&line);
                // A line that goes on with an item belongs under its text (clippy's `doc_lazy_continuation`).
                item = item_indent(&line).or(item.filter(|_| !line.is_empty()));
                let indent = if item_indent(&line).is_some() { 0 } else { item.unwrap_or_default() };
                lines.push(format!("{}{line}", " ".repeat(indent)));
            }
        }
    }
    if fence.is_some() {
        lines.push("```".to_owned());
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    Docs { lines, text: text.to_owned(), ..Docs::default() }
}

/// Where the text of a list item begins, if the line is one (`CommonMark` 5.2).
fn item_indent(line: &str) -> Option<usize> {
    if line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ") {
        return Some(2);
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let rest = &line[digits..];
    ((1..10).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "))).then_some(digits + 2)
}

/// A line that opens or closes a fenced block: its character and how many there are (`CommonMark` 4.5).
fn fence_of(line: &str) -> Option<(char, usize)> {
    let kind = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == kind).count();
    let info = &line[length..];
    (length >= 3 && !(kind == '`' && info.contains('`'))).then_some((kind, length))
}

/// One line outside a block. Indentation and runs of blanks are what make code of a line, so none is left;
/// a fence cannot open behind a list marker or a quote sign, because runs of its characters are escaped.
fn prose(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let line = words.join(" ");
    let mut out = String::new();
    let mut rest = line.as_str();
    while let Some(c) = rest.chars().next() {
        if let Some((span, after)) = code_span(rest) {
            out.push_str(span);
            rest = after;
        } else if let Some((link, after)) = https_link(rest, out.chars().next_back()) {
            out.push_str(&link);
            rest = after;
        } else if let Some((word, after)) = word(rest, out.chars().next_back()) {
            if needs_code(word) {
                out.extend(["`", word, "`"]);
            } else {
                out.push_str(&word.replace('_', "\\_"));
            }
            rest = after;
        } else {
            let at_start = out.is_empty();
            // `#` and `=`/`-` lines would make headings that break rustdoc's outline; `|` would make tables.
            if matches!(c, '`' | '<' | '>' | '[' | ']' | '~' | '\\' | '&' | '|' | '_')
                || (at_start && matches!(c, '#' | '='))
            {
                out.push('\\');
            }
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    // A line of nothing but `-` or `*` would make a heading of the line before it, or a rule.
    if out.len() > 1 && out.chars().all(|c| matches!(c, '-' | '*' | ' ')) {
        out.insert(0, '\\');
    }
    out
}

/// A code span in single backticks on one line, as written.
fn code_span(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('`').filter(|inner| !inner.starts_with('`'))?;
    let length = inner.find('`').filter(|length| *length > 0)?;
    let after = &inner[length + 1..];
    let blank = inner[..length].trim().is_empty() || inner[..length].starts_with(' ') || inner[..length].ends_with(' ');
    (!after.starts_with('`') && !blank).then(|| (&text[..length + 2], after))
}

/// `[label](https://..)`, `<https://..>` or a bare https address, written so that rustdoc makes it a link; one of
/// plain http is shown as code.
fn https_link(text: &str, before: Option<char>) -> Option<(String, &str)> {
    if let Some(inner) = text.strip_prefix('[') {
        let (label, after) = split_within(inner, 200, "](")?;
        let (target, after) = split_within(after, 2_000, ")")?;
        let plain = !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || " .,:;'-/()".contains(c));
        return (plain && is_https(target)).then(|| (format!("[{label}]({target})"), after));
    }
    if let Some(inner) = text.strip_prefix('<') {
        let (target, after) = split_within(inner, 2_000, ">")?;
        return is_https(target).then(|| (format!("<{target}>"), after));
    }
    let ends = |c: char| c.is_whitespace() || "<>\"'`()[]{}|\\^".contains(c);
    if text.starts_with("http://") && !before.is_some_and(|c| c.is_alphanumeric() || c == '`') {
        let end = text.find(ends).unwrap_or(text.len());
        return Some((format!("`{}`", &text[..end]), &text[end..]));
    }
    if !text.starts_with("https://") || before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let end = text.find(ends).unwrap_or(text.len());
    let target = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    is_https(target).then(|| (format!("<{target}>"), &text[target.len()..]))
}

/// What stands before and after a mark that is no further than this: else a line of brackets were searched to its end
/// for each of them.
fn split_within<'t>(text: &'t str, furthest: usize, mark: &str) -> Option<(&'t str, &'t str)> {
    let end = (0..=furthest.min(text.len())).rev().find(|at| text.is_char_boundary(*at))?;
    let (before, _) = text[..end].split_once(mark)?;
    Some((before, &text[before.len() + mark.len()..]))
}

fn is_https(target: &str) -> bool {
    let rest = target.strip_prefix("https://").unwrap_or_default();
    rest.starts_with(|c: char| c.is_ascii_alphanumeric())
        && rest.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/?#@!$&*+,;=%".contains(c))
}

fn word(text: &str, before: Option<char>) -> Option<(&str, &str)> {
    let belongs = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if before.is_some_and(belongs) {
        return None;
    }
    let end = text.find(|c: char| !belongs(c)).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// Names of code: clippy's `doc_markdown` wants them in backticks, and so do readers.
fn needs_code(word: &str) -> bool {
    let inner_underscore = word.trim_matches('_').contains('_');
    let mut humps = 0;
    let mut lower = false;
    for c in word.trim_end_matches('s').chars() {
        humps += usize::from(c.is_ascii_uppercase() && lower);
        lower = c.is_ascii_lowercase();
    }
    let starts = word.starts_with(|c: char| c.is_ascii_alphabetic());
    starts && (inner_underscore || humps > 0)
}

#[cfg(test)]
mod tests {
    use super::docs;
    use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

    /// rustdoc's own parser: what it would run, render or link.
    fn harms(lines: &[String]) -> Vec<String> {
        let text = lines.join("\n");
        Parser::new_ext(&text, pulldown_cmark::Options::all())
            .filter_map(|event| match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "text" => None,
                Event::Start(Tag::CodeBlock(kind)) => Some(format!("code block {kind:?}")),
                Event::Html(html) | Event::InlineHtml(html) => Some(format!("html {html}")),
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                    if !dest_url.starts_with("https://") =>
                {
                    Some(format!("link {dest_url}"))
                }
                _ => None,
            })
            .collect()
    }

    #[test]
    fn no_form_of_code_html_or_link_survives() {
        let hostile = [
            "Resume.\n```\nstd::fs::write(\"marker\",\"x\").unwrap();\n```",
            "~~~\npanic!()\n~~~",
            "````\npanic!()\n````",
            "> ```\n> panic!()\n> ```",
            "- item\n\n      panic!()",
            "\n\n    panic!()",
            "\tpanic!()",
            "-     panic!()",
            "1.     panic!()",
            ">     panic!()",
            "- ```\n  panic!()\n  ```",
            "* > ~~~\n* > panic!()",
            "```rust\npanic!()",
            "text\n```\n\n````\npanic!()\n```",
            "<script>alert(1)</script>",
            "<img src=http://x>",
            "[x](javascript:alert(1))",
            "[crate::secret]",
            "[Foo",
            "<T>",
            "a\rb",
            "ok\u{0}\u{1b}]0;pwned\u{7}",
            "\u{202e}evil",
            "[a]: javascript:x\n[a]",
            "![x](http://y)",
            "*/ pub fn evil(){} /*",
            "a | b\n--|--\n```",
            "Title\n===\n",
            "# x\n\n    y",
            "[^1]: \n    code\n[^1]",
            "```text\n~~~\n```\n    code",
            "`a\n    ```\nb`",
            "&#96;&#96;&#96;\nx",
            "- a\n\n  ~~~\n  x\n  ~~~",
            "+ + +     x",
        ];
        for text in hostile {
            let lines = docs(text).lines;
            assert_eq!(harms(&lines), Vec::<String>::new(), "{text:?} -> {lines:#?}");
            assert!(lines.iter().all(|line| !line.contains(['\r', '\n', '\u{0}', '\u{202e}'])));
        }
    }

    #[test]
    fn random_markdown_is_inert() {
        let pieces = [
            "`",
            "``",
            "```",
            "~~~",
            "    ",
            "\t",
            "\n",
            "\n\n",
            "- ",
            "> ",
            "1. ",
            "<b>",
            "x",
            "[",
            "]",
            "(",
            ")",
            "\\",
            "*",
            "_",
            "#",
            "&",
            "http://e.x",
            "https://e.x",
            ":",
            "|",
            "!",
            "=",
            "---",
        ];
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        for round in 0..20_000 {
            let mut text = String::new();
            for _ in 0..12 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                let pick = usize::try_from(state % pieces.len() as u64).unwrap_or_default();
                text.push_str(pieces[pick]);
            }
            let lines = docs(&text).lines;
            assert_eq!(harms(&lines), Vec::<String>::new(), "round {round}: {text:?} -> {lines:#?}");
        }
    }

    #[test]
    fn prose_keeps_its_meaning() {
        assert_eq!(
            docs("Uses `ReportId` and ReportName, see https://e.com/x.").lines,
            ["Uses `ReportId` and `ReportName`, see <https://e.com/x>."]
        );
        assert_eq!(
            docs("A *list*:\n- one\n- two\nand more\n\nOver.").lines,
            ["A *list*:", "- one", "- two", "  and more", "", "Over."]
        );
        assert_eq!(docs("```sql\nSELECT  a\n```").lines, ["```text", "SELECT  a", "```"]);
    }
}
