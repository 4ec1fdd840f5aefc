//! Many calls for a long time, some of which go wrong: nothing grows.

mod load;
mod service;
mod trend;

use std::io;
use std::time::Duration;

use tokio::runtime::Builder;

use self::load::Load;
pub(crate) use self::service::{Serve, serve};
use self::trend::Trend;
use crate::arguments::Soak;
use crate::report::{Report, Row};

/// What may be called no growth: of the mean, over the whole run.
const GROWTH: f64 = 0.02;

/// Of a number that small, this much is no growth either: connections come and go.
const FEW: f64 = 4.0;

/// An allocator takes memory in steps.
const STEP: f64 = 2.0 * 1024.0 * 1024.0;

pub(crate) fn run(arguments: &Soak) -> io::Result<Report> {
    let service = service::Service::start(arguments.common.seed)?;
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    let load = Load::run(&runtime, &service, arguments.common.seed, Duration::from_secs(arguments.seconds))?;
    let mut report = Report::default();
    let Load { calls, errors, wrong, left, samples } = load;
    report.note(Row {
        promise: "R9",
        measure: format!(
            "calls of 64 tasks in {} s, over HTTP/1.1 and HTTP/2, 1 % of which meet a fault",
            arguments.seconds
        ),
        count: calls,
        result: format!("{errors} typed errors"),
        promised: String::new(),
    });
    report.must_be_none("R9", "values that are not the right ones, panics", wrong.len(), calls);
    wrong.into_iter().take(8).for_each(|wrong| report.finding(wrong));
    for (what, floor, look) in [
        ("open files and sockets", FEW, trend::descriptors as fn(&trend::Sample) -> f64),
        ("tasks", FEW, trend::tasks),
        ("memory (MiB)", STEP, trend::memory),
    ] {
        let trend = Trend::of(&samples, look);
        let unit = if what.starts_with("memory") { 1024.0 * 1024.0 } else { 1.0 };
        let row = Row {
            promise: "R9",
            measure: format!("{what}: growth over the run, from {:.1} in the mean", trend.mean / unit),
            count: samples.len() as u64,
            result: format!("{:+.1} ({:+.1} %)", trend.growth / unit, trend.share() * 100.0),
            promised: format!("within 2 %, or {:.0}", floor / unit),
        };
        if samples.iter().all(|sample| look(sample) > 0.0) {
            // What gets less does not grow.
            report.must_hold(trend.share() <= GROWTH || trend.growth <= floor, row);
        } else {
            report.note(Row { result: "not told by this system".to_owned(), ..row });
        }
    }
    report.must_be_none("R9, I8", "tasks left when the clients are gone", left, 1);
    Ok(report)
}
