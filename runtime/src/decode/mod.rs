//! Reading JSON answers: the implementation of `Deserialize` decides the shape, this module decides the policy.
//!
//! Objects are never read from arrays (serde's derive would take `[1]` for a struct), names of
//! fields are compared as the API says, the first of two spellings wins, a byte order mark is
//! skipped (RFC 8259 section 8.1 allows a parser to), nesting is bounded, and errors say where and
//! what but never quote the answer.

mod adapter;
mod error;
mod failure;
mod nesting;
mod object;
mod pick;
mod visitor;

use serde::Deserialize;

use self::adapter::Adapter;
pub(crate) use self::adapter::OPEN;
pub use self::error::DecodeError;
pub(crate) use self::failure::Failure;
use self::nesting::Level;
pub(crate) use self::nesting::{are_texts, raise};
pub(crate) use self::pick::{Key, text_at};
use self::visitor::Context;
use crate::api::Casing;

/// Reads a JSON text.
///
/// # Errors
///
/// [`DecodeError`] with the place in the text and in the value.
pub fn from_slice<'de, T: Deserialize<'de>>(bytes: &'de [u8], casing: Casing) -> Result<T, DecodeError> {
    read(bytes, &Context::new(casing)).map_err(DecodeError::from)
}

/// Reads a JSON text and also refuses fields that no schema has: for tests of a spec's examples.
///
/// # Errors
///
/// As [`from_slice`], and for the first unknown field.
pub fn from_slice_strict<'de, T: Deserialize<'de>>(bytes: &'de [u8], casing: Casing) -> Result<T, DecodeError> {
    let _strict = nesting::strict(&[]);
    from_slice(bytes, casing)
}

/// The same where schemas have constants: those are no fields of what is read, but they may be there.
///
/// # Errors
///
/// As [`from_slice_strict`].
pub fn from_slice_strict_beside<'de, T: Deserialize<'de>>(
    bytes: &'de [u8],
    casing: Casing,
    constants: &'static [&'static str],
) -> Result<T, DecodeError> {
    let _strict = nesting::strict(constants);
    from_slice(bytes, casing)
}

/// Reads a JSON text in which numbers, true and false may be texts: what a query or a form holds has no other kind.
///
/// # Errors
///
/// As [`from_slice`].
pub fn from_slice_of_texts<'de, T: Deserialize<'de>>(bytes: &'de [u8], casing: Casing) -> Result<T, DecodeError> {
    let _texts = nesting::texts();
    from_slice(bytes, casing)
}

/// Whether a JSON text is a `T` and has at least one of its fields: an object of something else,
/// in which every field of `T` happens to be optional, is not.
#[must_use]
pub fn is_declared<T: for<'de> Deserialize<'de>>(bytes: &[u8], casing: Casing) -> bool {
    let context = Context::new(casing);
    read::<T>(bytes, &context).is_ok() && context.has_known_fields()
}

/// The same for a part of a text that was checked before, with the path kept in the error. It counts as a level, since a
/// decoder within a decoder takes as much of the stack.
pub(crate) fn from_part<'de, T: Deserialize<'de>>(text: &'de str, casing: Casing) -> Result<T, Failure> {
    let _level = Level::enter()?;
    read(text.as_bytes(), &Context::new(casing))
}

fn read<'de, T: Deserialize<'de>>(bytes: &'de [u8], context: &Context) -> Result<T, Failure> {
    // One that another deserializer than ours was handed is of no concern here.
    drop(nesting::pending());
    // Looked at once and as a whole; `serde_json` would look at every text by itself.
    let bytes = without_mark(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| Failure::not_utf8(bytes, error))?;
    let mut json = serde_json::Deserializer::from_str(text);
    let value = T::deserialize(Adapter::new(&mut json, context))?;
    json.end().map_err(|error| context.raised(&error))?;
    Ok(value)
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

#[cfg(test)]
mod tests;
