//! Faults: whatever goes wrong between a client and its server, a call ends in time with the right value or a typed
//! error, nothing is done twice, and nothing is left behind.

mod amplification;
mod bodies;
mod dropped;
mod faults;
mod hostile_text;
pub(crate) mod memory;
mod paths;
mod refused;
mod retry_after;
mod tally;

use std::io;
use std::sync::Arc;

use crate::arguments::Arguments;
use crate::report::Report;
use crate::robust::world::World;

/// Less than a minute on two cores.
const DEFAULT_COUNT: u64 = 2_000;

/// From here on everything is tried that can be.
const FULL: u64 = 10_000;

/// How many arguments and bodies are tried for each fault: they take less.
const PATHS: u64 = 20;
const BODIES: u64 = 100;

pub(crate) fn run(arguments: &Arguments) -> io::Result<Report> {
    let count = arguments.count.unwrap_or(DEFAULT_COUNT);
    let is_full = count >= FULL;
    let mut report = Report::default();
    let world = Arc::new(World::new(arguments.seed)?);
    faults::run(&world, count, &mut report)?;
    refused::run(&mut report)?;
    amplification::run(arguments.seed, if is_full { 100_000 } else { 1_000 }, &mut report)?;
    retry_after::run(&mut report)?;
    memory::run(&world, &mut report)?;
    dropped::run(&world, is_full, &mut report)?;
    paths::run(arguments.seed, count * PATHS, &mut report);
    bodies::run(arguments.seed, count * BODIES, &mut report);
    Ok(report)
}
