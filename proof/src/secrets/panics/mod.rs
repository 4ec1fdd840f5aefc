//! Panics in the caller's code while it holds secrets: a process that panics again and again, and what its hook wrote.

mod place;

use std::io;
use std::process::Stdio;

use clap::Args;
use tokio::runtime::Builder;

use self::place::Place;
use crate::report::Report;
use crate::robust::child;
use crate::robust::planted::planted;
use crate::robust::world::World;

/// What the process needs to know.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Panics {
    seed: u64,
}

pub(super) fn run(world: &World, report: &mut Report) -> io::Result<()> {
    let mut command = child::command("panics")?;
    command.arg(world.seed.to_string()).env("RUST_BACKTRACE", "1").env("RUST_LOG", "trace").stderr(Stdio::piped());
    let output = command.output()?;
    world.scanner.sink("hook of panics", &output.stderr);
    world.scanner.sink("panics of tasks", &output.stdout);
    let (hook, tasks) = (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
    let panicked = tasks.lines().filter(|line| line.ends_with(PANICKED)).count();
    let silent = Place::ALL.len().saturating_sub(panicked.min(hook.matches(" panicked at ").count()));
    let measure =
        "panics in a caller's code that holds secrets: those that did not happen, or of which the hook wrote nothing";
    report.must_be_none("S1, C36", measure, silent, Place::ALL.len() as u64);
    if silent > 0 {
        report.finding(format!("{tasks}\n{hook:.2000}"));
    }
    Ok(())
}

/// How a line ends that tells of a panic.
const PANICKED: &str = ": panicked";

/// The other process: tells what became of each task, and how whoever waited for it heard of that.
pub(crate) fn panic(arguments: Panics) -> io::Result<String> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let mut told = Vec::new();
    for place in Place::ALL {
        let planted = planted(arguments.seed);
        match runtime.block_on(async { tokio::spawn(async move { place.panic(&planted).await }).await }) {
            Ok(()) => told.push(format!("{place:?}: went well")),
            Err(error) => {
                let outcome = if error.is_panic() { PANICKED } else { ": cancelled" };
                told.push(format!("{error}\n{error:?}\n{place:?}{outcome}"));
            }
        }
    }
    Ok(told.join("\n"))
}
