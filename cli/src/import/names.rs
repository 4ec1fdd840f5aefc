//! Names for what a document leaves without one, and for what Rust would call alike.

use std::collections::BTreeSet;

use apiloom_codegen::tools;
use heck::{ToPascalCase, ToSnakeCase};

/// Names of modules, and of what an enum has for what it does not know: no schema is called so, either.
const TAKEN: [&str; 6] = ["Unknown", "Mod", "Lib", "Main", "Models", "Arguments"];

/// Names of one kind, of which no two may be alike in Rust.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// A schema's name: as it is, where it can be; what Rust would call it otherwise.
    pub(super) fn schema(&mut self, wanted: &str) -> String {
        let words = ascii_words(wanted);
        let mut name = words.to_pascal_case();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            name = format!("Schema{name}");
        }
        if tools::TAKEN_TYPES.iter().chain(&TAKEN).any(|taken| *taken == name) || name.len() == 1 {
            name.push_str("Model");
        }
        name.truncate(80);
        self.free(name, ToSnakeCase::to_snake_case, "")
    }

    /// The name of an operation or an example: what every client has is called otherwise.
    pub(super) fn snake(&mut self, wanted: &str, otherwise: &str) -> String {
        let mut name = snake(wanted, otherwise);
        if tools::TAKEN_METHODS.contains(&name.as_str()) {
            name.push_str("_operation");
        }
        self.free(name, str::to_owned, "_")
    }

    /// The name of a server, which is no method.
    pub(super) fn server(&mut self, wanted: &str) -> String {
        self.free(snake(wanted, "server"), str::to_owned, "_")
    }

    fn free(&mut self, name: String, key: impl Fn(&str) -> String, separator: &str) -> String {
        let numbered = (2..).map(|number| format!("{name}{separator}{number}"));
        let found = std::iter::once(name.clone()).chain(numbered).find(|name| !self.taken.contains(&key(name)));
        let found = found.unwrap_or(name);
        self.taken.insert(key(&found));
        found
    }
}

fn snake(wanted: &str, otherwise: &str) -> String {
    let mut name = ascii_words(wanted).to_snake_case();
    name.truncate(80);
    if name.is_empty() {
        otherwise.clone_into(&mut name);
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name = format!("n{name}");
    }
    name
}

/// The Rust names of the members of one thing: `Some` where a member needs one that is not made of its own name.
pub(super) fn rust_names<'n>(wires: impl Iterator<Item = &'n str>, pascal: bool) -> Vec<Option<String>> {
    let mut taken = BTreeSet::new();
    let made = |text: &str| if pascal { text.to_pascal_case() } else { text.to_snake_case() };
    wires
        .map(|wire| {
            let own = made(wire);
            let fits = !own.is_empty()
                && own.is_ascii()
                && own.len() <= 120
                && !(pascal && own == "Unknown")
                && own.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            if fits && taken.insert(own.clone()) {
                return None;
            }
            let words = made(&ascii_words(wire));
            let words = if words.is_empty() { made("value") } else { words };
            let words: String = words.chars().take(80).collect();
            let numbered = (2..).map(|number| made(&format!("{words}_{number}")));
            // Of the endless many, one is free.
            let given = std::iter::once(words.clone()).chain(numbered);
            given.into_iter().filter(|name| !(pascal && name == "Unknown")).find(|name| taken.insert(name.clone()))
        })
        .collect()
}

/// Words of letters and digits: symbols that tell values apart are spelled out.
fn ascii_words(text: &str) -> String {
    let mut out = String::new();
    let has_letters = text.chars().any(|c| c.is_ascii_alphabetic());
    for (at, c) in text.chars().enumerate() {
        match c {
            c if c.is_ascii_alphanumeric() || c == '_' => out.push(c),
            '-' if at == 0 => out.push_str("Minus "),
            '+' => out.push_str(" Plus "),
            '*' if !has_letters => out.push_str(" Star "),
            '!' if at == 0 => out.push_str("Not "),
            '<' => out.push_str(" Less "),
            '>' => out.push_str(" Greater "),
            '=' => out.push_str(" Equal "),
            '%' => out.push_str(" Percent "),
            '.' if !has_letters => out.push_str(" Dot "),
            _ => out.push(' '),
        }
    }
    out
}
