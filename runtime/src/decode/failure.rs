//! The error type that decoding uses inside: it turns what serde reports into words without
//! content, and collects the path while it travels outwards.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::str::Utf8Error;

use serde::de::{self, Expected, Unexpected};

use super::nesting;

/// Boxed, so that a `Result` in the decoders stays small.
#[derive(Debug)]
pub(crate) struct Failure(Box<Inner>);

#[derive(Debug)]
struct Inner {
    /// From the inside out.
    path: Vec<Part>,
    position: Option<(usize, usize)>,
    problem: Cow<'static, str>,
}

/// One step from a value to a value inside it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// A field that the spec names.
    Field(&'static str),
    /// A key of a map: from the server, so not shown.
    Key,
    Index(usize),
}

impl Failure {
    pub(crate) fn new(problem: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner { path: Vec::new(), position: None, problem: problem.into() }))
    }

    /// RFC 8259 section 8.1: JSON between systems is UTF-8.
    #[cold]
    pub(super) fn not_utf8(bytes: &[u8], error: Utf8Error) -> Self {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let mut lines = before.split(|byte| *byte == b'\n');
        let line = lines.clone().count();
        let column = lines.next_back().map_or(0, <[u8]>::len) + 1;
        Self::new("not UTF-8").at(Some((line, column)))
    }

    /// The same failure seen from the value around it.
    pub(super) fn inside(mut self, part: Part) -> Self {
        self.0.path.push(part);
        self
    }

    pub(super) fn at(mut self, position: Option<(usize, usize)>) -> Self {
        self.0.position = self.0.position.or(position);
        self
    }

    /// Positions inside a part of a text mean nothing outside.
    pub(super) fn without_position(mut self) -> Self {
        self.0.position = None;
        self
    }

    pub(super) fn position(&self) -> Option<(usize, usize)> {
        self.0.position
    }

    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for part in self.0.path.iter().rev() {
            let dot = if path.is_empty() { "" } else { "." };
            // Writing to a string cannot fail.
            let _ = match part {
                Part::Field(name) => write!(path, "{dot}{name}"),
                Part::Key => write!(path, "{dot}*"),
                Part::Index(index) => write!(path, "[{index}]"),
            };
        }
        path
    }

    pub(super) fn into_problem(self) -> Cow<'static, str> {
        self.0.problem
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0.problem)?;
        match self.path() {
            path if path.is_empty() => Ok(()),
            path => write!(formatter, " at `{path}`"),
        }
    }
}

impl std::error::Error for Failure {}

impl de::Error for Failure {
    /// The message may quote the answer, so it is dropped, unless it is our own from a part.
    fn custom<T: fmt::Display>(_message: T) -> Self {
        nesting::pending().unwrap_or_else(|| Self::new("a value that is not allowed here"))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("expected {}, found {}", wanted(expected), kind_of(found)))
    }

    fn invalid_value(_found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("a value out of range: expected {}", wanted(expected)))
    }

    fn invalid_length(length: usize, _expected: &dyn Expected) -> Self {
        Self::new(format!("a list of {length} items, which is not the number expected"))
    }

    fn unknown_variant(_variant: &str, _expected: &'static [&'static str]) -> Self {
        Self::new("a value that the spec does not list")
    }

    fn unknown_field(_field: &str, _expected: &'static [&'static str]) -> Self {
        Self::new("a field that the spec does not have")
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(format!("missing field `{field}`"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new(format!("field `{field}` is given twice"))
    }
}

/// serde's names of what it wants, in the words of JSON.
fn wanted(expected: &dyn Expected) -> String {
    let text = expected.to_string();
    match text.as_str() {
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => {
            format!("an integer ({text})")
        }
        "f32" | "f64" => "a number".into(),
        "a sequence" => "a list".into(),
        "a map" | "an object" => "an object".into(),
        _ if text.starts_with("struct ") => "an object".into(),
        _ => text,
    }
}

fn kind_of(found: Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "a boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => "an integer",
        Unexpected::Float(_) => "a number",
        Unexpected::Char(_) | Unexpected::Str(_) | Unexpected::Bytes(_) => "a string",
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Seq => "a list",
        Unexpected::Map => "an object",
        _ => "something else",
    }
}
