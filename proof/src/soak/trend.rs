//! Whether a number grows.

/// What was seen at a moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    /// Seconds since the start.
    pub(super) second: f64,
    pub(super) descriptors: f64,
    pub(super) tasks: f64,
    /// In bytes.
    pub(super) memory: f64,
}

pub(super) fn descriptors(sample: &Sample) -> f64 {
    sample.descriptors
}

pub(super) fn tasks(sample: &Sample) -> f64 {
    sample.tasks
}

pub(super) fn memory(sample: &Sample) -> f64 {
    sample.memory
}

/// A straight line through samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Trend {
    pub(super) mean: f64,
    /// From the first sample to the last.
    pub(super) growth: f64,
}

impl Trend {
    /// By least squares.
    pub(super) fn of(samples: &[Sample], look: fn(&Sample) -> f64) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "there are some hundreds")]
        let count = (samples.len() as f64).max(1.0);
        let mean_of = |look: &dyn Fn(&Sample) -> f64| samples.iter().map(look).sum::<f64>() / count;
        let (middle, mean) = (mean_of(&|sample| sample.second), mean_of(&look));
        let spread: f64 = samples.iter().map(|sample| (sample.second - middle).powi(2)).sum();
        let together: f64 = samples.iter().map(|sample| (sample.second - middle) * (look(sample) - mean)).sum();
        let time = samples.last().map_or(0.0, |last| last.second) - samples.first().map_or(0.0, |first| first.second);
        let slope = if spread > 0.0 { together / spread } else { 0.0 };
        Self { mean, growth: slope * time }
    }

    /// Of the mean.
    pub(super) fn share(&self) -> f64 {
        if self.mean > 0.0 { self.growth / self.mean } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::{Sample, Trend, tasks};

    fn trend(numbers: &[f64]) -> Trend {
        let sample = |(second, tasks): (f64, f64)| Sample { second, descriptors: 0.0, tasks, memory: 0.0 };
        let seconds = (0..).map(f64::from);
        Trend::of(&seconds.zip(numbers.iter().copied()).map(sample).collect::<Vec<_>>(), tasks)
    }

    #[test]
    fn lines() {
        assert_eq!(trend(&[5.0, 5.0, 5.0]), Trend { mean: 5.0, growth: 0.0 });
        assert_eq!(trend(&[1.0, 2.0, 3.0]), Trend { mean: 2.0, growth: 2.0 });
        assert_eq!(trend(&[4.0, 6.0, 6.0, 4.0]), Trend { mean: 5.0, growth: 0.0 });
        assert_eq!(trend(&[]), Trend { mean: 0.0, growth: 0.0 });
    }
}
