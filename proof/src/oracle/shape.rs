//! The shape of code: its tokens without the text of literals and without docs. Text of a spec that stays text does
//! not change it, so two specs that differ in text alone yield one shape.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

/// The shape of every file, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    files: BTreeMap<String, String>,
    /// Every identifier.
    pub words: BTreeSet<String>,
}

impl Shape {
    /// Takes the shape of a file.
    pub(super) fn add(&mut self, path: &str, tokens: TokenStream) {
        let mut out = String::new();
        write(tokens, &mut out, &mut self.words);
        self.files.insert(path.to_owned(), out);
    }

    /// Where the code of a file differs from that of the other, if it does. Whether a name has capitals is not told
    /// apart: some letters have several, which only the case of a name shows.
    #[must_use]
    pub fn difference(&self, from: &Shape) -> Option<String> {
        if let Some(path) = self.files.keys().find(|path| !from.files.contains_key(*path)) {
            return Some(format!("a file {path}"));
        }
        if let Some(path) = from.files.keys().find(|path| !self.files.contains_key(*path)) {
            return Some(format!("no file {path}"));
        }
        self.files.iter().zip(from.files.values()).find_map(|((path, one), other)| {
            let differ = |(one, other): (u8, u8)| !one.eq_ignore_ascii_case(&other);
            let at = one.bytes().zip(other.bytes()).position(differ);
            let at = at.or((one.len() != other.len()).then(|| one.len().min(other.len())))?;
            let code: String = one.bytes().skip(at.saturating_sub(40)).take(100).map(char::from).collect();
            Some(format!("{path}: {code}"))
        })
    }
}

/// The tokens of a text that is Rust, and that says the same when its syntax tree is written again.
///
/// # Errors
/// Where it is not.
pub fn check_rust(path: &str, text: &str) -> Result<TokenStream, String> {
    let tokens: TokenStream = text.parse().map_err(|error| format!("{path} is not Rust: {error}"))?;
    let tree: syn::File = syn::parse2(tokens.clone()).map_err(|error| format!("{path} is not Rust: {error}"))?;
    match difference(tree.into_token_stream(), tokens.clone()) {
        Some(token) => Err(format!("{path} reads as other tokens than it is written with: {token:.100}")),
        None => Ok(tokens),
    }
}

/// The first token that two streams do not share, spaces between tokens left aside.
fn difference(one: TokenStream, other: TokenStream) -> Option<String> {
    let mut other = other.into_iter();
    for token in one {
        let same = match (&token, other.next()) {
            (TokenTree::Group(one), Some(TokenTree::Group(other))) if one.delimiter() == other.delimiter() => {
                match difference(one.stream(), other.stream()) {
                    None => true,
                    different => return different,
                }
            }
            (TokenTree::Punct(one), Some(TokenTree::Punct(other))) => one.as_char() == other.as_char(),
            (TokenTree::Ident(one), Some(TokenTree::Ident(other))) => *one == other,
            (TokenTree::Literal(one), Some(TokenTree::Literal(other))) => one.to_string() == other.to_string(),
            _ => false,
        };
        if !same {
            return Some(token.to_string());
        }
    }
    other.next().map(|token| token.to_string())
}

/// The shape of a piece of code, and its identifiers.
///
/// # Errors
/// If it is no Rust.
pub fn of_code(text: &str) -> Result<(String, BTreeSet<String>), String> {
    let tokens: TokenStream = text.parse().map_err(|error| format!("{text:?} is not Rust: {error}"))?;
    let (mut out, mut words) = (String::new(), BTreeSet::new());
    write(tokens, &mut out, &mut words);
    Ok((out, words))
}

fn write(tokens: TokenStream, out: &mut String, words: &mut BTreeSet<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                let inner = tokens.next_if(|next| matches!(next, TokenTree::Punct(punct) if punct.as_char() == '!'));
                if tokens.next_if(is_doc).is_none() {
                    out.push_str(if inner.is_some() { "#!" } else { "#" });
                }
            }
            // Whether a comma stands before the end depends on where lines are broken.
            TokenTree::Punct(punct) if punct.as_char() == ',' && tokens.peek().is_none() => {}
            TokenTree::Punct(punct) => out.push(punct.as_char()),
            TokenTree::Ident(ident) => {
                let word = ident.to_string();
                out.extend([" ", &word, " "]);
                words.insert(word);
            }
            TokenTree::Literal(_) => out.push_str("\"\""),
            // So does whether an arm of a `match` has braces, and then no comma.
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && out.ends_with("=>") => {
                write(group.stream(), out, words);
                tokens.next_if(|next| matches!(next, TokenTree::Punct(punct) if punct.as_char() == ','));
                out.extend(tokens.peek().map(|_| ','));
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write(group.stream(), out, words);
                out.push_str(close);
            }
        }
    }
}

/// `[doc = ".."]`: nothing but text.
fn is_doc(token: &TokenTree) -> bool {
    doc_text(token).is_some()
}

/// The text of the `[doc = ".."]` of a doc attribute.
pub(super) fn doc_text(token: &TokenTree) -> Option<String> {
    let TokenTree::Group(group) = token else { return None };
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    match tokens.as_slice() {
        [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(text)] if name == "doc" => {
            match syn::Lit::new(text.clone()) {
                syn::Lit::Str(text) => Some(text.value()),
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{check_rust, of_code};

    fn shape(code: &str) -> String {
        of_code(code).map(|(shape, _)| shape).unwrap_or_default()
    }

    #[test]
    fn text_is_no_part_of_a_shape_and_code_is() {
        assert_eq!(shape("/// One.\nstatic A: &str = \"a\";"), shape("/// T\n/// wo\nstatic A: &str = \"b;\";"));
        assert_ne!(shape("static A: &str = \"a\";"), shape("static A: &str = \"a\"; fn pwned() {}"));
        assert_ne!(shape("#[deprecated] fn a() {}"), shape("#[allow(x)] fn a() {}"));
        assert_ne!(shape("#![doc = include_str!(\"a\")]"), shape(""));
        assert_ne!(shape("fn a() {}"), shape("fn b() {}"));
        assert_eq!(shape("a(b, c,)"), shape("a(b, c)"));
        assert_eq!(shape("match a { A => { b } B => c }"), shape("match a { A => b, B => c }"));
        assert_eq!(shape("match a { A => b, B => { c } }"), shape("match a { A => b, B => c, }"));
    }

    #[test]
    fn what_is_not_rust_is_found() {
        assert!(check_rust("a.rs", "fn a() {}").is_ok());
        assert!(check_rust("a.rs", "/// a\rb\nfn a() {}").is_err());
        assert!(check_rust("a.rs", "fn fn() {}").is_err());
    }
}
