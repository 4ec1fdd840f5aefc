//! Texts to plant where secrets are.

use std::fmt;

use fastrand::Rng;

use super::WINDOW;

/// A secret with a name. `Debug` shows the name alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Sentinel {
    name: String,
    value: String,
}

/// All secrets of a test. `Debug` shows the names alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentinels(Vec<Sentinel>);

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Random characters after the prefix: 190 bits.
const RANDOM: usize = 32;

impl Sentinel {
    /// A secret that is given, such as one of a service; `None` if it is shorter than [`WINDOW`] bytes, because then
    /// no scan could find it.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Option<Self> {
        let value = value.into();
        (value.len() >= WINDOW).then(|| Self { name: name.into(), value })
    }

    /// What the secret is for.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The secret.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl Sentinels {
    /// One secret for each name: `Zq`, its number in two characters, and 32 random ones, all of them letters and
    /// digits. Equal seeds and names make equal secrets.
    #[must_use]
    pub fn seeded(seed: u64, names: &[&str]) -> Self {
        let mut random = Rng::with_seed(seed);
        let sentinel = |(number, name): (usize, &&str)| {
            let number = [BASE62[number / 62 % 62], BASE62[number % 62]];
            let tail = std::iter::repeat_with(|| BASE62[random.usize(..62)]).take(RANDOM);
            let value = b"Zq".iter().copied().chain(number).chain(tail).map(char::from).collect();
            Sentinel { name: (*name).to_owned(), value }
        };
        Self(names.iter().enumerate().map(sentinel).collect())
    }

    /// One more secret.
    #[must_use]
    pub fn and(mut self, sentinel: Sentinel) -> Self {
        self.0.push(sentinel);
        self
    }

    /// The secret of this name.
    ///
    /// # Panics
    ///
    /// If there is none: a test that plants nothing would pass.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        match self.iter().find(|sentinel| sentinel.name == name) {
            Some(sentinel) => &sentinel.value,
            None => panic!("no sentinel is called `{name}`"),
        }
    }

    /// All of them, in their order.
    pub fn iter(&self) -> std::slice::Iter<'_, Sentinel> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Sentinels {
    type Item = &'a Sentinel;
    type IntoIter = std::slice::Iter<'a, Sentinel>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for Sentinel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sentinel({})", self.name)
    }
}
