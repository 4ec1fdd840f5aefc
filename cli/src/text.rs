//! How parts of a spec are written for people. Its own text can do nothing to a terminal, and is text in Markdown.
/// More than anyone calls anything.
const LONGEST: usize = 200;

/// A name or value between backticks: on one line, without what ends the quotation.
pub(crate) fn quoted(text: &str) -> String {
    let mut shown = String::from("`");
    for (count, c) in text.chars().enumerate() {
        if count == LONGEST {
            shown.push('…');
            break;
        }
        if c == '`' || c.is_control() || is_unseen(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown.push('`');
    shown
}

/// Several names.
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| quoted(name)).collect();
    names.join(", ")
}

/// Characters that change the direction of text, break lines or show nothing.
pub(crate) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The host and port of a base URL, and the path.
pub(crate) fn split_url(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split_once('/').unwrap_or((rest, ""))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_quotation_cannot_be_ended_from_inside() {
        assert_eq!(quoted("a`b\n\u{1b}[31m\u{202e}"), "`a\\u{60}b\\u{a}\\u{1b}[31m\\u{202e}`");
        assert_eq!(quoted(&"x".repeat(500)).chars().count(), super::LONGEST + 3);
    }
}
