//! What a decoder inside a decoder has to know: how deep it is, whether it is strict, and, on the
//! way out, what went wrong.
//!
//! A member of a union is read from a part of the text once its tag is known, by a decoder of its
//! own. serde lets the two exchange nothing but a message, so the rest goes beside it.

use std::cell::Cell;

use serde::de;

use super::failure::Failure;

/// As in .NET's `System.Text.Json`; `serde_json`'s own limit is twice that, and starts anew with every part. What is nested
/// so deeply fits into a stack of 256 KiB, where types are small and the build is one for debugging, too.
const MAX_DEPTH: u16 = 64;

/// Names of what schemas fix, which is no field of what is read.
type Constants = &'static [&'static str];

thread_local! {
    static DEPTH: Cell<u16> = const { Cell::new(0) };
    static STRICT: Cell<Option<Constants>> = const { Cell::new(None) };
    static TEXTS: Cell<bool> = const { Cell::new(false) };
    static PENDING: Cell<Option<Failure>> = const { Cell::new(None) };
}

/// One level of lists and objects, until it is dropped.
pub(super) struct Level(());

impl Level {
    pub(super) fn enter() -> Result<Self, Failure> {
        let depth = DEPTH.get();
        if depth >= MAX_DEPTH {
            return Err(Failure::new("lists and objects are nested too deeply"));
        }
        DEPTH.set(depth + 1);
        Ok(Self(()))
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get().saturating_sub(1));
    }
}

/// Refuses unknown fields, until it is dropped.
pub(super) struct Strict {
    before: Option<Constants>,
}

pub(super) fn strict(constants: Constants) -> Strict {
    Strict { before: STRICT.replace(Some(constants)) }
}

impl Drop for Strict {
    fn drop(&mut self) {
        STRICT.set(self.before);
    }
}

/// Takes texts for what they say, until it is dropped.
pub(super) struct Texts {
    before: bool,
}

pub(super) fn texts() -> Texts {
    Texts { before: TEXTS.replace(true) }
}

impl Drop for Texts {
    fn drop(&mut self) {
        TEXTS.set(self.before);
    }
}

/// Whether a text may stand for a number, or for true or false.
pub(crate) fn are_texts() -> bool {
    TEXTS.get()
}

/// Whether a field that no schema has is an error.
pub(super) fn refuses(key: &str) -> bool {
    STRICT.get().is_some_and(|constants| !constants.contains(&key))
}

/// Turns a failure inside a part into the error of the decoder around it. Another deserializer
/// than ours sees the words.
pub(crate) fn raise<E: de::Error>(failure: Failure) -> E {
    let words = failure.to_string();
    PENDING.set(Some(failure.without_position()));
    E::custom(words)
}

/// The failure that was raised just now.
pub(super) fn pending() -> Option<Failure> {
    PENDING.take()
}
