//! Texts of a spec as HTML. They are untrusted: no HTML of theirs is passed on, no image is fetched, and what is no
//! link to an https page stays text.

use apiloom_codegen::model::Docs;
use maud::{Markup, PreEscaped};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

/// A text in paragraphs. Its headings all get one level, as it knows nothing of the page around it.
pub(super) fn blocks(text: &str, headings: HeadingLevel) -> Markup {
    render(events(text, headings))
}

/// A text in a cell of a table, where headings would be out of order: they are paragraphs.
pub(super) fn cell(text: &str) -> Markup {
    let flat = events(text, HeadingLevel::H6).into_iter().flat_map(|event| match event {
        Event::Start(Tag::Heading { .. }) => vec![Event::Start(Tag::Paragraph), Event::Start(Tag::Strong)],
        Event::End(TagEnd::Heading(_)) => vec![Event::End(TagEnd::Strong), Event::End(TagEnd::Paragraph)],
        event => vec![event],
    });
    render(flat.collect())
}

/// A text inside a line: its paragraphs run together.
pub(super) fn inline(text: &str) -> Markup {
    let keep = |event: &Event<'_>| {
        !matches!(event, Event::Start(tag) if !is_inline(tag))
            && !matches!(event, Event::End(tag) if !is_inline_end(*tag))
            && *event != Event::Rule
    };
    render(events(text, HeadingLevel::H6).into_iter().filter(keep).collect())
}

/// A sentence as a heading.
pub(super) fn title(text: &str) -> Markup {
    let text = text.trim_end();
    inline(text.strip_suffix('.').filter(|text| !text.ends_with('.')).unwrap_or(text))
}

/// Its words alone, for lists and for searching.
pub(super) fn plain(text: &str) -> String {
    let words = events(text, HeadingLevel::H6).into_iter().map(|event| match event {
        Event::Text(text) | Event::Code(text) => text.into_string(),
        Event::SoftBreak | Event::HardBreak | Event::End(_) => " ".to_owned(),
        _ => String::new(),
    });
    // The end of `code` in a word is no blank, but nobody looks for such words.
    let text: String = words.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first paragraph, which is an operation's summary, and the others.
pub(super) fn split(docs: &Docs) -> (&str, &str) {
    let (first, others) = docs.text.split_once("\n\n").unwrap_or((&docs.text, ""));
    (first.trim(), others.trim())
}

/// The first sentence of a text: for lists.
pub(super) fn first_sentence(text: &str) -> String {
    let text = plain(text);
    let ends = text.match_indices(['.', '!', '?']).map(|(at, mark)| at + mark.len());
    let end = ends.into_iter().find(|end| text[*end..].starts_with(' ') && *end > 12);
    end.map_or(text.clone(), |end| text[..end].to_owned())
}

fn render(events: Vec<Event<'_>>) -> Markup {
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter());
    PreEscaped(out)
}

/// What Markdown says, without what it may not say.
fn events(text: &str, headings: HeadingLevel) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut links: Vec<bool> = Vec::new();
    let mut in_code = false;
    let mut events = Vec::new();
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Html(text) | Event::InlineHtml(text) => events.push(Event::Text(text)),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                links.push(link_type != LinkType::Email && is_https(&dest_url));
                events.extend(links.last().and_then(|kept| kept.then(|| Event::Start(link(dest_url)))));
            }
            Event::End(TagEnd::Link) => events.extend(links.pop().unwrap_or_default().then_some(event)),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(Tag::Heading { .. }) => {
                events.push(Event::Start(Tag::Heading {
                    level: headings,
                    id: None,
                    classes: Vec::new(),
                    attrs: Vec::new(),
                }));
            }
            Event::End(TagEnd::Heading(_)) => events.push(Event::End(TagEnd::Heading(headings))),
            // No word of theirs becomes a class.
            Event::Start(Tag::CodeBlock(_)) => {
                in_code = true;
                events.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)));
            }
            Event::End(TagEnd::CodeBlock) => {
                in_code = false;
                events.push(event);
            }
            Event::Text(text) if !in_code && links.is_empty() => push_linked(text, &mut events),
            event => events.push(event),
        }
    }
    events
}

fn link(dest_url: CowStr<'_>) -> Tag<'_> {
    Tag::Link { link_type: LinkType::Inline, dest_url, title: CowStr::Borrowed(""), id: CowStr::Borrowed("") }
}

/// A bare https address in a text is a link, too.
fn push_linked<'t>(text: CowStr<'t>, events: &mut Vec<Event<'t>>) {
    let mut rest = text.as_ref();
    while let Some(at) = rest.find("https://") {
        let ends = |c: char| c.is_whitespace() || "<>\"'`()[]{}|\\^".contains(c);
        let end = rest[at..].find(ends).map_or(rest.len(), |length| at + length);
        let target = rest[at..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
        let end = at + target.len().max("https://".len());
        events.push(Event::Text(rest[..at].to_owned().into()));
        let is_link = is_https(target);
        events.extend(is_link.then(|| Event::Start(link(target.to_owned().into()))));
        events.push(Event::Text(rest[at..end].to_owned().into()));
        events.extend(is_link.then_some(Event::End(TagEnd::Link)));
        rest = &rest[end..];
    }
    let rest = rest.to_owned();
    events.push(if rest.len() == text.len() { Event::Text(text) } else { Event::Text(rest.into()) });
}

/// Whether a text is the address of a page, and nothing that a browser could read otherwise.
pub(super) fn is_https(target: &str) -> bool {
    let rest = target.strip_prefix("https://").unwrap_or_default();
    rest.starts_with(|c: char| c.is_ascii_alphanumeric())
        && rest.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/?#@!$&*+,;=%()'".contains(c))
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
}

#[cfg(test)]
mod tests {
    use super::{HeadingLevel, blocks, first_sentence, inline, plain};

    fn html(text: &str) -> String {
        blocks(text, HeadingLevel::H3).into_string().trim().to_owned()
    }

    #[test]
    fn what_is_no_markdown_stays_text() {
        for (text, expected) in [
            ("<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>"),
            ("<script>a</script>", "&lt;script&gt;a&lt;/script&gt;"),
            ("[a](javascript:b)", "<p>a</p>"),
            ("[a](http://b.example)", "<p>a</p>"),
            ("[a](//b.example)", "<p>a</p>"),
            ("[a](https://b.example/c)", "<p><a href=\"https://b.example/c\">a</a></p>"),
            ("see https://b.example/c.", "<p>see <a href=\"https://b.example/c\">https://b.example/c</a>.</p>"),
            ("`https://b.example`", "<p><code>https://b.example</code></p>"),
            ("![a](https://b.example/c.png)", "<p>a</p>"),
            ("# a\n\n### b {#c .d}", "<h3>a</h3>\n<h3>b {#c .d}</h3>"),
            ("```x\" onclick=\"y\na\n```", "<pre><code>a\n</code></pre>"),
        ] {
            assert_eq!(html(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_line_has_no_blocks() {
        assert_eq!(inline("use `b`\n\n- *c*\n\n> d").into_string().trim(), "use <code>b</code><em>c</em>d");
        assert_eq!(plain("use `b`,\n*c*."), "use b, c .");
        assert_eq!(first_sentence("What v1.2 says. And more."), "What v1.2 says.");
    }
}
