//! Bytes inside JSON: the type `bytes` of the spec language, written as base64.

use std::fmt;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use serde::{Deserialize, Deserializer};

use crate::enums;
use crate::text::InvalidText;

/// Writes padding and reads with or without (RFC 4648 sections 3.2 and 4).
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Bytes that are base64 in JSON. A received text that is not base64 is kept, and
/// [`decoded`](Self::decoded) says so.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Binary(Content);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Content {
    Bytes(Bytes),
    NotBase64(Box<str>),
}

impl Binary {
    /// The bytes.
    ///
    /// # Errors
    ///
    /// [`InvalidText`] if what the server sent is not base64.
    pub fn decoded(&self) -> Result<&[u8], InvalidText> {
        match &self.0 {
            Content::Bytes(bytes) => Ok(bytes),
            Content::NotBase64(_) => Err(InvalidText::new("base64")),
        }
    }

    /// The base64 text: of the bytes, or as it was received.
    #[must_use]
    pub fn to_base64(&self) -> String {
        match &self.0 {
            Content::Bytes(bytes) => BASE64.encode(bytes),
            Content::NotBase64(text) => text.to_string(),
        }
    }
}

impl From<Bytes> for Binary {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        Bytes::copy_from_slice(bytes).into()
    }
}

impl fmt::Debug for Binary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Bytes(bytes) => write!(formatter, "Binary({} bytes)", bytes.len()),
            Content::NotBase64(_) => formatter.write_str("Binary(not base64)"),
        }
    }
}

impl<'de> Deserialize<'de> for Binary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = enums::read(deserializer)?;
        Ok(Self(match BASE64.decode(text.as_bytes()) {
            Ok(bytes) => Content::Bytes(bytes.into()),
            Err(_) => Content::NotBase64(text.into()),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_and_without_padding() {
        for text in [r#""aGk=""#, r#""aGk""#] {
            let binary: Binary = serde_json::from_str(text).unwrap();
            assert_eq!(binary.decoded().unwrap(), b"hi");
            assert_eq!(binary.to_base64(), "aGk=");
        }
        let odd: Binary = serde_json::from_str(r#""%%""#).unwrap();
        assert!(odd.decoded().is_err());
        assert_eq!(odd.to_base64(), "%%");
    }
}
