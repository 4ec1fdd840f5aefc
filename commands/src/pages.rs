//! Completions and the manual page.

use clap::{Arg, ArgMatches, Command as Line};
use clap_complete::Shell;

use crate::failure::{Exit, Failure};
use crate::output::write_all;

/// Adds the commands `completions` and `manual`.
pub(crate) fn arguments(line: Line) -> Line {
    let shell = Arg::new("shell").value_name("SHELL").required(true).value_parser(clap::value_parser!(Shell));
    let completions = Line::new("completions").about("Writes completions for a shell to standard output").arg(shell);
    line.subcommand(completions).subcommand(Line::new("manual").about("Writes the manual page to standard output"))
}

/// Writes the completions of a command line for the shell that was named.
///
/// # Errors
/// They cannot be written.
pub fn completions(line: &mut Line, matches: &ArgMatches) -> Result<(), Failure> {
    let Some(shell) = matches.get_one::<Shell>("shell").copied() else { return Ok(()) };
    let (name, mut script) = (line.get_name().to_owned(), Vec::new());
    clap_complete::generate(shell, line, name, &mut script);
    write_all(&script)
}

/// Writes the manual page of a command line, its commands behind it.
///
/// # Errors
/// It cannot be written.
pub fn manual(line: Line) -> Result<(), Failure> {
    let mut page = Vec::new();
    let failed = |error: std::io::Error| Failure::new(Exit::Local, error.to_string());
    clap_mangen::Man::new(line).render(&mut page).map_err(failed)?;
    write_all(&page)
}
