//! Type expressions: `list<ReportId>`, `string?`, `Report | null`. The language's own grammar; nothing in it is Rust.

use proc_macro2::Ident;

use super::Resolver;
use crate::messages as say;
use crate::model::{Presence, Scalar, Type};
use crate::span::{Span, Spanned};

/// A type and whether a value of it has to be there.
pub(super) struct Resolved {
    pub(super) ty: Type,
    pub(super) presence: Presence,
}

/// What other languages call our types.
const ELSEWHERE: &[(&str, &str)] = &[
    ("int", "i64"),
    ("integer", "i64"),
    ("int32", "i32"),
    ("int64", "i64"),
    ("long", "i64"),
    ("number", "f64"),
    ("float", "f32"),
    ("double", "f64"),
    ("boolean", "bool"),
    ("str", "string"),
    ("text", "string"),
    ("datetime", "date-time"),
    ("timestamp", "date-time"),
    ("array", "list"),
    ("vec", "list"),
    ("guid", "uuid"),
    ("uri", "url"),
    ("object", "json"),
    ("any", "json"),
    ("binary", "bytes"),
    ("dict", "map"),
];

/// The deepest nesting of a type: `list<list<..>>` beyond it is no API's.
const DEEPEST: usize = 16;

/// The longest type, in bytes.
const LONGEST: usize = 1_000;

/// Floats have no total order; bytes and json are compared as a whole.
pub(super) fn has_order(scalar: Scalar) -> bool {
    !matches!(scalar, Scalar::F32 | Scalar::F64 | Scalar::Bytes | Scalar::Json)
}

pub(super) fn scalar(name: &str) -> Option<Scalar> {
    Scalar::ALL.into_iter().find(|scalar| scalar.word() == name)
}

impl Resolver<'_> {
    /// A type where absence means something: a field, a parameter, a body.
    pub(super) fn member_type(&self, written: &Spanned<String>, generics: &[Ident]) -> Option<Resolved> {
        if written.value.len() > LONGEST {
            return self.refuse(say::bad_type(written.span, &written.value));
        }
        let mut parser = Parser { resolver: self, written, text: &written.value, span: written.span, at: 0, generics };
        let ty = parser.nullable(0)?;
        let optional = parser.eat('?');
        parser.end()?;
        let (ty, presence) = match (ty, optional) {
            (Type::Nullable(inner), true) => (*inner, Presence::OptionalNullable),
            (Type::Nullable(inner), false) => (*inner, Presence::Nullable),
            (ty, true) => (ty, Presence::Optional),
            (ty, false) => (ty, Presence::Required),
        };
        Some(Resolved { ty, presence })
    }

    /// A type that is always there: what an answer holds, what a schema stands for.
    pub(super) fn whole_type(&self, written: &Spanned<String>, generics: &[Ident]) -> Option<Type> {
        let resolved = self.member_type(written, generics)?;
        if resolved.presence != Presence::Required {
            return self.refuse(say::optional_outside_member(written.span, &written.value));
        }
        Some(resolved.ty)
    }
}

struct Parser<'p, 'a> {
    resolver: &'p Resolver<'a>,
    written: &'p Spanned<String>,
    text: &'p str,
    span: Span,
    at: usize,
    generics: &'p [Ident],
}

