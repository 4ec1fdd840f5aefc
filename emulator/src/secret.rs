//! What nobody outside can guess: signatures, tokens, codes.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};

/// Without vowels no words come out, without look-alikes no mistakes.
const LETTERS: &[u8] = b"BCDFGHJKLMNPQRSTVWXZ";

/// Keys that are made anew with every emulator. Keyed hashing is enough for a service without secrets worth stealing;
/// it is no cryptography.
#[derive(Debug)]
pub(crate) struct Secret {
    keys: [RandomState; 4],
    /// How many tokens, codes and ids were made.
    made: AtomicU64,
}

impl Secret {
    pub(crate) fn new() -> Self {
        Self { keys: std::array::from_fn(|_| RandomState::new()), made: AtomicU64::new(0) }
    }

    /// The signature of a text, in base 64 as links carry it: with `+`, `/` and `=`.
    pub(crate) fn signature(&self, text: &str) -> String {
        BASE64_STANDARD.encode(self.seal(text).map(u64::to_be_bytes).as_flattened())
    }

    /// A new token, in letters that need no encoding anywhere.
    pub(crate) fn token(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.next().map(u64::to_be_bytes).as_flattened())
    }

    /// A new code that a person can type: eight capitals.
    pub(crate) fn code(&self) -> String {
        let [number, ..] = self.next();
        let letter = |byte| char::from(LETTERS[usize::from(byte) % LETTERS.len()]);
        number.to_be_bytes().map(letter).iter().collect()
    }

    /// A new UUID.
    pub(crate) fn uuid(&self) -> String {
        let [high, low, ..] = self.next();
        let digits = format!("{high:016x}{low:016x}");
        format!("{}-{}-4{}-8{}-{}", &digits[..8], &digits[8..12], &digits[13..16], &digits[17..20], &digits[20..])
    }

    /// What was never made before.
    fn next(&self) -> [u64; 4] {
        self.seal(&format!("number {}", self.made.fetch_add(1, Ordering::Relaxed)))
    }

    fn seal(&self, text: &str) -> [u64; 4] {
        self.keys.each_ref().map(|key| key.hash_one(text))
    }
}
