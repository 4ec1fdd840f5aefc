//! Answers that fail or come late, by chance: the same chance each time, given the same seed.

use std::cell::RefCell;
use std::str::FromStr;
use std::time::Duration;

use fastrand::Rng;

/// A fault and how often it comes, of 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Fault {
    pub(crate) kind: FaultKind,
    pub(crate) probability: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    Status(u16),
    /// The connection is reset in place of an answer.
    Reset,
    /// There is never an answer.
    Hang,
}

impl FromStr for Fault {
    type Err = String;

    fn from_str(text: &str) -> Result<Fault, String> {
        let usage = || "write it as `503:0.1`, `reset:0.05` or `hang:0.01`".to_owned();
        let (kind, probability) = text.split_once(':').ok_or_else(usage)?;
        let kind = match (kind, kind.parse()) {
            ("reset", _) => FaultKind::Reset,
            ("hang", _) => FaultKind::Hang,
            (_, Ok(status @ 400..=599)) => FaultKind::Status(status),
            (_, Ok(_)) => return Err("a status that is a fault is one from 400 to 599".to_owned()),
            (_, Err(_)) => return Err(usage()),
        };
        let probability = probability.parse().ok().filter(|value| (0.0..=1.0).contains(value));
        let probability = probability.ok_or("a probability is a number from 0 to 1")?;
        Ok(Fault { kind, probability })
    }
}

/// How long answers take: one time, or any between two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Latency {
    least: Duration,
    most: Duration,
}

impl FromStr for Latency {
    type Err = String;

    fn from_str(text: &str) -> Result<Latency, String> {
        let (least, most) = text.split_once("..").unwrap_or((text, text));
        let (least, most) = (duration(least)?, duration(most.trim_start_matches('='))?);
        if least > most {
            return Err("the first time is the shorter one".to_owned());
        }
        Ok(Latency { least, most })
    }
}

/// As in a spec: `500ms`, `2s`, `1m`.
fn duration(text: &str) -> Result<Duration, String> {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let scale = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "m" => 60.0,
        _ => return Err("write it as `500ms`, `2s`, `1m` or `100ms..2s`".to_owned()),
    };
    let number = text.strip_suffix(unit).and_then(|number| number.parse::<f64>().ok());
    let seconds = number.map(|number| number * scale).filter(|seconds| *seconds <= 86_400.0);
    seconds.map(Duration::from_secs_f64).ok_or_else(|| "a time is a number and a unit, a day at most".to_owned())
}

/// What happens to a request.
pub(crate) struct Drawn {
    pub(crate) delay: Duration,
    pub(crate) fault: Option<FaultKind>,
}

#[derive(Debug)]
pub(crate) struct Chance {
    numbers: RefCell<Rng>,
    faults: Vec<Fault>,
    latency: Latency,
    pub(crate) seed: u64,
}

impl Chance {
    pub(crate) fn new(faults: Vec<Fault>, latency: Latency, seed: Option<u64>) -> Result<Chance, String> {
        let sum: f64 = faults.iter().map(|fault| fault.probability).sum();
        if sum > 1.0 + f64::EPSILON {
            return Err("the probabilities of all faults are 1 at most, together".to_owned());
        }
        let seed = seed.unwrap_or_else(|| fastrand::u64(..));
        Ok(Chance { numbers: RefCell::new(Rng::with_seed(seed)), faults, latency, seed })
    }

    /// Whether anything depends on the seed.
    pub(crate) fn is_random(&self) -> bool {
        self.latency.least < self.latency.most
            || self.faults.iter().any(|fault| fault.probability > 0.0 && fault.probability < 1.0)
    }

    /// Takes as many numbers for each request, whatever comes of them.
    pub(crate) fn draw(&self) -> Drawn {
        let (of_fault, of_delay) = {
            let mut numbers = self.numbers.borrow_mut();
            (numbers.f64(), numbers.f64())
        };
        let mut end = 0.0;
        let fault = self.faults.iter().find(|fault| {
            end += fault.probability;
            of_fault < end
        });
        let delay = self.latency.least + self.latency.most.saturating_sub(self.latency.least).mul_f64(of_delay);
        Drawn { delay, fault: fault.map(|fault| fault.kind) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments() {
        let fault = |kind, probability| Ok(Fault { kind, probability });
        assert_eq!("503:0.1".parse(), fault(FaultKind::Status(503), 0.1));
        assert_eq!("reset:1".parse(), fault(FaultKind::Reset, 1.0));
        assert_eq!("hang:0".parse(), fault(FaultKind::Hang, 0.0));
        for text in ["", "503", "200:0.5", "503:1.1", "503:-1", "503:NaN", "stop:0.1", "99999999:0.1"] {
            assert!(text.parse::<Fault>().is_err(), "{text}");
        }
        let milliseconds = Duration::from_millis;
        let latency = |least, most| Ok(Latency { least: milliseconds(least), most: milliseconds(most) });
        assert_eq!("2s".parse(), latency(2_000, 2_000));
        assert_eq!("100ms..1.5s".parse(), latency(100, 1_500));
        assert_eq!("0s..=1m".parse(), latency(0, 60_000));
        for text in ["", "2", "2h", "s", "-1s", "1..2s", "2s..1s", "1.2.3s", "99999999999m"] {
            assert!(text.parse::<Latency>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_same_seed_is_the_same_chance() {
        let faults = || vec!["503:0.25".parse().unwrap(), "reset:0.25".parse().unwrap()];
        let latency: Latency = "0s..1s".parse().unwrap();
        let draws = |seed| {
            let chance = Chance::new(faults(), latency, Some(seed)).unwrap();
            (0..200).map(|_| chance.draw()).map(|drawn| (drawn.delay, drawn.fault)).collect::<Vec<_>>()
        };
        assert_eq!(draws(7), draws(7));
        assert_ne!(draws(7), draws(8));
        let drawn = draws(7);
        for kind in [Some(FaultKind::Status(503)), Some(FaultKind::Reset), None] {
            assert!(drawn.iter().any(|(_, fault)| *fault == kind), "{kind:?} never came");
        }
        assert!(drawn.iter().all(|(delay, _)| *delay <= Duration::from_secs(1)));
        assert!(Chance::new(vec!["503:0.6".parse().unwrap(); 2], latency, None).is_err());
    }
}
