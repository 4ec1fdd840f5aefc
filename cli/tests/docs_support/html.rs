//! Pages as a parser of browsers reads them (<https://html.spec.whatwg.org/multipage/parsing.html>).

use std::cell::RefCell;
use std::collections::BTreeSet;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// What is on a page.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// What a browser would have to repair.
    pub(crate) mistakes: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) ids: BTreeSet<String>,
    /// `href` and `src`.
    pub(crate) links: Vec<String>,
    pub(crate) headings: Vec<u32>,
    /// Attributes that would run something.
    pub(crate) handlers: Vec<String>,
    /// The texts of `pre`.
    pub(crate) codes: Vec<String>,
}

/// HTML section 13.1.2: elements that have no end.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

pub(crate) fn read(text: &str) -> Read {
    let sink = Sink::default();
    let tokenizer = Tokenizer::new(sink, TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() });
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(text));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let (mut read, open) = (tokenizer.sink.read.into_inner(), tokenizer.sink.open.into_inner());
    read.mistakes.extend(open.into_iter().map(|tag| format!("<{tag}> has no end")));
    read
}

#[derive(Default)]
struct Sink {
    read: RefCell<Read>,
    open: RefCell<Vec<String>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut read = self.read.borrow_mut();
        match token {
            Token::TagToken(tag) => self.tag(&tag, &mut read),
            Token::ParseError(mistake) => read.mistakes.push(mistake.into_owned()),
            Token::CharacterTokens(text) if self.open.borrow().iter().any(|tag| tag == "pre") => {
                if let Some(code) = read.codes.last_mut() {
                    code.push_str(&text);
                }
            }
            Token::NullCharacterToken => read.mistakes.push("a character 0".to_owned()),
            Token::CharacterTokens(_) | Token::CommentToken(_) | Token::DoctypeToken(_) | Token::EOFToken => {}
        }
        TokenSinkResult::Continue
    }
}

impl Sink {
    fn tag(&self, tag: &Tag, read: &mut Read) {
        let name = tag.name.to_string();
        let mut open = self.open.borrow_mut();
        if tag.kind == TagKind::EndTag {
            let last = open.pop();
            if last.as_deref() != Some(name.as_str()) {
                read.mistakes.push(format!("</{name}> after {last:?}"));
            }
            return;
        }
        for attribute in &tag.attrs {
            let (key, value) = (attribute.name.local.to_string(), attribute.value.to_string());
            match key.as_str() {
                "id" if !read.ids.insert(value.clone()) => read.mistakes.push(format!("two of {value}")),
                "href" | "src" => read.links.push(value),
                "style" => read.handlers.push(format!("{key}={value}")),
                key if key.starts_with("on") => read.handlers.push(format!("{key}={value}")),
                _ => {}
            }
        }
        // A block ends a paragraph, whatever the text says.
        let is_block = ["p", "ul", "ol", "dl", "div", "table", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "details"];
        if open.iter().any(|tag| tag == "p") && is_block.contains(&name.as_str()) {
            read.mistakes.push(format!("<{name}> in <p>"));
        }
        let level = name.strip_prefix('h').and_then(|level| level.parse::<u32>().ok());
        read.headings.extend(level.filter(|level| (1..=6).contains(level)));
        if name == "pre" {
            read.codes.push(String::new());
        }
        read.tags.push(name.clone());
        if !VOID.contains(&name.as_str()) {
            open.push(name);
        }
    }
}
