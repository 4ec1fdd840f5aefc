//! `insights`: the Partner Center Insights API on the command line.
#![forbid(unsafe_code)]

mod connection;
// It is as the generator writes it.
#[rustfmt::skip]
#[path = "../generated/lib.rs"]
mod generated;
mod interrupt;
mod line;
mod report;
mod sign_in;

use std::process::ExitCode;

use apiloom_commands::{Exit, Failure, Presentation, completions, find_own, manual, say};
use clap::{ArgMatches, FromArgMatches};

use crate::connection::{Connection, client};
use crate::generated::GROUPS;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(&line::line().get_matches()).await {
        Ok(()) => Exit::Done.into(),
        Err(failure) => {
            let failure = advised(failure);
            say(&format!("error: {failure}"));
            failure.exit().into()
        }
    }
}

async fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let Some((name, matches)) = matches.subcommand() else { return Ok(()) };
    let presentation = Presentation::of(matches);
    match name {
        "completions" => completions(&mut line::line(), matches),
        "manual" => manual(line::line()),
        "login" => interrupt::or_ended(sign_in::login(&arguments(matches)?, &presentation)).await,
        "logout" => sign_in::logout(&arguments(matches)?, &presentation),
        "status" => sign_in::status(&arguments(matches)?, &presentation),
        "run" => report::run(&arguments(matches)?, &presentation).await,
        "download" => report::download(&arguments(matches)?, &presentation).await,
        name => {
            let Some(command) = find_own(line::OWN, GROUPS, name) else {
                return Err(Failure::usage(format!("`{name}` is no command")));
            };
            let connection: Connection = arguments(matches)?;
            let client = client(&connection, matches.get_flag("dry-run"))?;
            let outcome = interrupt::or_ended(command.run(&client, matches)).await?;
            presentation.print(&outcome, command.columns)
        }
    }
}

fn arguments<T: FromArgMatches>(matches: &ArgMatches) -> Result<T, Failure> {
    T::from_arg_matches(matches).map_err(|error| Failure::usage(error.to_string()))
}

/// Whoever is not signed in is told how to.
fn advised(failure: Failure) -> Failure {
    match failure.exit() {
        Exit::SignIn => failure.hint("sign in with `insights login`, or put a new token into INSIGHTS_TOKEN"),
        _ => failure,
    }
}
