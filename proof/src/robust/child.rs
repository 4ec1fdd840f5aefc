//! What this binary does as another process: to be measured, to be killed, to serve.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use clap::{Args, Subcommand};

use crate::chaos;
use crate::kill::{self, Fetch};
use crate::secrets::{self, Panics};
use crate::soak::{self, Serve};

/// What another process of this binary is for.
#[derive(Debug, Args)]
pub(crate) struct Child {
    #[command(subcommand)]
    errand: Errand,
}

#[derive(Debug, Subcommand)]
enum Errand {
    /// Takes an answer, and says what memory that took
    Take(Server),
    /// Downloads a file
    Fetch(Fetch),
    /// Panics while it holds secrets
    Panics(Panics),
    /// Serves until its input ends
    Serve(Serve),
}

/// A scripted server, and whom it is vouched for by.
#[derive(Clone, Debug, Args)]
pub(crate) struct Server {
    /// Scheme, host and port
    pub(crate) url: String,
    /// A file with the certificate to trust
    pub(crate) trusted: PathBuf,
}

/// This binary, on such an errand.
///
/// # Errors
/// If it does not know where it is.
pub(crate) fn command(errand: &str) -> io::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["child", errand]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    Ok(command)
}

pub(crate) fn run(child: &Child) -> ExitCode {
    let told = match &child.errand {
        Errand::Take(server) => chaos::memory::take(server),
        Errand::Fetch(file) => kill::fetch(file),
        Errand::Panics(arguments) => secrets::panic(*arguments),
        Errand::Serve(service) => soak::serve(service),
    };
    match told.and_then(|told| writeln!(io::stdout().lock(), "{told}")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to hear of a closed pipe.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}
