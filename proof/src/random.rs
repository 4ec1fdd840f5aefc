//! Numbers that are the same on every machine.

/// Xorshift (Marsaglia 2003), 64 bits.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The numbers of one case of a run: cases do not depend on each other, nor on how many there are.
    #[must_use]
    pub fn of_case(seed: u64, case: u64) -> Self {
        // Splitmix (Steele, Lea, Flood 2014): neighbours share no bits, and zero is not a state.
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(case);
        for factor in [0xbf58_476d_1ce4_e5b9_u64, 0x94d0_49bb_1331_11eb] {
            state = (state ^ state >> 30).wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(factor);
        }
        Random((state ^ state >> 31) | 1)
    }

    /// A number below `end`, 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % end.max(1)
    }

    /// The same for numbers larger than those of a machine's memory.
    pub fn number_below(&mut self, end: u64) -> u64 {
        let high = u64::try_from(self.below(1 << 31)).unwrap_or_default();
        let low = u64::try_from(self.below(1 << 31)).unwrap_or_default();
        (high << 31 | low) % end.max(1)
    }

    /// One of some things. `None` if there are none.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        things.get(self.below(things.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn cases_differ_and_repeat() {
        let numbers = |case| {
            let mut random = Random::of_case(7, case);
            [0; 8].map(|_| random.below(1_000_000))
        };
        assert_eq!(numbers(3), numbers(3));
        assert_ne!(numbers(3), numbers(4));
        assert_ne!(numbers(0), [0; 8]);
    }
}
