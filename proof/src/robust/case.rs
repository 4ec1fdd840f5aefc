//! Which fault is tried on which operation, and what is around them: all of it follows from a seed and a number.

use std::fmt;
use std::time::Duration;

use apiloom_chaos::fault::{Carrier, Cut, Failure, Fault, Scene, Start, Times};
use apiloom_chaos::secrets::Sentinels;

use super::client::Patience;
use super::operation::Operation;
use crate::random::Random;

/// A fault around one call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Case {
    /// Its place in the catalogue.
    pub(crate) fault: usize,
    pub(crate) operation: Operation,
    pub(crate) carrier: Carrier,
    pub(crate) cut: Cut,
    pub(crate) times: Times,
    pub(crate) start: Start,
    pub(crate) patience: Patience,
    /// How long the call may take.
    pub(crate) limit: Duration,
}

/// What a client can be made to go over: HTTP/2 without TLS cannot be asked for.
const CARRIERS: [Carrier; 3] = [Carrier::Http1, Carrier::Http1Tls, Carrier::Http2Tls];

impl Case {
    /// The fault that is tried in the case of this number. Neighbours have other faults, so that any run of numbers has
    /// many.
    pub(crate) fn fault_of(number: u64, faults: &[Fault]) -> usize {
        usize::try_from(number).unwrap_or_default() % faults.len().max(1)
    }

    /// The case of this number, or, where that does not fit, another one of the same fault.
    pub(crate) fn planned(seed: u64, number: u64, draft: u64, faults: &[Fault], operations: &[Operation]) -> Self {
        let mut random = Random::of_case(seed.wrapping_add(draft << 32), number);
        let fault = Self::fault_of(number, faults);
        let expect = faults.get(fault).map(Fault::expect);
        let times = if random.below(2) == 0 { Times::Once } else { Times::Always };
        let patience = match expect.map(|expect| expect.failure) {
            // It never ends, or ends in time.
            Some(Failure::Timeout | Failure::Connect) => Patience::Short,
            _ if random.below(8) == 0 => Patience::Short,
            _ => Patience::Long,
        };
        Self {
            fault,
            operation: random.pick(operations).copied().unwrap_or(Operation::ListReports),
            carrier: random.pick(&CARRIERS).copied().unwrap_or(Carrier::Http1),
            cut: cut(&mut random),
            times,
            start: if random.below(4) == 0 { Start::Warm } else { Start::Fresh },
            patience,
            limit: limit(patience, &mut random),
        }
    }

    pub(crate) fn scene(&self, planted: &Sentinels) -> Scene {
        let (cut, times, start) = (self.cut, self.times, self.start);
        let pace = Duration::from_millis(5);
        Scene { cut, times, start, pace, mebibytes: 1, ..Scene::new(self.carrier, self.operation.good(planted)) }
    }
}

/// Half of the places are the edges, where mistakes are.
fn cut(random: &mut Random) -> Cut {
    if random.below(2) == 0 {
        return random.pick(&Cut::EDGES).copied().unwrap_or(Cut(0));
    }
    Cut(5 + random.number_below(1 << 62))
}

/// A short limit ends a call anywhere.
fn limit(patience: Patience, random: &mut Random) -> Duration {
    match patience {
        Patience::Long => Patience::Long.call(),
        Patience::Short if random.below(2) == 0 => Patience::Short.call(),
        Patience::Short => Duration::from_millis(20 + random.number_below(300)),
    }
}

/// As a finding names it, to be recognised: the seed and the number are enough to repeat it.
impl fmt::Display for Case {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, carrier, cut, times, start, limit, .. } = self;
        write!(formatter, "{operation:?} over {carrier:?}, {times:?}, {start:?}, {cut:?}, limit {limit:?}")
    }
}
