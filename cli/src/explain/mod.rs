//! `apiloom explain`: what the code of a problem means.

use std::io;

use apiloom_codegen::tools::nearest;
use clap::Args;

use crate::commands::{Outcome, print};

#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 explained, 2 there is no such code.")]
pub(crate) struct Explain {
    /// The code, as in `unknown-key`; all of them are listed without it
    pub(crate) code: Option<String>,
}

/// A copy of `docs/diagnostics.md`, so that the published package has it; a test compares them.
const PAGE: &str = include_str!("diagnostics.md");

pub(crate) fn run(arguments: &Explain) -> io::Result<Outcome> {
    let Some(given) = &arguments.code else {
        let width = codes().map(str::len).max().unwrap_or_default();
        let lines = codes().map(|code| format!("{code:width$}  {}\n", about(code).unwrap_or_default()));
        print(&lines.collect::<String>())?;
        return Ok(Outcome::Done);
    };
    // As it stands in a message: `error[unknown-key]`.
    let code = given.trim_start_matches("error").trim_matches(['[', ']', '`', ' ']);
    if let Some(section) = section(code) {
        print(&format!("{section}\n\n{}\n", link(code)))?;
        return Ok(Outcome::Done);
    }
    let near = nearest(code, codes());
    let hint =
        near.map_or_else(|| "`apiloom explain` lists all of them".to_owned(), |near| format!("did you mean `{near}`?"));
    let problem = format!("no problem has the code `{}`; {hint}", code.escape_debug());
    Err(io::Error::new(io::ErrorKind::NotFound, problem))
}

/// All codes, in the order of the page, which is that of the alphabet.
pub(crate) fn codes() -> impl Iterator<Item = &'static str> + Clone {
    PAGE.lines().filter_map(|line| line.strip_prefix("## `")?.strip_suffix('`'))
}

/// What the page says about a code.
pub(crate) fn section(code: &str) -> Option<&'static str> {
    let code = codes().find(|known| *known == code)?;
    let from = PAGE.find(&format!("\n## `{code}`\n"))? + 1;
    let rest = PAGE.get(from..)?;
    let end = rest.match_indices("\n## ").map(|(at, _)| at).next().unwrap_or(rest.len());
    rest.get(..end).map(str::trim_end)
}

/// The first sentence of it.
pub(crate) fn about(code: &str) -> Option<String> {
    let paragraph: Vec<&str> = section(code)?.lines().skip(2).take_while(|line| !line.is_empty()).collect();
    let words = paragraph.join(" ");
    let end = words.match_indices(". ").map(|(at, _)| at + 1).next().unwrap_or(words.len());
    words.get(..end).map(str::to_owned)
}

/// The page's place of a code.
pub(crate) fn link(code: &str) -> String {
    format!("{}/blob/main/docs/diagnostics.md#{code}", env!("CARGO_PKG_REPOSITORY"))
}
