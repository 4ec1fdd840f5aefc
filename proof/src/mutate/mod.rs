//! Mutated specs: whatever is done to a spec, the generator neither panics nor hangs, says where what it refuses is
//! wrong, and yields Rust of what it accepts. Before them, bombs: specs that are small to write and large to read.

mod bombs;
mod explosion;
pub(crate) mod measure;
mod mutations;
mod pieces;
mod stability;
mod tally;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use apiloom_codegen::generate;

use crate::arguments::Mutate;
use crate::clock::Clock;
use crate::corpus::{self, Spec};
use crate::oracle::{self, Outcome, Problem};
use crate::parallel;
use crate::random::Random;
use crate::report::Report;
use mutations::Material;
use stability::{Repeated, repeat};
use tally::Tally;

/// Some minutes on two cores.
const DEFAULT_COUNT: u64 = 100_000;
/// What any spec of up to 1 MiB may take (O7).
const LONGEST: Duration = Duration::from_secs(2);
/// One accepted spec of so many is generated again.
const SAMPLE: u64 = 8;

/// What became of one spec.
struct Judged {
    outcome: Result<Verdict, Problem>,
    /// What the generator took, without what judged it.
    time: Duration,
}

enum Verdict {
    Refused(BTreeSet<&'static str>),
    Accepted(Repeated),
}

pub(crate) fn run(Mutate { common, without_bombs }: &Mutate) -> io::Result<Report> {
    let mut report = mutated(common.seed, common.count.unwrap_or(DEFAULT_COUNT))?;
    if !without_bombs {
        explosion::explode(&mut report)?;
    }
    Ok(report)
}

fn mutated(seed: u64, count: u64) -> io::Result<Report> {
    let material = Arc::new(Material::of(corpus::all()?));
    let spec = move |material: &Material, case| material.spec(&mut Random::of_case(seed, case));
    let mut tally = Tally::default();
    let shared = Arc::clone(&material);
    parallel::run("mutate", count, move |case| judge(&spec(&shared, case), case), |case, end| tally.take(case, end));
    let mut report = tally.rows();
    for (case, problem) in tally.findings() {
        let place = keep(seed, case, &spec(&material, case))?;
        report.finding(format!("seed {seed}, case {case}: {problem}\n  the spec is in {}", place.display()));
    }
    Ok(report)
}

fn judge(spec: &Spec, case: u64) -> Judged {
    let sources = spec.sources();
    let clock = Clock::start();
    let output = generate(&sources, &oracle::options("clients"));
    let time = clock.elapsed();
    let outcome = oracle::judge_output(output, &spec.files).map(|outcome| match outcome {
        Outcome::Refused(codes) => Verdict::Refused(codes.into_iter().collect()),
        Outcome::Accepted(_) if case.is_multiple_of(SAMPLE) => Verdict::Accepted(repeat(spec)),
        Outcome::Accepted(_) => Verdict::Accepted(Repeated::default()),
    });
    Judged { outcome, time }
}

fn milliseconds(time: Duration) -> String {
    format!("{} ms", time.as_millis())
}

/// Writes down a spec, to be tried by hand.
fn keep(seed: u64, case: u64, spec: &Spec) -> io::Result<PathBuf> {
    let folder = corpus::workplace("mutate").join(format!("{seed}-{case}"));
    fs::create_dir_all(&folder)?;
    for (name, bytes) in &spec.files {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::mutated;

    #[test]
    fn a_short_run_holds_but_for_its_time() {
        let report = mutated(7, 300).unwrap_or_else(|error| panic!("{error}"));
        let broken: Vec<&String> = report.findings().iter().filter(|finding| !finding.contains(": takes ")).collect();
        assert!(broken.is_empty(), "{broken:#?}");
    }
}
