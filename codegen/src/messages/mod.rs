//! Every message, one function each: what is wrong, where, and what to do. `docs/diagnostics.md` explains each code,
//! and `tests/diagnostics/` has one spec for each.

mod examples;
mod flows;
mod names;
mod operations;
mod parameters;
mod schemas;
mod shape;
mod spec;
mod types;
mod yaml;

pub(crate) use examples::*;
pub(crate) use flows::*;
pub(crate) use names::*;
pub(crate) use operations::*;
pub(crate) use parameters::*;
pub(crate) use schemas::*;
pub(crate) use shape::*;
pub(crate) use spec::*;
pub(crate) use types::*;
pub(crate) use yaml::*;

/// `a`, `b` or `c`.
fn list(words: &[impl AsRef<str>]) -> String {
    joined(words, "or")
}

/// `a`, `b` and `c`.
fn list_all(words: &[impl AsRef<str>]) -> String {
    joined(words, "and")
}

fn joined(words: &[impl AsRef<str>], conjunction: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    let last = quoted.last().cloned().unwrap_or_default();
    let rest: Vec<&str> = quoted.iter().rev().skip(1).rev().map(String::as_str).collect();
    if rest.is_empty() { last } else { format!("{} {conjunction} {last}", rest.join(", ")) }
}
