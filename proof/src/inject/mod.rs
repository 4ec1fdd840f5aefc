//! Hostile text in every field of the language: it is refused, or it stays text. Nothing of it becomes code, a test, a
//! path, or a word to Cargo.

mod cases;
mod compile;
pub(crate) mod directives;
mod fields;
mod judgement;
mod language;
pub(crate) mod payloads;
mod tally;

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use crate::arguments::Inject;
use crate::corpus::Spec;
use crate::parallel;
use crate::random::Random;
use crate::report::{Report, Row, grouped};
use cases::Cases;
use tally::Tally;

/// Specs whose refusals a build script prints.
const MOST_BUILDS: usize = 3_000;

pub(crate) fn run(arguments: &Inject) -> io::Result<Report> {
    let seed = arguments.common.seed;
    let cases = Arc::new(Cases::new(seed)?);
    let all = cases.count();
    let count = arguments.common.count.unwrap_or(all);
    let number = move |turn: u64| if count >= all { turn } else { Random::of_case(seed, turn).number_below(all) };
    let mut tally = Tally::default();
    let shared = Arc::clone(&cases);
    parallel::run(
        "inject",
        count,
        move |turn| shared.judge(number(turn)),
        |turn, end| {
            tally.take(number(turn), end, &cases);
        },
    );
    let mut report = tally.rows(cases.fields.len());
    add_directives(&cases, &tally, &mut report)?;
    if arguments.compile > 0 {
        add_compiled(&cases, &tally, seed, arguments.compile, &mut report)?;
    }
    for (case, problem) in tally.findings() {
        report.finding(format!("seed {seed}, case {case}: {}\n  {problem}", cases.describe(case)));
    }
    Ok(report)
}

/// What build scripts say of refusals, one of each kind and text, and of accepted specs.
fn add_directives(cases: &Cases, tally: &Tally, report: &mut Report) -> io::Result<()> {
    let mut chosen: Vec<u64> = tally.all_refused().chain(tally.all_accepted().step_by(101)).collect();
    let step = chosen.len().div_ceil(MOST_BUILDS).max(1);
    chosen = chosen.into_iter().step_by(step).chain(cases.file_names()).collect();
    let specs: Vec<Spec> = chosen.into_iter().filter_map(|number| cases.spec(number)).collect();
    let said = directives::listen(&specs)?;
    let row = Row {
        promise: "A11, A38",
        measure: format!("lines that build scripts print about {} of the specs, foreign", grouped(specs.len() as u64)),
        count: said.directives,
        result: if said.problem.is_none() { "0" } else { "some" }.to_owned(),
        promised: "0".to_owned(),
    };
    report.must_hold(said.problem.is_none(), row);
    said.problem.into_iter().for_each(|problem| report.finding(problem));
    Ok(())
}

fn add_compiled(cases: &Cases, tally: &Tally, seed: u64, wanted: usize, report: &mut Report) -> io::Result<()> {
    let accepted: Vec<u64> = tally.all_accepted().collect();
    let mut random = Random::of_case(seed, u64::MAX);
    let mut chosen = BTreeSet::new();
    // A case that is drawn twice is compiled once.
    for _ in 0..wanted * 4 {
        chosen.extend(random.pick(&accepted).copied().filter(|_| chosen.len() < wanted));
    }
    let specs: Vec<Spec> = chosen.into_iter().filter_map(|number| cases.spec(number)).collect();
    let compiled = compile::compile(&specs)?;
    let row = Row {
        promise: "G1, O4, O5",
        measure: "clients of hostile specs compiled without a warning, tests and docs run; marker files".to_owned(),
        count: specs.len() as u64,
        result: match &compiled.problem {
            None => format!("0 in {} tests", grouped(compiled.tests)),
            Some(_) => "failed".to_owned(),
        },
        promised: "0".to_owned(),
    };
    report.must_hold(compiled.problem.is_none() && compiled.tests > 0, row);
    compiled.problem.into_iter().for_each(|problem| report.finding(problem));
    Ok(())
}
