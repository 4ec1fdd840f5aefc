//! Secrets: planted wherever a client is given one or meets one, and looked for in everything that it lets out.

mod certificate;
mod examples;
mod exchange;
mod flight;
mod left_behind;
mod panics;
mod run;
mod types;
mod vault;

use std::io;
use std::sync::Arc;

use apiloom_chaos::secrets::Capture;

use crate::arguments::Arguments;
use crate::report::{Report, Row};
use crate::robust::world::World;

pub(crate) use self::panics::{Panics, panic};

/// Less than a minute on two cores.
const DEFAULT_COUNT: u64 = 500;

pub(crate) fn run(arguments: &Arguments) -> io::Result<Report> {
    let count = arguments.count.unwrap_or(DEFAULT_COUNT);
    let capture = Capture::new();
    capture.in_process().map_err(io::Error::other)?;
    let world = Arc::new(World::new(arguments.seed)?);
    let mut report = Report::default();
    let heard = run::run(&world, &capture, count, &mut report)?;
    vault::run(&world, &mut report)?;
    left_behind::run(&world, &mut report)?;
    panics::run(&world, &mut report)?;
    scanned(&world, &capture, &heard, &mut report);
    exchange::run(&world, &capture, &mut report)?;
    types::run(&world.planted, &mut report)?;
    examples::run(&world, &mut report)?;
    flight::run(count.div_ceil(50), &mut report)?;
    Ok(report)
}

/// What was found in all of it.
fn scanned(world: &World, capture: &Capture, heard: &run::Heard, report: &mut Report) {
    world.scanner.sink("spans, events and logs", capture.take());
    let all = world.scanner.report();
    report.must_hold(
        all.is_clean(),
        Row {
            promise: "S1, I5",
            measure: format!(
                "{} secrets, 12 bytes of any in a row, in 8 forms: bytes scanned in {} sinks, with the logs of {}",
                world.planted.iter().count(),
                all.sinks.len(),
                heard.targets.iter().map(|target| format!("`{target}`")).collect::<Vec<_>>().join(", ")
            ),
            count: all.bytes(),
            result: all.findings.len().to_string(),
            promised: "0".to_owned(),
        },
    );
    all.findings.iter().for_each(|finding| report.finding(finding.to_string()));
    // A scan of what nobody said proves nothing.
    let expected = ["apiloom", "h2", "hyper_util"];
    let missing = expected.iter().filter(|name| !heard.targets.contains(**name)).count();
    report.must_be_none("S1", "targets that have to be heard, and were not", missing, expected.len() as u64);
    report.must_be_none("S3", "connections to a server that nobody was told to call", heard.strangers, heard.calls);
}
