//! Fields of the type `T | null`: present, but perhaps null.

use serde::{Deserialize, Deserializer};

/// Reads a field that must be there and may be null.
///
/// serde's derive takes a missing field of type `Option` for `None`; with this in
/// `#[serde(deserialize_with = "..")]` it is an error, as the spec wants.
///
/// # Errors
///
/// Whatever reading `T` fails with.
pub fn required_nullable<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}
