//! Faults around every operation, with a secret in every place, and everything heard that is said meanwhile.

use std::collections::BTreeSet;
use std::error::Error as _;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use apiloom_chaos::fault::Stage;
use apiloom_chaos::secrets::{Capture, Scanner, Sentinels};
use partner_insights::{Client, Error};

use crate::report::Report;
use crate::robust::case::Case;
use crate::robust::cases;
use crate::robust::operation::{Operation, Told};
use crate::robust::planted::{PERSON, PROXY_PASSWORD};
use crate::robust::trial::{Witness, planned};
use crate::robust::world::World;

/// What was heard meanwhile.
pub(super) struct Heard {
    /// Of whom.
    pub(super) targets: BTreeSet<String>,
    pub(super) calls: u64,
    pub(super) strangers: usize,
}

const OPERATIONS: [Operation; 10] = [
    Operation::ListReports,
    Operation::GetReport,
    Operation::Pages,
    Operation::ListExecutions,
    Operation::PauseReport,
    Operation::ResumeReport,
    Operation::CreateReport,
    Operation::UpdateReport,
    Operation::DeleteReport,
    Operation::Download,
];

/// The secrets without those of this name.
pub(super) fn without(planted: &Sentinels, name: &str) -> Sentinels {
    let others = planted.iter().filter(|sentinel| sentinel.name() != name).cloned();
    others.fold(Sentinels::seeded(0, &[]), Sentinels::and)
}

pub(super) fn run(world: &Arc<World>, capture: &Capture, count: u64, report: &mut Report) -> io::Result<Heard> {
    let witness = Arc::new(Listener {
        world: Arc::clone(world),
        // Whoever asks for his data may print it, and a proxy is told its own password.
        values: Scanner::new(&without(&world.planted, PERSON)),
        passed: Scanner::new(&without(&world.planted, PROXY_PASSWORD)),
        strangers: Mutex::new(0),
    });
    let (mut targets, mut calls, mut panics) = (BTreeSet::new(), 0, Vec::new());
    let (shared, listener) = (Arc::clone(world), Arc::clone(&witness));
    let work = move |number| tried(Arc::clone(&shared), Arc::clone(&listener), number);
    let hanging = cases::run("secrets", (0..count).collect(), work, |_, end| {
        let heard = capture.take();
        targets.extend(heard.lines().filter_map(target));
        world.scanner.sink("spans, events and logs", heard);
        end.panics.iter().for_each(|told| world.scanner.sink("panics", told));
        panics.extend(end.panics);
        calls += u64::from(matches!(end.value, Some(Ok(true))));
    })?;
    report.must_be_none("I1", "panics and calls that never end meanwhile", panics.len() + hanging.len(), calls);
    panics.into_iter().take(5).for_each(|told| report.finding(told));
    let strangers = *witness.strangers.lock().unwrap_or_else(PoisonError::into_inner);
    for (promise, what, scanner) in [
        ("S1, S3", "secrets that a proxy or another server received", &witness.passed),
        ("S1", "secrets in values that were asked for, as `Debug` shows them", &witness.values),
    ] {
        let found = scanner.report();
        report.must_be_none(promise, &format!("{what} (bytes scanned)"), found.findings.len(), found.bytes());
        found.findings.iter().for_each(|finding| report.finding(finding.to_string()));
    }
    Ok(Heard { targets, calls, strangers })
}

/// Whether there was a case.
async fn tried(world: Arc<World>, listener: Arc<Listener>, number: u64) -> io::Result<bool> {
    Ok(planned(&world, number, &OPERATIONS, &*listener).await?.is_some())
}

/// `TRACE event h2::codec ..`: the crate.
fn target(line: &str) -> Option<String> {
    let target = line.split(' ').nth(2)?;
    let is_a_crate = line.starts_with(|first: char| first.is_ascii_uppercase());
    Some(target.split("::").next()?.to_owned()).filter(|_| is_a_crate)
}

struct Listener {
    world: Arc<World>,
    values: Scanner,
    passed: Scanner,
    strangers: Mutex<usize>,
}

impl Witness for Listener {
    fn client(&self, client: &Client) {
        self.world.scanner.sink("clients", format!("{client:?}\n{client:#?}"));
    }

    fn outcome(&self, _case: &Case, outcome: &Result<Told, Error>) {
        let scanner = &self.world.scanner;
        match outcome {
            Ok(told) => self.values.sink("values", format!("{:?}\n{:#?}", told.value, told.value)),
            Err(error) => {
                scanner.sink("errors", format!("{error}\n{error:#}\n{error:?}\n{error:#?}"));
                scanner.sink("messages of errors", format!("{:?} {:?}", error.message(), error.redirect_host()));
                scanner.sink("attempts", format!("{:?}", error.attempts()));
                let mut source = error.source();
                while let Some(error) = source {
                    scanner.sink("sources of errors", format!("{error}\n{error:?}\n{error:#?}"));
                    source = error.source();
                }
            }
        }
    }

    fn stage(&self, _case: &Case, stage: &Stage) {
        *self.strangers.lock().unwrap_or_else(PoisonError::into_inner) += stage.strangers();
        self.passed.sink("another server", stage.elsewhere().received());
        if let Some(journal) = stage.proxy_journal() {
            self.passed.sink("a proxy", journal.received());
        }
    }
}
