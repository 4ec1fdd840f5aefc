//! The words of a query text.

use crate::refusal::Refusal;

/// A word, a literal or a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A keyword, a name or a number.
    Word(&'a str),
    /// A literal, without its quotes.
    Quoted(&'a str),
    /// A comma, a parenthesis or an operator.
    Sign(&'a str),
}

impl Token<'_> {
    pub(super) fn is_keyword(self, keyword: &str) -> bool {
        matches!(self, Self::Word(word) if word.eq_ignore_ascii_case(keyword))
    }
}

/// Splits a query text.
pub(super) fn tokens(mut text: &str) -> Result<Vec<Token<'_>>, Refusal> {
    let mut tokens = Vec::new();
    loop {
        text = text.trim_start();
        let Some(first) = text.chars().next() else {
            return Ok(tokens);
        };
        let (token, rest) = match first {
            '\'' => {
                let (literal, rest) =
                    text[1..].split_once('\'').ok_or_else(|| Refusal::syntax("a quote is not closed"))?;
                (Token::Quoted(literal), rest)
            }
            ',' | '(' | ')' => sign(text, 1),
            '!' | '<' | '>' | '=' => sign(text, if text[1..].starts_with('=') { 2 } else { 1 }),
            _ => {
                let end = text.find(ends_word).unwrap_or(text.len());
                (Token::Word(&text[..end]), &text[end..])
            }
        };
        tokens.push(token);
        text = rest;
    }
}

fn sign(text: &str, length: usize) -> (Token<'_>, &str) {
    let (sign, rest) = text.split_at(length);
    (Token::Sign(sign), rest)
}

fn ends_word(character: char) -> bool {
    character.is_whitespace() || ",()!<>='".contains(character)
}
