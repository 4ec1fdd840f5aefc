//! What is around a file on its way: a content coding, gzip that nobody speaks of, a byte order mark.

use http::HeaderMap;

use crate::guard::unpack::Unpacker;
use crate::transport::TransportError;

/// How a server coded a file for the way (RFC 9110 section 8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    Plain,
    #[cfg(feature = "gzip")]
    Gzip,
}

impl Coding {
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, TransportError> {
        match Unpacker::new(headers)? {
            Unpacker::Plain => Ok(Self::Plain),
            #[cfg(feature = "gzip")]
            Unpacker::Gzip(_) => Ok(Self::Gzip),
        }
    }

    /// The name in header fields.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Plain => "identity",
            #[cfg(feature = "gzip")]
            Self::Gzip => "gzip",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "identity" => Some(Self::Plain),
            #[cfg(feature = "gzip")]
            "gzip" => Some(Self::Gzip),
            _ => None,
        }
    }
}

/// What is to be taken off, and how much may come out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wrapping {
    /// Unpacks what begins like gzip, too, without a header field that says so.
    pub(super) unpack: bool,
    /// Takes a byte order mark off.
    pub(super) mark: bool,
    pub(super) largest: u64,
    pub(super) ratio: u32,
}

/// RFC 1952 section 2.3.1, with the one compression method there is. No text begins so: in UTF-8 the second byte goes
/// on with a character that the first does not begin.
pub(super) const GZIP: [u8; 3] = [0x1f, 0x8b, 8];

/// U+FEFF in UTF-8.
pub(super) const MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

impl Wrapping {
    /// Whether a file with this beginning, under this coding, has anything around it.
    pub(super) fn is_around(self, coding: Coding, beginning: &[u8]) -> bool {
        coding != Coding::Plain
            || cfg!(feature = "gzip") && self.unpack && beginning.starts_with(&GZIP)
            || self.mark && beginning.starts_with(&MARK)
    }
}

pub(super) fn too_large(largest: u64) -> TransportError {
    TransportError::over_limit(format!("the file is larger than {largest} bytes"))
}
