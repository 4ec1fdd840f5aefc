//! The commands that prove what the documentation promises, and the oracles they judge by.
//!
//! A command is a module with `run(&Arguments) -> io::Result<Report>`: it does its work, counts, and hands back the
//! rows of a table. [`main`] shows the table and fails where a promise did not hold. The same seed is the same run.
//!
//! The oracles are public because the fuzz targets judge by them, too.
#![forbid(unsafe_code)]

mod arguments;
mod chaos;
mod clock;
mod corpus;
mod inject;
mod kill;
mod mutate;
pub mod oracle;
mod parallel;
mod progress;
pub mod random;
mod report;
mod robust;
mod secrets;
mod soak;
pub mod yaml;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use arguments::{Command, CommandLine};
use report::Report;

/// Runs the command that the command line asks for: its table to standard output, what broke to standard error.
/// Exits with 0 if every promise held, with 1 if one did not, with 2 if the command could not be carried out.
#[must_use]
pub fn main() -> ExitCode {
    let outcome = match CommandLine::parse().command {
        Command::Mutate(arguments) => mutate::run(&arguments),
        Command::Inject(arguments) => inject::run(&arguments),
        Command::Chaos(arguments) => chaos::run(&arguments),
        Command::Kill(arguments) => kill::run(&arguments),
        Command::Secrets(arguments) => secrets::run(&arguments),
        Command::Soak(arguments) => soak::run(&arguments),
        Command::Child(child) => return robust::child::run(&child),
        Command::Measured(arguments) => return mutate::measure::run(&arguments),
        Command::Directives(arguments) => return inject::directives::speak(&arguments),
    };
    match outcome.and_then(|report| show(&report)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            // Nobody is left to hear of a closed pipe.
            let _ = writeln!(io::stderr(), "apiloom-proof: {error}");
            ExitCode::from(2)
        }
    }
}

/// Whether everything held.
fn show(report: &Report) -> io::Result<bool> {
    write!(io::stdout().lock(), "{report}")?;
    for finding in report.findings() {
        writeln!(io::stderr().lock(), "\n{finding}")?;
    }
    Ok(report.holds())
}

/// The programs of the guide are compiled.
#[cfg(doctest)]
#[doc = include_str!("../../docs/insights.md")]
mod guide {}
