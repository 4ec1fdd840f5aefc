//! Types as a spec writes them: `list<Note | null>?`. They were checked, so whatever is odd here is taken as it comes.

use std::fmt;

/// A type, and whether a value of it may be absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) ty: Type,
    pub(super) optional: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// A scalar, a schema, a type parameter, or a container with what it holds.
    Named(String, Vec<Type>),
    Nullable(Box<Type>),
}

impl Type {
    /// With other types in the places of type parameters.
    pub(super) fn with(&self, arguments: &[(String, Type)]) -> Type {
        match self {
            Type::Nullable(inner) => Type::Nullable(Box::new(inner.with(arguments))),
            Type::Named(name, own) => match arguments.iter().find(|(letter, _)| letter == name) {
                Some((_, argument)) if own.is_empty() => argument.clone(),
                _ => Type::Named(name.clone(), own.iter().map(|ty| ty.with(arguments)).collect()),
            },
        }
    }

    /// Whether it names one of these anywhere.
    pub(super) fn mentions(&self, letters: &[String]) -> bool {
        match self {
            Type::Nullable(inner) => inner.mentions(letters),
            Type::Named(name, own) => letters.contains(name) || own.iter().any(|ty| ty.mentions(letters)),
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Nullable(inner) => write!(f, "{inner} | null"),
            Type::Named(name, own) if own.is_empty() => f.write_str(name),
            Type::Named(name, own) => {
                let own: Vec<String> = own.iter().map(Type::to_string).collect();
                write!(f, "{name}<{}>", own.join(", "))
            }
        }
    }
}

/// Reads a type.
pub(super) fn read(text: &str) -> Written {
    let mut rest = text;
    let ty = nullable(&mut rest, 0);
    Written { ty, optional: rest.trim_start().starts_with('?') }
}

/// More than any spec that was checked has.
const DEEPEST: usize = 64;

fn nullable(rest: &mut &str, depth: usize) -> Type {
    let ty = named(rest, depth);
    if !eat(rest, '|') {
        return ty;
    }
    // The word `null`.
    word(rest);
    Type::Nullable(Box::new(ty))
}

fn named(rest: &mut &str, depth: usize) -> Type {
    let name = word(rest).to_owned();
    let mut arguments = Vec::new();
    if depth < DEEPEST && eat(rest, '<') {
        arguments.push(nullable(rest, depth + 1));
        while eat(rest, ',') {
            arguments.push(nullable(rest, depth + 1));
        }
        eat(rest, '>');
    }
    Type::Named(name, arguments)
}

fn word<'t>(rest: &mut &'t str) -> &'t str {
    let text = rest.trim_start();
    let length = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(text.len());
    let (word, after) = text.split_at(length);
    *rest = after;
    word
}

fn eat(rest: &mut &str, wanted: char) -> bool {
    match rest.trim_start().strip_prefix(wanted) {
        Some(after) => {
            *rest = after;
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Type, read};

    #[test]
    fn types_are_read_as_they_are_written() {
        for text in ["string", "list<Note | null>", "Pair<NoteId, map<list<i32>>> | null", "a.b-c_D"] {
            let written = read(text);
            assert_eq!(written.ty.to_string(), text);
            assert!(!written.optional);
            assert!(read(&format!(" {text} ?")).optional, "{text}");
        }
    }

    #[test]
    fn parameters_are_replaced() {
        let argument = ("T".to_owned(), read("Note | null").ty);
        assert_eq!(read("Page<list<T>, T>").ty.with(&[argument]).to_string(), "Page<list<Note | null>, Note | null>");
        assert!(read("list<T>").ty.mentions(&["T".to_owned()]));
        assert!(matches!(read("").ty, Type::Named(name, _) if name.is_empty()));
    }
}
