//! The only place where Rust identifiers are made.

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};
use proc_macro2::{Ident, Span};

/// Keywords of every edition, reserved and weak ones that cannot be plain identifiers everywhere included.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self", "static", "struct", "super", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Those that cannot be written raw (Rust reference, "Raw identifiers").
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Names of the prelude, which what is emitted and what derives expand to use unqualified.
pub const TAKEN_TYPES: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Methods that a mock already has.
const TAKEN_MOCKS: &[&str] = &["new", "board", "client", "client_of", "fmt", "clone"];

/// Methods that every request already has.
const TAKEN_SETTERS: &[&str] = &["timeout", "to_request", "poll", "body", "header", "pages", "items", "events", "wait"];

/// Methods that the client already has.
pub const TAKEN_METHODS: &[&str] = &["new", "into", "try_into", "builder", "clone", "server", "core", "fmt"];

/// Associated functions that models already have.
const TAKEN_FUNCTIONS: &[&str] =
    &["new", "builder", "build", "clone", "fmt", "eq", "encode", "encode_fields", "default", "start"];

/// A name that cannot be had, and why: the words finish "`x` cannot be used: ..".
pub(super) type Refusal = &'static str;

/// `report_id` for `ReportId`.
pub(super) fn field(wire: &str) -> Result<Ident, Refusal> {
    snake(wire)
}

/// The setter of a parameter: named after it, unless every request has a method of that name.
pub(super) fn parameter_setter(field: &Ident) -> Ident {
    beside(field, TAKEN_SETTERS)
}

/// The setter of a field: named after it, unless every model has a function of that name.
pub(super) fn field_setter(field: &Ident) -> Ident {
    beside(field, TAKEN_FUNCTIONS)
}

/// The method that gives the body.
pub(super) fn body_setter() -> Ident {
    ident("body")
}

/// The method that gives one of several bodies, or asks for one of several kinds of content: `body_form`, `accept_csv`.
pub(super) fn choice(what: &str, name: &str) -> Result<Ident, Refusal> {
    snake(&format!("{what}_{name}")).and_then(|ident| snake(name).map(|_| ident))
}

/// The enum of the values of a server's variable: `ServerRegion`.
pub(super) fn server_choice(name: &str) -> Result<Ident, Refusal> {
    let ident = pascal(name).and_then(|_| pascal(&format!("server_{name}")))?;
    free(ident, &["ServerState"], "the client's builder has a type of that name")
}

fn beside(field: &Ident, taken: &[&str]) -> Ident {
    if taken.iter().any(|name| field == name) { ident(&format!("with_{field}")) } else { field.clone() }
}

/// The client's method for an operation.
pub(super) fn method(id: &str) -> Result<Ident, Refusal> {
    free(snake(id)?, TAKEN_METHODS, "the client has a method of that name")
}

/// The request's method for something to wait for.
pub(super) fn wait(id: &str) -> Result<Ident, Refusal> {
    free(snake(id)?, TAKEN_SETTERS, "every request has a method of that name")
}

/// The mock's method for each operation: the client's, unless every mock has a method of that name.
pub(super) fn name_mocks(tags: &mut [crate::model::Tag]) {
    let methods: Vec<String> =
        tags.iter().flat_map(|tag| &tag.operations).map(|operation| operation.method_name.to_string()).collect();
    for operation in tags.iter_mut().flat_map(|tag| &mut tag.operations) {
        let is_taken = |name: &str| TAKEN_MOCKS.contains(&name) || methods.iter().any(|method| method == name);
        let mut name = operation.method_name.to_string();
        if TAKEN_MOCKS.contains(&name.as_str()) {
            while is_taken(&name) {
                name = format!("on_{name}");
            }
            operation.mock_name = ident(&name);
        }
    }
}

/// A constructor of a variant.
pub(super) fn constructor(name: &str) -> Result<Ident, Refusal> {
    free(snake(name)?, TAKEN_FUNCTIONS, "every model has a function of that name")
}

/// A module, and so a file: a name that means something else to Rust, or to the modules around it, gets a `_`.
pub(super) fn module(name: &str) -> Result<Ident, Refusal> {
    let made = snake(name)?.to_string();
    let plain = made.trim_start_matches("r#");
    let taken = ["mod", "lib", "main", "arguments", "models"].contains(&plain);
    Ok(if taken || is_device(plain) { ident(&format!("{plain}_")) } else { ident(plain.trim_end_matches('_')) })
}

