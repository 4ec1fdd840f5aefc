//! Names that cannot be had, or that two things would share.

use crate::diagnostic::Diagnostic;
use crate::span::Span;

pub(crate) fn bad_name(written: &str, at: Span, why: &str) -> Diagnostic {
    Diagnostic::error("bad-name", format!("no Rust name can be made from `{written}`"))
        .label(at, why)
        .help("give it another name with `rust_name`, where it has that key, or rename it")
}

pub(crate) fn name_collision(written: &str, at: Span, other: &str, first: Span, rust: &str) -> Diagnostic {
    Diagnostic::error("name-collision", format!("`{written}` and `{other}` would both be `{rust}` in Rust"))
        .label(at, "this one")
        .label(first, "and this one")
        .help("give one of them another name with `rust_name`, where it has that key, or rename it")
}

pub(crate) fn operation_not_snake_case(written: &str, at: Span, snake: &str) -> Diagnostic {
    Diagnostic::error("operation-name", format!("`{written}` is the name of a method in Rust, and is not snake_case"))
        .label(at, "")
        .did_you_mean(at, Some(snake.trim_start_matches("r#")), "")
}

pub(crate) fn bad_schema_name(at: Span, written: &str) -> Diagnostic {
    Diagnostic::error("schema-name", format!("`{written}` is not the name of a schema"))
        .label(at, "")
        .help("a name has letters, digits, `_`, `-` and `.`, and type parameters are capital letters: `Report`, `Envelope<T>`")
}

pub(crate) fn schema_named_like_type(name: &str, at: Span) -> Diagnostic {
    Diagnostic::error("schema-name-taken", format!("`{name}` is a word of the language"))
        .label(at, "")
        .help("call the schema something else")
}

pub(crate) fn duplicate_schema(name: &str, at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-schema", format!("there are two schemas `{name}`"))
        .label(at, "defined again here")
        .label(first, "first defined here")
        .help("all files of a spec share their schemas: keep one, or rename one")
}
