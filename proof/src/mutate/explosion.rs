//! The bombs, each in a process of its own: what they take at most.

use std::io;
use std::time::Duration;

use super::{bombs, measure, milliseconds};
use crate::corpus::Spec;
use crate::progress::Progress;
use crate::report::{Report, Row};

/// What any spec of up to 1 MiB may take (O7). The largest spec of 1 MiB is an object of 20,000 fields, whose client has 130,000 lines.
const MOST_MEMORY: u64 = 384 << 20;

/// On a machine that has nothing else to do it is half of that: what is to be seen is what grows out of proportion.
const LONGEST: Duration = Duration::from_secs(4);

/// Adds the rows of the bombs.
pub(super) fn explode(report: &mut Report) -> io::Result<()> {
    let bombs = bombs::all();
    let (mut slowest, mut largest, mut problems) = ((Duration::ZERO, ""), (0, ""), 0);
    let mut progress = Progress::new("bombs");
    for (number, (name, text)) in bombs.iter().enumerate() {
        progress.at(number as u64, bombs.len() as u64);
        let files = vec![("bomb.yaml".to_owned(), text.clone().into_bytes())];
        let taken = measure::measure(&Spec { name: (*name).to_owned(), files })?;
        slowest = slowest.max((taken.time, name));
        largest = largest.max((taken.memory, name));
        problems += usize::from(taken.problem.is_some());
        let told = [
            taken.problem,
            (taken.time > LONGEST).then(|| format!("takes {}", milliseconds(taken.time))),
            (taken.memory > MOST_MEMORY).then(|| format!("takes {} MiB", taken.memory >> 20)),
        ];
        told.into_iter().flatten().for_each(|told| report.finding(format!("bomb `{name}`: {told}")));
    }
    let row = |measure: &str, result, promised| Row {
        promise: "G3, A39, A40",
        measure: measure.to_owned(),
        count: bombs.len() as u64,
        result,
        promised,
    };
    report.must_be_none(
        "G3, A39, A40",
        "bombs of up to 1 MiB: aborts, hangs, wrong outcomes",
        problems,
        bombs.len() as u64,
    );
    let result = format!("{} ({})", milliseconds(slowest.0), slowest.1);
    report.must_hold(slowest.0 <= LONGEST, row("bombs: the slowest, in processor time", result, milliseconds(LONGEST)));
    if largest.0 == 0 {
        report.note(row("bombs: the most memory", "not told by this system".to_owned(), "384 MiB".to_owned()));
    } else {
        let result = format!("{} MiB ({})", largest.0 >> 20, largest.1);
        report.must_hold(largest.0 <= MOST_MEMORY, row("bombs: the most memory", result, "384 MiB".to_owned()));
    }
    Ok(())
}
