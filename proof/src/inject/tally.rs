//! What hostile texts came to, and the rows that say so.

use std::collections::BTreeMap;

use super::cases::Cases;
use super::judgement::{Became, Breach};
use crate::oracle::Problem;
use crate::parallel::End;
use crate::report::{Report, Row, grouped};

#[derive(Default)]
pub(super) struct Tally {
    skipped: u64,
    refused: u64,
    became: BTreeMap<Became, Vec<u64>>,
    injected: Vec<(u64, String)>,
    refusals: Vec<(u64, String)>,
    paths: Vec<(u64, String)>,
    rust: Vec<(u64, String)>,
    docs: Vec<(u64, String)>,
    panics: Vec<(u64, String)>,
    /// A case of each code and text, whose refusal is printed by a build script.
    printed: BTreeMap<(String, &'static str), u64>,
}

impl Tally {
    pub(super) fn take(&mut self, number: u64, end: End<Option<Result<Became, Breach>>>, cases: &Cases) {
        let judged = match end {
            End::Done(None) => return self.skipped += 1,
            End::Done(Some(judged)) => judged,
            End::Panicked(told) => return self.panics.push((number, told)),
            End::Hangs => return self.panics.push((number, "hangs".to_owned())),
        };
        match judged {
            Ok(Became::Refused(code)) => {
                self.refused += 1;
                self.printed.entry((cases.text(number), code)).or_insert(number);
            }
            Ok(became) => self.became.entry(became).or_default().push(number),
            Err(Breach::Injected(words, difference)) => {
                self.injected.push((number, format!("the code has {words:?}: {difference}")));
            }
            Err(Breach::Problem(problem)) => {
                let kind = match &problem {
                    Problem::Refusal(_) => &mut self.refusals,
                    Problem::Path(_) => &mut self.paths,
                    Problem::Rust(_) => &mut self.rust,
                    Problem::Docs(_) => &mut self.docs,
                };
                kind.push((number, problem.to_string()));
            }
        }
    }

    /// The cases whose text was accepted.
    pub(super) fn all_accepted(&self) -> impl Iterator<Item = u64> {
        self.became.values().flatten().copied()
    }

    /// A refused case of each text and code.
    pub(super) fn all_refused(&self) -> impl Iterator<Item = u64> {
        self.printed.values().copied()
    }

    fn accepted(&self, became: Became) -> u64 {
        self.became.get(&became).map_or(0, |cases| cases.len() as u64)
    }

    pub(super) fn rows(&self, fields: usize) -> Report {
        let [text, name, construct] =
            [Became::Text, Became::Name, Became::Construct].map(|became| self.accepted(became));
        let wrong = self.injected.len() + self.paths.len() + self.rust.len() + self.docs.len();
        let accepted = text + name + construct + wrong as u64;
        let refused = self.refused + self.refusals.len() as u64;
        let all = accepted + refused + self.panics.len() as u64;
        let mut report = Report::default();
        let what = format!("hostile texts in {fields} fields that become code");
        report.must_be_none("G1, A59, A60", &what, self.injected.len(), all);
        report.must_be_none("A13", "of them, panics and hangs", self.panics.len(), all);
        report.must_be_none(
            "O1",
            "refusals without code, file, line or column, or unfit to be shown",
            self.refusals.len(),
            refused,
        );
        report.must_be_none("O3, A61", "accepted specs whose output is not Rust", self.rust.len(), accepted);
        report.must_be_none("A01, A02, A09", "accepted specs whose docs run or are HTML", self.docs.len(), accepted);
        report.must_be_none("A37", "accepted specs whose output leaves its folder", self.paths.len(), accepted);
        report.note(Row {
            promise: "O2",
            measure: "accepted: the text stayed text / a name and text / a construct of the language".to_owned(),
            count: text + name + construct,
            result: [text, name, construct].map(grouped).join(" / "),
            promised: "-".to_owned(),
        });
        report
    }

    /// The first of each kind, in order of their cases.
    pub(super) fn findings(&self) -> Vec<(u64, String)> {
        const SHOWN: usize = 8;
        let kinds = [&self.injected, &self.panics, &self.refusals, &self.rust, &self.docs, &self.paths];
        let mut findings = Vec::new();
        for kind in kinds {
            let mut kind = kind.clone();
            kind.sort();
            findings.extend(kind.into_iter().take(SHOWN));
        }
        findings
    }
}
