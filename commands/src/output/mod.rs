//! How outcomes are written: data to standard output, words to standard error.

mod table;

use std::io::{self, ErrorKind, IsTerminal, Write};

use apiloom_runtime::{Json, Request, serde_json};
use clap::ArgMatches;
use serde_json::json;

use crate::failure::{Exit, Failure};
use crate::show::Outcome;

pub(crate) const FORMATS: [&str; 3] = ["json", "yaml", "table"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Json,
    Yaml,
    Table,
}

/// How somebody wants to see answers.
#[derive(Debug)]
pub struct Presentation {
    format: Format,
    columns: Vec<String>,
    is_quiet: bool,
}

impl Presentation {
    /// As the command line says; otherwise a table on a terminal, and JSON for what reads it elsewhere.
    #[must_use]
    pub fn of(matches: &ArgMatches) -> Self {
        let chosen = matches.try_get_one::<String>("output").ok().flatten().map(String::as_str);
        let format = match chosen {
            Some("json") => Format::Json,
            Some("yaml") => Format::Yaml,
            Some(_) => Format::Table,
            None if io::stdout().is_terminal() => Format::Table,
            None => Format::Json,
        };
        let columns = matches.try_get_many::<String>("columns").ok().flatten();
        let is_quiet = matches.try_get_one::<bool>("quiet").ok().flatten().copied().unwrap_or_default();
        Presentation { format, columns: columns.unwrap_or_default().cloned().collect(), is_quiet }
    }

    /// Whether nothing is to be said but answers and errors.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.is_quiet
    }

    /// Writes what a command has to show. `first` are the fields that a table begins with.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn print(&self, outcome: &Outcome, first: &[&str]) -> Result<(), Failure> {
        match outcome {
            Outcome::Nothing => {
                self.note("done");
                Ok(())
            }
            Outcome::Value(value) => self.print_value(value, first),
            Outcome::Request(request) if self.format == Format::Table => {
                self.note("nothing was sent; this would have been:");
                write_all(format!("{}\n", readable_lines(&request.to_string())).as_bytes())
            }
            Outcome::Request(request) => {
                self.note("nothing was sent");
                self.print_value(&described(request), &[])
            }
            Outcome::Text(text) if io::stdout().is_terminal() => write_all((readable_lines(text) + "\n").as_bytes()),
            Outcome::Text(text) => write_all(text.as_bytes()),
            Outcome::Bytes(_) if io::stdout().is_terminal() => {
                let what = "the answer is a file, and no text for a terminal";
                Err(Failure::new(Exit::Local, what).hint("write it to a file: add `> FILE`"))
            }
            Outcome::Bytes(bytes) => write_all(bytes),
        }
    }

    fn print_value(&self, value: &Json, first: &[&str]) -> Result<(), Failure> {
        let failed = |error: &dyn std::fmt::Display| Failure::new(Exit::Local, error.to_string());
        match self.format {
            Format::Json => {
                let text = serde_json::to_string_pretty(value).map_err(|error| failed(&error))?;
                write_all((escaped(&text) + "\n").as_bytes())
            }
            Format::Yaml => {
                let text = serde_yaml::to_string(value).map_err(|error| failed(&error))?;
                write_all(text.as_bytes())
            }
            Format::Table => {
                let table = table::table(value, &self.columns, first, width());
                write_all(table.text.as_bytes())?;
                if let Some(note) = table.note {
                    self.note(&note);
                }
                Ok(())
            }
        }
    }

    /// Says something to a person.
    pub fn note(&self, line: &str) {
        if !self.is_quiet {
            say(line);
        }
    }
}

/// A line on standard error. Nobody is left to hear of a closed pipe.
pub fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// Writes data. Whoever reads may have had enough: that is no failure.
pub(crate) fn write_all(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(Exit::Local, format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// The width of the terminal; without one, as wide as it takes.
fn width() -> usize {
    terminal_size::terminal_size()
        .filter(|_| io::stdout().is_terminal())
        .map_or(usize::MAX, |(width, _)| width.0.into())
}

fn described(request: &Request) -> Json {
    let headers = request.headers().map(|(name, value)| (name.to_owned(), Json::from(value)));
    let body = request.body_text().map(|text| serde_json::from_str(text).unwrap_or_else(|_| Json::from(text)));
    json!({
        "method": request.method().as_str(),
        "url": request.url(),
        "headers": headers.collect::<serde_json::Map<_, _>>(),
        "body": body,
    })
}

/// What moves the cursor of a terminal, or turns the direction of its text.
fn is_harmful(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text of somebody else in one line.
pub(crate) fn readable(text: &str) -> String {
    text.chars().map(|c| if is_harmful(c) { '\u{fffd}' } else { c }).collect()
}

fn readable_lines(text: &str) -> String {
    text.split('\n').map(readable).collect::<Vec<_>>().join("\n")
}

/// JSON in which nothing is left for a terminal to obey: only its texts can hold such characters.
fn escaped(json: &str) -> String {
    use std::fmt::Write as _;

    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && is_harmful(c) {
            let _ = write!(text, "\\u{:04x}", u32::from(c));
        } else {
            text.push(c);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_obey_nothing() {
        let json = serde_json::to_string(&json!("\u{1b}[31m\u{9b}2J\u{202e}")).unwrap();
        assert_eq!(escaped(&json), r#""\u001b[31m\u009b2J\u202e""#);
        assert_eq!(readable("a\u{1b}\nb"), "a\u{fffd}\u{fffd}b");
    }
}
