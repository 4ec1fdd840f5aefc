//! A download in another process, which may be killed, or find no room.

use std::io;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use clap::Args;
use partner_insights::runtime::Downloads;
use partner_insights::{AccessToken, Client, Error, Network, Retry, Server};
use tokio::runtime::Builder;

use crate::robust::child;
use crate::robust::operation::execution;

/// What the other process is to fetch.
#[derive(Clone, Debug, Args)]
pub(crate) struct Fetch {
    link: String,
    to: PathBuf,
    /// The largest file that it may write
    #[arg(long)]
    most: Option<u64>,
}

/// What the other process said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// The whole file is there, and so many bytes were from before.
    Done(u64),
    /// The disk did not take it.
    Storage,
    /// Something else was wrong.
    Failed,
    /// Nothing: it was ended.
    Nothing,
}

/// The process that fetches this.
///
/// # Errors
/// If this binary does not know where it is.
pub(super) fn command(link: &str, folder: &super::folder::Folder, most: Option<u64>) -> io::Result<Command> {
    let mut command = child::command("fetch")?;
    command.arg(link).arg(folder.destination());
    if let Some(most) = most {
        command.arg("--most").arg(most.to_string());
    }
    Ok(command)
}

pub(super) fn told(output: &[u8]) -> Told {
    match String::from_utf8_lossy(output).trim().split_once(' ') {
        Some(("done", resumed_from)) => Told::Done(resumed_from.parse().unwrap_or_default()),
        Some(("storage", _)) => Told::Storage,
        Some(("failed", _)) => Told::Failed,
        _ => Told::Nothing,
    }
}

/// The other process.
pub(crate) fn fetch(arguments: &Fetch) -> io::Result<String> {
    let Fetch { link, to, most } = arguments;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        // A process that writes too much is told by a signal, and ended if it does not listen.
        let _listening = limit(*most)?;
        let client = client().map_err(io::Error::other)?;
        Ok(match client.download_report(&execution(link)).to_file(to).await {
            Ok(file) => format!("done {}", file.resumed_from()),
            Err(error) if error.is_storage() || error.is_destination() => format!("storage {error}"),
            Err(error) => format!("failed {error}"),
        })
    })
}

fn client() -> Result<Client, Error> {
    Client::builder()
        .server(Server::Partner)
        .credentials(AccessToken::new("token"))
        .network(Network::default().no_proxy())
        .retry(Retry::default().first_wait(Duration::from_millis(20)))
        .downloads(Downloads::default().allow_loopback())
        .build()
}

/// Limits what a file may hold, as a full disk does.
#[cfg(unix)]
fn limit(most: Option<u64>) -> io::Result<Option<tokio::signal::unix::Signal>> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    use tokio::signal::unix::{SignalKind, signal};
    /// `SIGXFSZ`, on Linux and macOS.
    const TOO_LARGE: i32 = 25;

    let Some(most) = most else { return Ok(None) };
    let listening = signal(SignalKind::from_raw(TOO_LARGE))?;
    setrlimit(Resource::Fsize, Rlimit { current: Some(most), maximum: Some(most) })?;
    Ok(Some(listening))
}

#[cfg(not(unix))]
fn limit(most: Option<u64>) -> io::Result<()> {
    match most {
        None => Ok(()),
        Some(_) => Err(io::ErrorKind::Unsupported.into()),
    }
}
