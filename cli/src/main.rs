//! `apiloom`: checks a spec and generates its client.
#![forbid(unsafe_code)]
#![cfg_attr(test, expect(clippy::unwrap_used, reason = "a test fails by panicking"))]

mod arguments;
mod check;
mod commands;
mod corpus;
mod diff;
mod docs;
mod documents;
mod explain;
mod export;
mod fmt;
mod import;
mod lock;
mod mock;
mod new;
mod project;
mod scaffold;
mod serve;
mod show;
mod text;
mod whole;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

/// Exit codes: 0 done, 1 the spec has problems or the folder has drifted, 2 the command could not be carried out.
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    commands::set_manner(arguments.quiet, arguments.color);
    let outcome = match arguments.command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Generate(generate) => commands::generate(&generate),
        Command::Import(arguments) => import::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Mock(arguments) => mock::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Lock(arguments) => lock::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Docs(docs) => docs::run(&docs),
        Command::New(arguments) => new::run(&arguments),
        Command::Schema(arguments) => documents::schema(&arguments),
        Command::Fmt(arguments) => fmt::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Completions(arguments) => documents::completions(&arguments),
        Command::Man(arguments) => documents::manual(&arguments),
    };
    match outcome {
        Ok(commands::Outcome::Done) => ExitCode::SUCCESS,
        Ok(commands::Outcome::Problems) => ExitCode::from(1),
        Err(error) => {
            commands::complain(&error);
            ExitCode::from(2)
        }
    }
}
