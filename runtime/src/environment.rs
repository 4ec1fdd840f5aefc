//! Time and chance, as policies see them: what a test replaces.
//!
//! Waiting and measuring go by tokio's clock, which stands still when a test says so (`tokio::time::pause`). What is
//! left is the time of day, for dates in headers, and random numbers.

use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use crate::random::Random;

pub(crate) struct Environment {
    wall_clock: fn() -> SystemTime,
    random: Mutex<Random>,
}

impl Environment {
    pub(crate) fn new(wall_clock: fn() -> SystemTime, seed: Option<u64>) -> Self {
        let random = seed.map_or_else(Random::new, Random::with_seed);
        Self { wall_clock, random: Mutex::new(random) }
    }

    pub(crate) fn wall(&self) -> SystemTime {
        (self.wall_clock)()
    }

    /// From 0 up to but not including 1.
    pub(crate) fn fraction(&self) -> f64 {
        self.random().fraction()
    }

    pub(crate) fn seed(&self) -> u64 {
        self.random().next()
    }

    fn random(&self) -> std::sync::MutexGuard<'_, Random> {
        self.random.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
