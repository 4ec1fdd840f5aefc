//! The whole command line: the commands of this program, and those of the spec.

use apiloom_commands::{Exit, command_line, presentation_arguments};
use clap::{Args, Command as Line};

use crate::connection::Connection;
use crate::generated::GROUPS;
use crate::{report, sign_in};

/// Commands that are written by hand.
pub(crate) const OWN: &[&str] = &["completions", "download", "help", "login", "logout", "manual", "run", "status"];

const ABOUT: &str = "The Partner Center Insights API: pause and resume reports, run queries, download files";

const BEGIN: &str = "\
To begin:
  insights login --tenant contoso.onmicrosoft.com --client-id 11111111-2222-3333-4444-555555555555
  insights list-reports
  insights pause-report 9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10
  insights run --query \"SELECT MpnId, PartnerName FROM Profile\" --to partners.csv

`insights COMMAND --help` says what a command can be given; `--dry-run` shows a request and sends nothing.";

pub(crate) fn line() -> Line {
    let own = Line::new("insights")
        .version(env!("CARGO_PKG_VERSION"))
        .about(ABOUT)
        .after_help(format!("{BEGIN}\n\n{}", Exit::HELP))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(named::<sign_in::Login>("login", "Signs you in, with a browser on this or another machine"))
        .subcommand(named::<sign_in::Logout>("logout", "Forgets who signed in on this machine"))
        .subcommand(named::<sign_in::Status>("status", "Says who is signed in, and where requests go; asks nobody"))
        .subcommand(named::<report::Run>("run", "Runs a query once, waits for its file and downloads it"))
        .subcommand(named::<report::DownloadOf>("download", "Waits for the file of a report and downloads it"));
    command_line(own, GROUPS).mut_subcommands(|line| match OWN.contains(&line.get_name()) {
        true => line,
        false => connected(line),
    })
}

fn named<A: Args>(name: &'static str, about: &'static str) -> Line {
    presentation_arguments(A::augment_args(Line::new(name)).about(about), false)
}

/// Clap takes the about of the arguments for that of the command.
fn connected(line: Line) -> Line {
    let about = line.get_about().cloned().unwrap_or_default();
    let details = line.get_long_about().cloned().unwrap_or_default();
    Connection::augment_args(line).about(about).long_about(details)
}