/// No file of Windows may be called so, whatever it ends with ("Naming Files, Paths, and Namespaces").
fn is_device(name: &str) -> bool {
    let numbered =
        |device: &str| name.strip_prefix(device).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
    ["con", "prn", "aux", "nul"].contains(&name) || numbered("com") || numbered("lpt")
}

/// A model.
pub(super) fn model(name: &str) -> Result<Ident, Refusal> {
    free(pascal(name)?, TAKEN_TYPES, "it is a name of the Rust prelude")
}

/// A type made from a name of ours, like `ResumeReportRequest`.
pub(crate) fn derived(parts: &[&str]) -> Ident {
    let joined: Vec<String> = parts.iter().map(|part| part.to_pascal_case()).collect();
    ident(&joined.concat())
}

/// What makes a model step by step.
pub(crate) fn builder(model: &Ident) -> Ident {
    ident(&format!("{model}Builder"))
}

/// An enum's variant.
pub(super) fn variant(wire: &str) -> Result<Ident, Refusal> {
    free(pascal(wire)?, &["Unknown"], "it is the variant for values the spec does not name")
}

/// The variant of an enum's whole number: `Value7`, `Minus7`.
pub(super) fn number_variant(number: i64) -> Ident {
    let word = if number < 0 { "Minus" } else { "Value" };
    ident(&format!("{word}{}", number.unsigned_abs()))
}

/// A static.
pub(super) fn shouty(name: &str) -> Ident {
    ident(&name.to_shouty_snake_case())
}

fn snake(name: &str) -> Result<Ident, Refusal> {
    let snake = name.to_snake_case();
    // `_2fa` would say that it is not used.
    if snake.starts_with(|c: char| c.is_ascii_digit()) { checked(&format!("n{snake}")) } else { checked(&snake) }
}

fn pascal(name: &str) -> Result<Ident, Refusal> {
    // An all-capitals name is a word to Rust: `CSV` is `Csv`.
    checked(&name.to_pascal_case())
}

fn checked(text: &str) -> Result<Ident, Refusal> {
    if text.is_empty() {
        return Err("there is no letter or digit in it to make a Rust name from");
    }
    if !text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Err("a Rust name is made of ASCII letters, digits and `_`");
    }
    if text.len() > 200 {
        return Err("it is longer than 200 characters");
    }
    Ok(ident(text))
}

fn free(ident: Ident, taken: &[&str], refusal: Refusal) -> Result<Ident, Refusal> {
    let plain = ident.to_string();
    let plain = plain.trim_start_matches("r#");
    if taken.contains(&plain) { Err(refusal) } else { Ok(ident) }
}

fn ident(text: &str) -> Ident {
    let span = Span::call_site();
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return Ident::new(&format!("_{text}"), span);
    }
    if NEVER_RAW.contains(&text) || text.is_empty() {
        return Ident::new(&format!("{text}_"), span);
    }
    if KEYWORDS.contains(&text) { Ident::new_raw(text, span) } else { Ident::new(text, span) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_becomes_an_identifier_that_parses() {
        for keyword in KEYWORDS {
            let name = field(keyword).map(|ident| ident.to_string()).unwrap_or_default();
            let plain = name.trim_start_matches("r#");
            assert!(name.starts_with("r#") || !KEYWORDS.contains(&plain), "{keyword} -> {name}");
            assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{keyword} -> {name}");
        }
    }

    #[test]
    fn no_module_is_a_device_of_windows() {
        for (name, module) in [("nul", "nul_"), ("COM1", "com1_"), ("com", "com"), ("Con", "con_"), ("lpt10", "lpt10")]
        {
            assert_eq!(super::module(name).map(|ident| ident.to_string()), Ok(module.to_owned()));
        }
    }

    #[test]
    fn wire_names_become_rust_names() {
        let cases = [
            ("ReportId", "report_id"),
            ("2fa", "n2fa"),
            ("X-Request-ID", "x_request_id"),
            ("type", "r#type"),
            ("self", "self_"),
            ("a b", "a_b"),
            ("gen", "r#gen"),
        ];
        for (wire, rust) in cases {
            assert_eq!(field(wire).map(|i| i.to_string()), Ok(rust.to_owned()), "{wire}");
        }
        for hostile in ["", "-", "é", "名前", "$", "🦀", "a\u{0}é"] {
            assert!(
                field(hostile).is_err()
                    || field(hostile).is_ok_and(|i| syn::parse_str::<syn::Ident>(&i.to_string()).is_ok()),
                "{hostile}"
            );
        }
        assert!(model("Option").is_err());
        assert_eq!(variant("CSV").map(|i| i.to_string()), Ok("Csv".to_owned()));
    }
}
