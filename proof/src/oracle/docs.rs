//! What rustdoc makes of generated docs: no block of code that `cargo test` runs, no HTML, and links that the
//! generator wrote or that go to https.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::shape;

/// What the docs of a client hold beside prose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    /// The shapes of the examples, which are compiled and never run, and how often each is there.
    examples: BTreeMap<String, usize>,
    /// Where links lead that do not go to https.
    targets: BTreeSet<String>,
    /// Every identifier of the examples and of link targets.
    pub words: BTreeSet<String>,
}

impl Markdown {
    /// Reads the docs of a file as rustdoc does.
    pub(super) fn add(&mut self, path: &str, tokens: TokenStream) -> Result<(), String> {
        let mut docs = Vec::new();
        collect(tokens, &mut docs);
        docs.iter().try_for_each(|doc| self.read(doc)).map_err(|problem| format!("{path}: {problem}"))
    }

    /// The example or link that the other does not have, up to literals and to links that go to https.
    #[must_use]
    pub fn difference(&self, from: &Markdown) -> Option<String> {
        let differs = |(example, count): &(&String, &usize)| from.examples.get(*example) != Some(*count);
        let example = self.examples.iter().find(differs).map(|(example, _)| format!("the example {example}"));
        let missing = (self.examples.len() < from.examples.len()).then(|| "fewer examples".to_owned());
        let target = self.targets.difference(&from.targets).next();
        example.or(missing).or_else(|| target.map(|target| format!("a link to {target:?}")))
    }

    fn read(&mut self, doc: &str) -> Result<(), String> {
        // The tests of a crate are found without rustdoc's extensions.
        read(doc, Options::empty(), &mut Markdown::default())?;
        let rustdoc = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_SMART_PUNCTUATION;
        read(doc, rustdoc, self)
    }
}

/// Reads one text of Markdown.
///
/// # Errors
/// What in it would run, or be HTML.
pub fn read(doc: &str, options: Options, into: &mut Markdown) -> Result<(), String> {
    // What looks like a link without a target is one to rustdoc, if it can be the path of an item.
    let as_item = |link: BrokenLink<'_>| Some((CowStr::from(link.reference.to_string()), CowStr::from("")));
    let mut example: Option<String> = None;
    for event in Parser::new_with_broken_link_callback(doc, options, Some(as_item)) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => match &*language {
                "text" => {}
                // The generator's own: their code is compared, up to literals.
                "no_run" | "ignore" => example = Some(String::new()),
                other => return Err(format!("a code block of `{other}` in {doc:?}")),
            },
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                return Err(format!("an indented code block in {doc:?}"));
            }
            Event::Text(text) if example.is_some() => example.iter_mut().for_each(|example| example.push_str(&text)),
            Event::End(TagEnd::CodeBlock) => {
                if let Some(code) = example.take() {
                    into.add_example(&code)?;
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => return Err(format!("HTML {html:?} in {doc:?}")),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if !dest_url.starts_with("https://") =>
            {
                let words = dest_url.split(|c: char| !(c.is_alphanumeric() || c == '_'));
                into.words.extend(words.filter(|word| !word.is_empty()).map(str::to_owned));
                into.targets.insert(dest_url.into_string());
            }
            _ => {}
        }
    }
    Ok(())
}

impl Markdown {
    /// `# ` hides a line from readers, not from the compiler.
    fn add_example(&mut self, code: &str) -> Result<(), String> {
        let code: Vec<&str> = code.lines().map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
        let (shape, words) = shape::of_code(&code.join("\n"))?;
        *self.examples.entry(shape).or_default() += 1;
        self.words.extend(words);
        Ok(())
    }
}

/// The docs of each item, in order.
fn collect(tokens: TokenStream, docs: &mut Vec<String>) {
    let mut lines: Vec<String> = Vec::new();
    let mut were_inner = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#') {
            let inner =
                tokens.next_if(|next| matches!(next, TokenTree::Punct(punct) if punct.as_char() == '!')).is_some();
            // Docs inside the item before are not those of this one.
            if inner != were_inner {
                finish(&mut lines, docs);
                were_inner = inner;
            }
            // Other attributes may stand between the lines of a doc.
            lines.extend(tokens.next().as_ref().and_then(shape::doc_text));
            continue;
        }
        finish(&mut lines, docs);
        if let TokenTree::Group(group) = token {
            collect(group.stream(), docs);
        }
    }
    finish(&mut lines, docs);
}

/// What all lines are indented by is not theirs: rustdoc takes it away.
fn finish(lines: &mut Vec<String>, docs: &mut Vec<String>) {
    let lines: Vec<String> =
        std::mem::take(lines).iter().flat_map(|text| text.split('\n')).map(str::to_owned).collect();
    if lines.is_empty() {
        return;
    }
    let indent = |line: &String| line.len() - line.trim_start().len();
    let common = lines.iter().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or_default();
    let doc: Vec<&str> = lines.iter().map(|line| line.get(common..).unwrap_or_default()).collect();
    docs.push(doc.join("\n"));
}

#[cfg(test)]
mod tests {
    use super::{Markdown, collect};

    fn judged(code: &str) -> Result<Markdown, String> {
        let mut docs = Vec::new();
        collect(code.parse().unwrap_or_default(), &mut docs);
        let mut markdown = Markdown::default();
        docs.iter().try_for_each(|doc| markdown.read(doc)).map(|()| markdown)
    }

    #[test]
    fn what_runs_is_found() {
        for hostile in [
            "/// ```\n/// a\n/// ```\nfn a() {}",
            "///     a\n///\n/// b\nfn a() {}",
            "//! ~~~rust\n//! a\n//! ~~~\nfn a() {}",
            "/// - b\n///\n///       a\nfn a() {}",
            "struct A {\n/// <b>\na: u8 }",
            "/// ```text\n#[derive(Debug)]\n/// ```\n/// ```\n/// a\nstruct A;",
        ] {
            assert!(judged(hostile).is_err(), "{hostile}");
        }
    }

    #[test]
    fn examples_and_links_are_compared() {
        let docs = |text: &str| judged(&format!("/// {}\nfn a() {{}}", text.replace('\n', "\n/// ")));
        let ours = docs("[A](super::A)\n```no_run\n# use a;\na.b(\"x\");\n```");
        let same =
            |other: &str| matches!((&ours, docs(other)), (Ok(ours), Ok(other)) if other.difference(ours).is_none());
        assert!(same("[A](super::A)\n```no_run\n# use a;\na.b(\"y;\");\n```\n<https://a.example>"));
        assert!(!same("```no_run\n# use a;\na.b(\"y\"); pwned();\n```"));
        assert!(!same("[A](super::A) [pwned]\n```no_run\n# use a;\na.b(\"x\");\n```"));
        assert!(!same("[A](javascript:a)\n```no_run\n# use a;\na.b(\"x\");\n```"));
    }
}
