//! Faults of the catalogue, around every operation.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::io;
use std::sync::Arc;

use partner_insights::Error;

use super::tally::Tally;
use crate::report::Report;
use crate::robust::case::Case;
use crate::robust::cases::{self, End};
use crate::robust::operation::{Operation, Told};
use crate::robust::trial::{Outcome, Witness, planned};
use crate::robust::world::World;

/// How often a case is tried again, alone, that was wrong as a busy machine makes it.
const AGAIN: usize = 3;

pub(super) fn run(world: &Arc<World>, count: u64, report: &mut Report) -> io::Result<()> {
    let mut tally = Tally::default();
    let mut doubtful = BTreeMap::new();
    let shared = Arc::clone(world);
    let work = move |number| tried(Arc::clone(&shared), number);
    let hanging = cases::run("chaos", (0..count).collect(), work, |number, end| {
        let end = flat(end);
        if is_doubtful(&end) {
            doubtful.insert(number, end);
        } else {
            tally.take(world, number, end);
        }
    })?;
    tally.hanging(world, &hanging);
    again(world, doubtful, &mut tally)?;
    tally.report(world, report);
    Ok(())
}

/// A case that fits, and what came of it.
type Tried = Option<(Case, Outcome)>;

async fn tried(world: Arc<World>, number: u64) -> io::Result<Tried> {
    planned(&world, number, &Operation::CALLS, &Scan(&world)).await
}

/// What could not be set up is wrong as well.
fn flat(end: End<io::Result<Tried>>) -> End<Tried> {
    let End { value, mut panics, leaked } = end;
    let value = match value {
        Some(Ok(value)) => Some(value),
        Some(Err(error)) => {
            panics.push(format!("could not be tried: {error}"));
            None
        }
        None => None,
    };
    End { value, panics, leaked }
}

/// Too late, or left over: of a machine that is busy nothing else can be expected.
fn is_doubtful(end: &End<Tried>) -> bool {
    let is_wrong = |tried: &Tried| tried.as_ref().is_some_and(|(_, outcome)| !outcome.wrong.is_empty());
    end.leaked > 0 || end.value.as_ref().is_some_and(is_wrong)
}

/// One after the other: what is wrong every time is wrong.
fn again(world: &Arc<World>, doubtful: BTreeMap<u64, End<Tried>>, tally: &mut Tally) -> io::Result<()> {
    let mut doubtful = doubtful;
    for _ in 0..AGAIN {
        if doubtful.is_empty() {
            return Ok(());
        }
        tally.repeated(doubtful.len());
        let (shared, numbers) = (Arc::clone(world), doubtful.keys().copied().collect());
        let work = move |number| tried(Arc::clone(&shared), number);
        let hanging = cases::run_at_once(1, "chaos, again", numbers, work, |number, end| {
            let end = flat(end);
            if is_doubtful(&end) {
                doubtful.insert(number, end);
            } else {
                doubtful.remove(&number);
                tally.take(world, number, end);
            }
        })?;
        tally.hanging(world, &hanging);
    }
    doubtful.into_iter().for_each(|(number, end)| tally.take(world, number, end));
    Ok(())
}

/// Reads every error, for secrets.
struct Scan<'w>(&'w World);

impl Witness for Scan<'_> {
    fn outcome(&self, _case: &Case, outcome: &Result<Told, Error>) {
        let Err(error) = outcome else { return };
        self.0.scanner.sink("errors", format!("{error}\n{error:?}\n{error:#?}"));
        let mut source = error.source();
        while let Some(error) = source {
            self.0.scanner.sink("errors", format!("{error}\n{error:?}"));
            source = error.source();
        }
    }
}
