//! Docs of a document as Markdown: the HTML that many of them hold is written as what it means.

/// A description: paragraphs, links and emphasis kept.
pub(super) fn prose(text: &str) -> String {
    let text = text.trim();
    if !text.contains('<') {
        return text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    }
    let mut out = String::new();
    let mut rest = text;
    let mut link: Option<String> = None;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some((tag, after)) = tag(rest) else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        write(&tag, &mut link, &mut out);
        rest = after;
    }
    out.push_str(rest);
    tidy(&out)
}

/// A summary: one line of it.
pub(super) fn line(text: &str) -> String {
    prose(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Tag<'t> {
    name: String,
    closes: bool,
    attributes: &'t str,
}

/// A tag of HTML and what follows it; none where `<` is just that.
fn tag(text: &str) -> Option<(Tag<'_>, &str)> {
    const LONGEST: usize = 2_000;
    let inner = text.strip_prefix('<')?;
    let end = inner.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    let (body, after) = (&inner[..end], &inner[end + 1..]);
    let closes = body.starts_with('/');
    let body = body.trim_start_matches('/').trim_end_matches('/');
    let name: String = body.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let attributes = body.get(name.len()..)?;
    let is_tag = KNOWN.contains(&name.as_str()) && (attributes.is_empty() || attributes.starts_with([' ', '\n', '\t']));
    is_tag.then_some((Tag { name, closes, attributes }, after))
}

const KNOWN: [&str; 24] = [
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "i",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "sub",
    "sup",
    "ul",
];

fn write(tag: &Tag<'_>, link: &mut Option<String>, out: &mut String) {
    match (tag.name.as_str(), tag.closes) {
        ("p" | "div" | "ul" | "ol" | "dl" | "blockquote" | "pre" | "h1" | "h2" | "h3" | "h4", _) => {
            out.push_str("\n\n");
        }
        ("br" | "dt", _) => out.push('\n'),
        ("li" | "dd", false) => out.push_str("\n- "),
        ("code", _) => out.push('`'),
        ("b" | "strong", _) => out.push_str("**"),
        ("i" | "em", _) => out.push('*'),
        ("a", false) => {
            *link = href(tag.attributes).filter(|target| target.starts_with("https://"));
            out.push_str(if link.is_some() { "[" } else { "" });
        }
        ("a", true) => {
            if let Some(target) = link.take() {
                out.push_str("](");
                out.push_str(&target);
                out.push(')');
            }
        }
        _ => {}
    }
}

fn href(attributes: &str) -> Option<String> {
    let (_, rest) = attributes.split_once("href=")?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split_once(quote).map(|(target, _)| target.to_owned())
}

/// At the most one blank line, and none at the ends.
fn tidy(text: &str) -> String {
    let mut out = String::new();
    let mut blank = true;
    for line in text.lines().map(str::trim_end) {
        if line.trim().is_empty() {
            blank = true;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blank { "\n\n" } else { "\n" });
        }
        out.push_str(line);
        blank = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{line, prose};

    #[test]
    fn html_is_written_as_what_it_means() {
        assert_eq!(line("<p>Retrieves <b>one</b>.</p>"), "Retrieves **one**.");
        assert_eq!(
            prose(
                "<p>See <a href=\"https://e.com/x\">this</a> or <a href='/y'>that</a>.</p>\n<ul>\n<li>one</li>\n<li>two</li></ul>"
            ),
            "See [this](https://e.com/x) or that.\n\n- one\n\n- two"
        );
    }

    #[test]
    fn what_is_no_html_stays() {
        for text in ["a < b and c > d", "list<string>", "<T>", "<script>x</script>", "`<id>` \u{e9}<"] {
            assert_eq!(prose(text), text);
        }
    }
}
