//! What the scanner looks for: every window of every secret in every form.

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, BuildError};

use super::encoding::forms;
use super::{Encoding, Sentinels, WINDOW};

/// All patterns and what each one means.
#[derive(Debug)]
pub(super) struct Patterns {
    automaton: AhoCorasick,
    known: Vec<Known>,
    /// The length of the longest pattern.
    pub(super) longest: usize,
}

/// A pattern. No `Debug`: the text is a part of a secret.
struct Known {
    sentinel: usize,
    encoding: Encoding,
    text: Vec<u8>,
}

impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a part of sentinel {} {}", self.sentinel, self.encoding)
    }
}

/// A part of a secret in the bytes that were looked at.
pub(super) struct Hit {
    /// Its place among the sentinels.
    pub(super) sentinel: usize,
    pub(super) encoding: Encoding,
    /// Behind its last byte.
    pub(super) end: usize,
    pub(super) start: usize,
}

impl Patterns {
    pub(super) fn new(sentinels: &Sentinels) -> Result<Self, BuildError> {
        let mut known = Vec::new();
        let mut seen = HashSet::new();
        for (sentinel, secret) in sentinels.iter().enumerate() {
            for window in secret.value().as_bytes().windows(WINDOW) {
                for (encoding, text) in forms(window) {
                    if seen.insert(text.to_ascii_lowercase()) {
                        known.push(Known { sentinel, encoding, text });
                    }
                }
            }
        }
        let texts = known.iter().map(|pattern| &pattern.text);
        // Case tells nothing: a proxy may shout, a header name may not, and hexadecimal has both.
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(texts)?;
        let longest = known.iter().map(|pattern| pattern.text.len()).max().unwrap_or(0);
        Ok(Self { automaton, known, longest })
    }

    pub(super) fn hits<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = Hit> + 'a {
        self.automaton.find_iter(bytes).filter_map(move |found| {
            let pattern = self.known.get(found.pattern().as_usize())?;
            let encoding = match pattern.encoding {
                Encoding::Raw if pattern.text != bytes[found.range()] => Encoding::OtherCase,
                encoding => encoding,
            };
            Some(Hit { sentinel: pattern.sentinel, encoding, start: found.start(), end: found.end() })
        })
    }
}
