//! What mutated specs came to, and the rows that say so.

use std::collections::BTreeSet;
use std::time::Duration;

use super::{Judged, LONGEST, Verdict, milliseconds};
use crate::oracle::Problem;
use crate::parallel::End;
use crate::report::{Report, Row};

#[derive(Default)]
pub(super) struct Tally {
    refused: u64,
    accepted: u64,
    panics: Vec<(u64, String)>,
    wrong_refusals: Vec<(u64, String)>,
    wrong_outputs: Vec<(u64, String)>,
    hangs: Vec<(u64, String)>,
    slow: Vec<(u64, String)>,
    unstable: Vec<(u64, String)>,
    slowest: Duration,
    again: u64,
    other_lines: u64,
    codes: BTreeSet<&'static str>,
}

impl Tally {
    pub(super) fn take(&mut self, case: u64, end: End<Judged>) {
        let judged = match end {
            End::Done(judged) => judged,
            End::Panicked(told) => return self.panics.push((case, told)),
            End::Hangs => return self.hangs.push((case, "hangs".to_owned())),
        };
        self.slowest = self.slowest.max(judged.time);
        if judged.time > LONGEST {
            self.slow.push((case, format!("takes {} ms", judged.time.as_millis())));
        }
        match judged.outcome {
            Ok(Verdict::Refused(codes)) => {
                self.refused += 1;
                self.codes.extend(codes);
            }
            Ok(Verdict::Accepted(repeated)) => {
                self.accepted += 1;
                self.again += u64::from(repeated.again);
                self.other_lines += u64::from(repeated.other_lines);
                self.unstable.extend(repeated.problem.map(|problem| (case, problem)));
            }
            Err(problem @ Problem::Refusal(_)) => {
                self.refused += 1;
                self.wrong_refusals.push((case, problem.to_string()));
            }
            Err(problem) => {
                self.accepted += 1;
                self.wrong_outputs.push((case, problem.to_string()));
            }
        }
    }

    pub(super) fn rows(&self) -> Report {
        let all = self.refused + self.accepted + (self.panics.len() + self.hangs.len()) as u64;
        let mut report = Report::default();
        report.must_be_none("A58, G2", "mutated specs: panics", self.panics.len(), all);
        report.must_be_none("A58, G2", "mutated specs: hangs", self.hangs.len(), all);
        report.must_hold(
            self.wrong_refusals.is_empty(),
            Row {
                promise: "A58, G2",
                measure: format!(
                    "refusals with code, file, line and column, fit to be shown ({} codes)",
                    self.codes.len()
                ),
                count: self.refused,
                result: percent(self.refused - self.wrong_refusals.len() as u64, self.refused),
                promised: "100 %".to_owned(),
            },
        );
        report.must_be_none(
            "G2, A61",
            "accepted: output that is not Rust, docs that run",
            self.wrong_outputs.len(),
            self.accepted,
        );
        report.must_hold(
            self.slow.is_empty(),
            Row {
                promise: "G3",
                measure: "mutated specs: the slowest, in processor time".to_owned(),
                count: all,
                result: milliseconds(self.slowest),
                promised: milliseconds(LONGEST),
            },
        );
        let measure = format!("accepted: another output the second time, or with CRLF (of {})", self.other_lines);
        report.must_be_none("G4, A56", &measure, self.unstable.len(), self.again);
        report
    }

    /// The first of each kind, in order of their cases.
    pub(super) fn findings(&self) -> Vec<(u64, String)> {
        const SHOWN: usize = 5;
        let kinds = [&self.panics, &self.hangs, &self.wrong_refusals, &self.wrong_outputs, &self.slow, &self.unstable];
        let mut findings = Vec::new();
        for kind in kinds {
            let mut kind = kind.clone();
            kind.sort();
            findings.extend(kind.into_iter().take(SHOWN));
        }
        findings
    }
}

fn percent(part: u64, all: u64) -> String {
    if part == all { "100 %".to_owned() } else { format!("{part} of {all}") }
}
