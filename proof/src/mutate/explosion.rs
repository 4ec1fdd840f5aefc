//! The bombs, each in a process of its own: what they take at most.

use std::io;
use std::time::Duration;

use super::measure::{self, Taken};
use super::{bombs, milliseconds};
use crate::corpus::Spec;
use crate::progress::Progress;
use crate::report::{Report, Row};

/// What any spec of up to 1 MiB may take (O7). The largest spec of 1 MiB is an object of 20,000 fields, whose client has 130,000 lines.
const MOST_MEMORY: u64 = 384 << 20;

/// How much longer than the yardstick any spec of up to 1 MiB may take: what grows out of proportion is to be seen on
/// any machine, so that time is compared with that of an ordinary spec in the same run.
const MOST_TIMES: f64 = 12.0;

/// Adds the rows of the bombs.
pub(super) fn explode(report: &mut Report) -> io::Result<()> {
    let bombs = bombs::all();
    let (mut slowest, mut largest, mut problems) = ((Duration::ZERO, ""), (0, ""), 0);
    let ordinary = measure(bombs::YARDSTICK, &bombs::yardstick())?;
    report.must_be_none("G3", "the yardstick: wrong outcomes", usize::from(ordinary.problem.is_some()), 1);
    let times = |time: Duration| time.as_secs_f64() / ordinary.time.as_secs_f64();
    let mut progress = Progress::new("bombs");
    for (number, (name, text)) in bombs.iter().enumerate() {
        progress.at(number as u64, bombs.len() as u64);
        let taken = measure(name, text)?;
        slowest = slowest.max((taken.time, name));
        largest = largest.max((taken.memory, name));
        problems += usize::from(taken.problem.is_some());
        let told = [
            taken.problem,
            (times(taken.time) > MOST_TIMES).then(|| format!("takes {}", milliseconds(taken.time))),
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
    let result = format!("{:.1} ({}, {})", times(slowest.0), slowest.1, milliseconds(slowest.0));
    let measure = format!("bombs: the slowest, in the processor time of {}", bombs::YARDSTICK);
    report.must_hold(times(slowest.0) <= MOST_TIMES, row(&measure, result, format!("{MOST_TIMES}")));
    if largest.0 == 0 {
        report.note(row("bombs: the most memory", "not told by this system".to_owned(), "384 MiB".to_owned()));
    } else {
        let result = format!("{} MiB ({})", largest.0 >> 20, largest.1);
        report.must_hold(largest.0 <= MOST_MEMORY, row("bombs: the most memory", result, "384 MiB".to_owned()));
    }
    Ok(())
}

fn measure(name: &str, text: &str) -> io::Result<Taken> {
    let files = vec![("bomb.yaml".to_owned(), text.as_bytes().to_vec())];
    measure::measure(&Spec { name: name.to_owned(), files })
}
