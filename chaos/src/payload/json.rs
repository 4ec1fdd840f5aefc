//! JSON that is almost right: changes made to the text of a correct body, without knowing what it means.

use std::ops::Range;

use bytes::Bytes;

/// A part of a JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it is; quotation marks are part of a text.
    pub place: Range<usize>,
}

/// What a [`Token`] is. Commas and colons are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{` or `[`.
    Open,
    /// `}` or `]`.
    Close,
    /// The name of a member.
    Name,
    /// A text that is a value.
    Text,
    /// A number.
    Number,
    /// `true`, `false`, `null`, and what is no JSON.
    Word,
}

impl Kind {
    /// Whether it is a value without parts.
    #[must_use]
    pub fn is_scalar(self) -> bool {
        matches!(self, Self::Text | Self::Number | Self::Word)
    }
}

/// The parts of a JSON text in their order. Of a text that is no JSON some parts are words.
#[must_use]
pub fn tokens(text: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut place = 0;
    while let Some(&byte) = text.get(place) {
        let (kind, length) = match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' => {
                place += 1;
                continue;
            }
            b'{' | b'[' => (Kind::Open, 1),
            b'}' | b']' => (Kind::Close, 1),
            b'"' => quoted(&text[place..]),
            b'-' | b'0'..=b'9' => (Kind::Number, word_length(&text[place..])),
            _ => (Kind::Word, word_length(&text[place..])),
        };
        tokens.push(Token { kind, place: place..place + length });
        place += length;
    }
    tokens
}

/// A text or a name, and its length.
fn quoted(text: &[u8]) -> (Kind, usize) {
    let mut escaped = false;
    let end = text.iter().skip(1).position(|&byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    let length = end.map_or(text.len(), |end| end + 2);
    let next = text[length..].iter().find(|byte| !byte.is_ascii_whitespace());
    (if next == Some(&b':') { Kind::Name } else { Kind::Text }, length)
}

fn word_length(text: &[u8]) -> usize {
    text.iter().position(|byte| b" \t\r\n,:{}[]\"".contains(byte)).unwrap_or(text.len()).max(1)
}

/// With something else in this place.
#[must_use]
pub fn replaced(text: &[u8], place: Range<usize>, by: &[u8]) -> Bytes {
    [&text[..place.start], by, &text[place.end..]].concat().into()
}

/// With `by` instead of the token that `pick` chooses among those of a kind; `pick` gets how many there are. `None` if
/// there are none.
pub fn with_one(
    text: &[u8],
    of: impl Fn(Kind) -> bool,
    pick: impl FnOnce(usize) -> usize,
    by: impl FnOnce(&[u8]) -> Vec<u8>,
) -> Option<Bytes> {
    let mut places: Vec<Range<usize>> =
        tokens(text).into_iter().filter(|token| of(token.kind)).map(|token| token.place).collect();
    if places.is_empty() {
        return None;
    }
    let chosen = pick(places.len()).min(places.len() - 1);
    let place = places.swap_remove(chosen);
    let by = by(&text[place.clone()]);
    Some(replaced(text, place, &by))
}

/// With one more member at the front of the outermost object; `None` if the text is no object.
#[must_use]
pub fn with_member(text: &[u8], member: &[u8]) -> Option<Bytes> {
    let tokens = tokens(text);
    let first = tokens.first().filter(|token| text[token.place.clone()] == *b"{")?;
    let comma: &[u8] = if tokens.len() > 2 { b"," } else { b"" };
    Some(replaced(text, first.place.end..first.place.end, &[member, comma].concat()))
}

/// The value of the first member of this name, in any case, that is a scalar.
#[must_use]
pub fn member(text: &[u8], name: &str) -> Option<Range<usize>> {
    let tokens = tokens(text);
    let quoted = format!("\"{name}\"");
    let named = |pair: &&[Token]| {
        pair[0].kind == Kind::Name && text[pair[0].place.clone()].eq_ignore_ascii_case(quoted.as_bytes())
    };
    tokens
        .windows(2)
        .find(named)
        .map(|pair| &pair[1])
        .filter(|value| value.kind.is_scalar())
        .map(|value| value.place.clone())
}

/// What is between the brackets of the first array; `None` if there is no array.
#[must_use]
pub fn first_array(text: &[u8]) -> Option<Range<usize>> {
    let tokens = tokens(text);
    let start = tokens.iter().position(|token| text[token.place.clone()] == *b"[")?;
    let mut depth = 0;
    for token in &tokens[start..] {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(tokens[start].place.end..token.place.start);
        }
    }
    None
}

/// With the items of the first array repeated until the text is at least so long; `None` if there are none.
#[must_use]
pub fn grown(text: &[u8], length: usize) -> Option<Bytes> {
    let items = first_array(text).filter(|items| text[items.clone()].iter().any(|byte| !byte.is_ascii_whitespace()))?;
    let again = [b",", &text[items.clone()]].concat();
    let times = length.saturating_sub(text.len()).div_ceil(again.len());
    Some(replaced(text, items.end..items.end, &again.repeat(times)))
}

/// An array in an array, so deep.
#[must_use]
pub fn nested(depth: usize) -> Vec<u8> {
    [vec![b'['; depth], vec![b']'; depth]].concat()
}
