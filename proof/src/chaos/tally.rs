//! What came of the faults, promise by promise.

use std::collections::{BTreeMap, BTreeSet};

use apiloom_chaos::fault::{Breach, Fate, Repeat};

use crate::report::{Report, Row};
use crate::robust::case::Case;
use crate::robust::cases::End;
use crate::robust::trial::{Outcome, Wrong};
use crate::robust::world::World;

/// How many findings of one kind are shown.
const SHOWN: usize = 8;

#[derive(Default)]
pub(super) struct Tally {
    tried: u64,
    succeeded: u64,
    repeated: u64,
    /// Calls that must not be repeated, and met a fault after which nobody knows what was done.
    ambiguous: u64,
    redirected: u64,
    rows: BTreeSet<&'static str>,
    faults: BTreeSet<usize>,
    wrong: BTreeMap<Kind, Vec<(u64, String)>>,
}

/// Which promise was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Panic,
    Hang,
    Late,
    Value,
    Again,
    Needless,
    Requests,
    Effects,
    Strangers,
    NextCall,
    Left,
}

impl Tally {
    pub(super) fn take(&mut self, world: &World, number: u64, end: End<Option<(Case, Outcome)>>) {
        let End { value, panics, leaked } = end;
        for told in panics {
            self.wrong(Kind::Panic, number, told);
        }
        let Some(Some((case, outcome))) = value else { return };
        let Some(fault) = world.faults.get(case.fault) else { return };
        self.tried += 1;
        self.succeeded += u64::from(outcome.succeeded);
        self.rows.insert(fault.row());
        self.faults.insert(case.fault);
        let is_ambiguous = case.operation.repeat() == Repeat::Forbidden && fault.expect().fate == Fate::Unknown;
        self.ambiguous += u64::from(is_ambiguous);
        self.redirected += u64::from(matches!(fault.row(), "B31" | "B62"));
        let named = |what: &dyn std::fmt::Display| format!("{} {}: {what}\n  {case}", fault.row(), fault.name());
        for breach in &outcome.breaches {
            self.wrong(kind(breach, &outcome), number, named(breach));
        }
        for wrong in &outcome.wrong {
            let (kind, told) = told(wrong);
            self.wrong(kind, number, named(&told));
        }
        if leaked > 0 {
            self.wrong(Kind::Left, number, named(&format!("{leaked} tasks were left")));
        }
    }

    pub(super) fn hanging(&mut self, world: &World, numbers: &[u64]) {
        for &number in numbers {
            let name = world.faults.get(Case::fault_of(number, &world.faults)).map_or("", |fault| fault.name());
            self.wrong(Kind::Hang, number, format!("{name}: the case never ended"));
        }
    }

    /// So many cases were tried again, because the machine may have been busy.
    pub(super) fn repeated(&mut self, count: usize) {
        self.repeated += count as u64;
    }

    pub(super) fn report(self, world: &World, report: &mut Report) {
        let all = self.tried;
        let plans = self.faults.len();
        report.note(Row {
            promise: "R1",
            measure: format!(
                "faults tried, of {} in {} rows, around 8 operations, over HTTP/1.1, TLS and HTTP/2",
                world.faults.len(),
                self.rows.len()
            ),
            count: all,
            result: format!("{plans} faults, {} successes, {} tried again alone", self.succeeded, self.repeated),
            promised: String::new(),
        });
        let none = |report: &mut Report, promise, measure, kind, count| {
            report.must_be_none(promise, measure, self.wrong.get(&kind).map_or(0, Vec::len), count);
        };
        none(report, "R1, I1", "panics, on any thread", Kind::Panic, all);
        none(report, "R1, I2", "calls that never end", Kind::Hang, all);
        none(report, "R1, I2", "calls that end later than 250 ms after their deadline", Kind::Late, all);
        none(report, "R1", "wrong successes: other values than the right one, or nothing done", Kind::Value, all);
        none(
            report,
            "R1",
            "definite refusals (certificates, statuses) that are tried again all the same",
            Kind::Again,
            all,
        );
        none(report, "R1", "errors where standards make the fault harmless, or a retry has to", Kind::Needless, all);
        none(report, "I3", "calls that send more requests than their policy", Kind::Requests, all);
        none(report, "R2, I4", "`POST`s after which nobody knows: done twice", Kind::Effects, self.ambiguous);
        none(
            report,
            "S3",
            "redirects and links to pages: connections to another server",
            Kind::Strangers,
            self.redirected,
        );
        none(report, "I6", "next calls of the same client that fail", Kind::NextCall, all);
        none(report, "I8", "clients that leave connections or tasks behind", Kind::Left, all);
        let scanned = world.scanner.report();
        report.must_be_none("I5", "secrets in errors (bytes scanned)", scanned.findings.len(), scanned.bytes());
        scanned.findings.iter().for_each(|finding| report.finding(finding.to_string()));
        for (kind, wrong) in self.wrong {
            let mut wrong = wrong;
            wrong.sort();
            for (number, told) in wrong.into_iter().take(SHOWN) {
                report.finding(format!("seed {}, case {number}: {kind:?}: {told}", world.seed));
            }
        }
    }

    fn wrong(&mut self, kind: Kind, number: u64, told: String) {
        self.wrong.entry(kind).or_default().push((number, told));
    }
}

fn kind(breach: &Breach, outcome: &Outcome) -> Kind {
    match breach {
        // The value is right, and there should have been none.
        Breach::MadeUpSuccess if outcome.succeeded => Kind::Again,
        Breach::MadeUpSuccess | Breach::WrongContent | Breach::NoEffect => Kind::Value,
        Breach::NeedlessError => Kind::Needless,
        Breach::RepeatedEffect(_) => Kind::Effects,
        Breach::TooManyRequests { .. } => Kind::Requests,
        Breach::Strangers(_) => Kind::Strangers,
    }
}

fn told(wrong: &Wrong) -> (Kind, String) {
    match wrong {
        Wrong::Needless(why) => (Kind::Needless, format!("an error where the answer was good: {why}")),
        Wrong::Late(late) => (Kind::Late, format!("{late:?} after the deadline")),
        Wrong::NotRecovered(why) => (Kind::Needless, format!("did not recover: {why}")),
        Wrong::NextCall(why) => (Kind::NextCall, format!("the next call: {why}")),
        Wrong::Sockets(open) => (Kind::Left, format!("{open} connections were left")),
    }
}
