//! JSON for people: one member a line, and each kind of value with a colour.

use maud::{Markup, html};

/// A value as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    /// Null, true, false.
    Word(&'static str),
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// A piece of JSON text, and what it is.
struct Piece {
    class: Option<&'static str>,
    text: String,
}

impl Json {
    pub(crate) fn pretty(&self) -> String {
        self.pieces().into_iter().map(|piece| piece.text).collect()
    }

    /// On one line, without spaces.
    pub(crate) fn compact(&self) -> String {
        let all = |texts: Vec<String>| texts.join(",");
        match self {
            Json::Word(word) => (*word).to_owned(),
            Json::Number(number) => number.clone(),
            Json::Text(text) => quoted(text),
            Json::List(items) => format!("[{}]", all(items.iter().map(Json::compact).collect())),
            Json::Object(members) => {
                let member = |(name, value): &(String, Json)| format!("{}:{}", quoted(name), value.compact());
                format!("{{{}}}", all(members.iter().map(member).collect()))
            }
        }
    }

    /// Outside of JSON: what is neither a list nor an object is its text.
    pub(crate) fn text(&self) -> String {
        match self {
            Json::Word(word) => (*word).to_owned(),
            Json::Number(text) | Json::Text(text) => text.clone(),
            Json::List(_) | Json::Object(_) => self.compact(),
        }
    }

    pub(super) fn highlighted(&self) -> Markup {
        html! {
            @for piece in self.pieces() {
                @match piece.class {
                    Some(class) => span class=(class) { (piece.text) },
                    None => (piece.text),
                }
            }
        }
    }

    fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.write(0, &mut pieces);
        pieces
    }

    fn write(&self, depth: usize, out: &mut Vec<Piece>) {
        match self {
            Json::Word(word) => out.push(Piece { class: Some("word"), text: (*word).to_owned() }),
            Json::Number(number) => out.push(Piece { class: Some("number"), text: number.clone() }),
            Json::Text(text) => out.push(Piece { class: Some("string"), text: quoted(text) }),
            Json::List(items) if items.is_empty() => plain("[]", out),
            Json::Object(members) if members.is_empty() => plain("{}", out),
            Json::List(items) => {
                plain("[", out);
                for (at, item) in items.iter().enumerate() {
                    plain(&new_line(at, depth + 1), out);
                    item.write(depth + 1, out);
                }
                plain(&format!("{}]", indent(depth)), out);
            }
            Json::Object(members) => {
                plain("{", out);
                for (at, (name, value)) in members.iter().enumerate() {
                    plain(&new_line(at, depth + 1), out);
                    out.push(Piece { class: Some("name"), text: quoted(name) });
                    plain(": ", out);
                    value.write(depth + 1, out);
                }
                plain(&format!("{}}}", indent(depth)), out);
            }
        }
    }
}

fn plain(text: &str, out: &mut Vec<Piece>) {
    out.push(Piece { class: None, text: text.to_owned() });
}

fn new_line(at: usize, depth: usize) -> String {
    format!("{}{}", if at > 0 { "," } else { "" }, indent(depth))
}

fn indent(depth: usize) -> String {
    format!("\n{}", "  ".repeat(depth))
}

pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