impl<'p> Parser<'p, '_> {
    /// `T` or `T | null`.
    fn nullable(&mut self, depth: usize) -> Option<Type> {
        let ty = self.simple(depth)?;
        if !self.eat('|') {
            return Some(ty);
        }
        let (word, span) = self.word();
        if word != "null" {
            return self.resolver.refuse(say::only_null_after_bar(span));
        }
        Some(Type::Nullable(Box::new(ty)))
    }

    fn simple(&mut self, depth: usize) -> Option<Type> {
        let (name, span) = self.word();
        if name.is_empty() || depth > DEEPEST {
            return self.resolver.refuse(say::bad_type(self.span, self.text));
        }
        // What cannot follow a name: no word of it is looked up.
        if self.peek().is_some_and(|c| !matches!(c, '<' | '>' | ',' | '?' | '|')) {
            return self.resolver.refuse(say::bad_type(self.span, self.text));
        }
        let mut arguments = Vec::new();
        let mut complete = true;
        if self.eat('<') {
            loop {
                let argument = self.nullable(depth + 1);
                complete &= argument.is_some();
                arguments.extend(argument);
                if !complete {
                    return None;
                }
                if self.peek() == Some('?') {
                    let at = self.at;
                    return self.resolver.refuse(say::optional_inside(self.resolver.part(self.written, at..at + 1)));
                }
                if !self.eat(',') {
                    break;
                }
            }
            if !self.eat('>') {
                return self.resolver.refuse(say::bad_type(self.span, self.text));
            }
        }
        self.named(name, span, arguments)
    }

    fn named(&self, name: &str, span: Span, mut arguments: Vec<Type>) -> Option<Type> {
        let arity = |wanted: usize, given: usize| {
            if wanted == given { Some(()) } else { self.resolver.refuse(say::wrong_arity(name, span, wanted, given)) }
        };
        if let Some(container) = container(name) {
            arity(1, arguments.len())?;
            if name == "set" && !arguments.iter().all(|item| self.is_ordered(item)) {
                return self.resolver.refuse(say::set_of_unordered(span));
            }
            return arguments.pop().map(|item| container(Box::new(item)));
        }
        if let Some(scalar) = scalar(name) {
            arity(0, arguments.len())?;
            if scalar.has_fractions() {
                self.resolver.has_fractions.set(true);
            }
            return Some(Type::Scalar(scalar));
        }
        if let Some(generic) = self.generics.iter().find(|generic| *generic == name) {
            arity(0, arguments.len())?;
            return Some(Type::Generic(generic.clone()));
        }
        if let Some(head) = self.resolver.heads.get(name) {
            arity(head.generics.len(), arguments.len())?;
            return Some(Type::Schema(head.name.clone(), arguments));
        }
        if self.resolver.refused.contains(name) {
            return None;
        }
        if name == "null" {
            return self.resolver.refuse(say::null_alone(span));
        }
        let elsewhere = ELSEWHERE.iter().find(|(word, _)| name.eq_ignore_ascii_case(word)).map(|(_, ours)| *ours);
        let known = Scalar::ALL.iter().map(|scalar| scalar.word()).chain(["list", "set", "map"]);
        let known = known.chain(self.resolver.heads.keys().map(String::as_str));
        self.resolver.refuse(say::unknown_type(name, span, elsewhere.or_else(|| self.resolver.nearest(name, known))))
    }

    fn is_ordered(&self, item: &Type) -> bool {
        match item {
            Type::Scalar(scalar) => has_order(*scalar),
            Type::Schema(name, _) => self.resolver.heads.get(&name.wire).is_some_and(|head| head.ordered),
            _ => false,
        }
    }

    fn end(&mut self) -> Option<()> {
        self.blanks();
        if self.at == self.text.len() { Some(()) } else { self.resolver.refuse(say::bad_type(self.span, self.text)) }
    }

    fn word(&mut self) -> (&'p str, Span) {
        self.blanks();
        let rest = &self.text[self.at..];
        let length = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(rest.len());
        let span = self.resolver.part(self.written, self.at..self.at + length);
        self.at += length;
        (&rest[..length], span)
    }

    fn peek(&mut self) -> Option<char> {
        self.blanks();
        self.text[self.at..].chars().next()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }

    fn blanks(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }
}

fn container(name: &str) -> Option<fn(Box<Type>) -> Type> {
    match name {
        "list" => Some(Type::List),
        "set" => Some(Type::Set),
        "map" => Some(Type::Map),
        _ => None,
    }
}
