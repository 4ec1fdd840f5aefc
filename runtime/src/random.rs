//! Random numbers for waits and identifiers, of which nobody needs to be unable to guess the next.
//!
//! Twenty lines in place of a crate, which every dependent would compile: docs/performance.md has what that takes.

use std::hash::{BuildHasher, RandomState};

/// `SplitMix64` (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014): each seed has a sequence
/// of its own, in which every number comes once.
pub(crate) struct Random(u64);

impl Random {
    /// With a seed that the standard library takes from the system for its hash maps.
    pub(crate) fn new() -> Self {
        Self(RandomState::new().hash_one(0))
    }

    pub(crate) fn with_seed(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to but not including 1: as many bits as a fraction has.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
    pub(crate) fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_sequence() {
        let mut random = Random::with_seed(1_234_567);
        let expected = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!(expected.map(|_| random.next()), expected);
    }

    #[test]
    fn fractions_are_spread_evenly() {
        let mut random = Random::with_seed(7);
        let mut tenths = [0; 10];
        for _ in 0..10_000 {
            let fraction = random.fraction();
            assert!((0.0..1.0).contains(&fraction));
            let tenth = (0..10).rev().find(|tenth| fraction >= f64::from(*tenth) / 10.0).unwrap();
            tenths[usize::try_from(tenth).unwrap()] += 1;
        }
        assert!(tenths.iter().all(|count| (900..1_100).contains(count)), "{tenths:?}");
    }

    #[test]
    fn no_two_are_seeded_alike() {
        assert_ne!(Random::new().next(), Random::new().next());
    }
}
