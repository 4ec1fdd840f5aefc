//! `apiloom show`: everything about one operation, from wherever it is written.

mod exchange;
mod masked;
mod written;

use std::io;
use std::path::PathBuf;

use apiloom_codegen::model::{Api, Docs, Example, Operation};
use apiloom_codegen::{describe, tools};
use clap::Args;

use self::exchange::Exchange;
use crate::commands::{Outcome, print, problems, read};
use crate::docs::curl;

#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 shown, 1 the spec has problems, 2 there is no such operation.")]
pub(crate) struct Show {
    /// The operation, as the spec names it
    pub(crate) operation: String,
    /// The spec: a folder of YAML files, or one file
    #[arg(default_value = "spec")]
    pub(crate) spec: PathBuf,
}

pub(crate) fn run(arguments: &Show) -> io::Result<Outcome> {
    let sources = read(&arguments.spec)?;
    let api = match describe(&sources) {
        Ok(api) => api,
        Err(diagnostics) => return Ok(problems(&diagnostics, &sources)),
    };
    let operations = api.tags.iter().flat_map(|tag| &tag.operations);
    let Some(operation) = operations.clone().find(|operation| operation.id == arguments.operation) else {
        return Err(unknown(&arguments.operation, operations.map(|operation| operation.id.as_str())));
    };
    let mut out = head(operation);
    out.push_str(&written::written(&sources, operation));
    out.push_str(&calls(&api, operation, curl::example_of(operation)));
    print(&harmless(&out))?;
    Ok(Outcome::Done)
}

fn unknown<'a>(given: &str, names: impl Iterator<Item = &'a str> + Clone) -> io::Error {
    let hint = match tools::nearest(given, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let some: Vec<&str> = names.clone().take(20).collect();
            let more = if names.count() > some.len() { ", .." } else { "" };
            format!("there are: {}{more}", some.join(", "))
        }
    };
    let problem = format!("the spec has no operation `{}`; {hint}", given.escape_debug());
    io::Error::new(io::ErrorKind::NotFound, problem)
}

fn head(operation: &Operation) -> String {
    let mut out = format!("{}: {} {}\n", operation.id, operation.method.word(), operation.template);
    let text = |docs: &Docs| if docs.text.is_empty() { docs.lines.join("\n") } else { docs.text.clone() };
    text(&operation.docs).trim().lines().for_each(|line| out.extend(["  ", line, "\n"]));
    if let Some(reason) = &operation.deprecated {
        out.extend(["  Deprecated: ", reason, "\n"]);
    }
    out
}

fn calls(api: &Api, operation: &Operation, example: Option<&Example>) -> String {
    let from = if example.is_some() { "from the spec's example" } else { "made up" };
    let mut out = match Exchange::new(api, operation) {
        Some(exchange) => {
            let command = curl::command(api, operation);
            // Not indented: a quoted text of several lines would be another text.
            format!("\nRequest ({from})\n{}\ncurl\n{command}\n", indented(&exchange.raw()))
        }
        None => "\nA request is too large to be made up; an example in the spec would be shown here.\n".to_owned(),
    };
    let masked = example.map(|example| masked::masked(api, operation, example));
    if let Some(call) = tools::call(api, operation, masked.as_ref()) {
        out.extend(["\nRust\n", &indented(&call.lines.join("\n"))]);
    }
    out
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") }).collect()
}

/// Text of a spec, without what a terminal would obey.
fn harmless(text: &str) -> String {
    let is_direction =
        |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && (c.is_control() || is_direction(c)) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}
