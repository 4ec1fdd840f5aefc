//! The parts of a query text.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::tokens::{Token, tokens};
use crate::refusal::Refusal;

const OPERATORS: [&str; 6] = ["=", ">", "<", ">=", "<=", "!="];

/// Reads one part after another; what comes next decides.
pub(super) struct Reader<'a> {
    tokens: Peekable<IntoIter<Token<'a>>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Result<Self, Refusal> {
        Ok(Self { tokens: tokens(text)?.into_iter().peekable() })
    }

    /// Takes a keyword if it is next.
    pub(super) fn skip(&mut self, keyword: &str) -> bool {
        self.tokens.next_if(|token| token.is_keyword(keyword)).is_some()
    }

    pub(super) fn keyword(&mut self, keyword: &str) -> Result<(), Refusal> {
        if self.skip(keyword) { Ok(()) } else { Err(self.unexpected(keyword)) }
    }

    fn sign(&mut self, sign: &str) -> bool {
        self.tokens.next_if(|token| *token == Token::Sign(sign)).is_some()
    }

    pub(super) fn name(&mut self) -> Result<&'a str, Refusal> {
        match self.tokens.next_if(|token| matches!(token, Token::Word(_))) {
            Some(Token::Word(word)) => Ok(word),
            _ => Err(self.unexpected("a name")),
        }
    }

    pub(super) fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Result<T, Refusal>) -> Result<Vec<T>, Refusal> {
        let mut items = vec![item(self)?];
        while self.sign(",") {
            items.push(item(self)?);
        }
        Ok(items)
    }

    /// The columns of `column operator value AND ..`.
    pub(super) fn conditions(&mut self) -> Result<Vec<&'a str>, Refusal> {
        let mut columns = Vec::new();
        loop {
            columns.push(self.name()?);
            let negated = self.skip("NOT");
            if self.skip("IN") {
                self.values()?;
            } else if self.skip("LIKE") || (!negated && self.operator()) {
                self.value()?;
            } else {
                return Err(self.unexpected("an operator"));
            }
            if !self.skip("AND") {
                return Ok(columns);
            }
        }
    }

    fn operator(&mut self) -> bool {
        OPERATORS.into_iter().any(|operator| self.sign(operator))
    }

    fn values(&mut self) -> Result<(), Refusal> {
        if !self.sign("(") {
            return Err(self.unexpected("a list"));
        }
        self.list(Self::value)?;
        if self.sign(")") { Ok(()) } else { Err(self.unexpected(")")) }
    }

    fn value(&mut self) -> Result<(), Refusal> {
        match self.tokens.peek() {
            Some(Token::Quoted(_)) => {}
            Some(Token::Word(number)) if number.parse::<f64>().is_ok() => {}
            _ => return Err(self.unexpected("a literal")),
        }
        self.tokens.next();
        Ok(())
    }

    /// The columns after `ORDER`.
    pub(super) fn order(&mut self) -> Result<Vec<&'a str>, Refusal> {
        self.keyword("BY")?;
        self.list(|reader| {
            let column = reader.name()?;
            let _direction = reader.skip("ASC") || reader.skip("DESC");
            Ok(column)
        })
    }

    pub(super) fn limit(&mut self) -> Result<usize, Refusal> {
        let limit = self.name()?.parse().ok().filter(|limit| *limit > 0);
        limit.ok_or_else(|| Refusal::syntax("LIMIT is not a positive integer"))
    }

    pub(super) fn end(&mut self) -> Result<(), Refusal> {
        if self.tokens.peek().is_none() { Ok(()) } else { Err(self.unexpected("the end")) }
    }

    fn unexpected(&mut self, wanted: &str) -> Refusal {
        match self.tokens.peek() {
            None => Refusal::syntax(format_args!("expected {wanted}, found the end")),
            Some(Token::Word(found) | Token::Quoted(found) | Token::Sign(found)) => {
                Refusal::syntax(format_args!("expected {wanted}, found `{found}`"))
            }
        }
    }
}
