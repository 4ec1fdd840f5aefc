//! `apiloom`: checks a spec and generates its client.
#![forbid(unsafe_code)]
#![cfg_attr(test, expect(clippy::unwrap_used, reason = "a test fails by panicking"))]

mod arguments;
mod commands;
mod corpus;
mod diff;
mod docs;
mod export;
mod import;
mod lock;
mod mock;
mod project;
mod serve;
mod text;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

/// Exit codes: 0 done, 1 the spec has problems or the folder has drifted, 2 the command could not be carried out.
fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check(check) => commands::check(&check),
        Command::Generate(generate) => commands::generate(&generate),
        Command::Import(arguments) => import::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Mock(arguments) => mock::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Lock(arguments) => lock::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Docs(docs) => docs::run(&docs),
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
