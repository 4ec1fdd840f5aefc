//! Undoing the content coding of a body (RFC 9110 section 8.4).
#![cfg_attr(
    not(feature = "gzip"),
    expect(clippy::unnecessary_wraps, reason = "nothing can go wrong with what is not packed")
)]

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_ENCODING;

use crate::transport::TransportError;

/// A body as it was packed for the way: not at all, or by gzip (RFC 1952).
pub(crate) enum Unpacker {
    Plain,
    #[cfg(feature = "gzip")]
    Gzip(Box<gzip::Gzip>),
}

impl Unpacker {
    /// Reads the coding from the head.
    pub(crate) fn new(headers: &HeaderMap) -> Result<Self, TransportError> {
        let Some(coding) = headers.get(CONTENT_ENCODING) else { return Ok(Self::Plain) };
        match coding.to_str().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "" | "identity" => Ok(Self::Plain),
            #[cfg(feature = "gzip")]
            "gzip" | "x-gzip" => Ok(Self::gzip()),
            _ => Err(TransportError::unusable("the answer has a content coding that was not asked for")),
        }
    }

    #[cfg(feature = "gzip")]
    pub(crate) fn gzip() -> Self {
        Self::Gzip(Box::default())
    }

    /// The next of the pieces that `rest` holds, none after the last: each is small enough to look at the limits in
    /// between.
    pub(crate) fn next(&mut self, rest: &mut Bytes) -> Result<Option<Bytes>, TransportError> {
        if rest.is_empty() {
            return Ok(None);
        }
        match self {
            Self::Plain => Ok(Some(std::mem::take(rest))),
            #[cfg(feature = "gzip")]
            Self::Gzip(gzip) => {
                let packed = rest.split_to(rest.len().min(gzip::STEP));
                gzip.unpack(&packed).map(Some)
            }
        }
    }

    /// Refuses a body that is there to fill memory.
    #[cfg_attr(not(feature = "gzip"), expect(unused_variables, reason = "nothing is packed without gzip"))]
    pub(crate) fn check_ratio(&self, unpacked: u64, ratio: u32) -> Result<(), TransportError> {
        match self {
            Self::Plain => Ok(()),
            #[cfg(feature = "gzip")]
            Self::Gzip(gzip) => gzip.check_ratio(unpacked, ratio),
        }
    }

    /// Refuses a body that ends before it is complete.
    pub(crate) fn finish(&mut self) -> Result<(), TransportError> {
        match self {
            Self::Plain => Ok(()),
            #[cfg(feature = "gzip")]
            Self::Gzip(gzip) => gzip.finish(),
        }
    }
}

#[cfg(feature = "gzip")]
mod gzip {
    use std::io::Write;

    use bytes::Bytes;
    use flate2::write::MultiGzDecoder;

    use crate::transport::TransportError;

    /// gzip makes at most 1,032 bytes of one, so 4 MiB at a time.
    pub(super) const STEP: usize = 4 * 1024;

    /// Below this a high ratio does no harm: blanks and repeated fields reach it too.
    const HARMLESS: u64 = 1024 * 1024;

    pub(crate) struct Gzip {
        decoder: MultiGzDecoder<Vec<u8>>,
        packed: u64,
    }

    impl Default for Gzip {
        fn default() -> Self {
            Self { decoder: MultiGzDecoder::new(Vec::new()), packed: 0 }
        }
    }

    impl Gzip {
        pub(super) fn unpack(&mut self, packed: &[u8]) -> Result<Bytes, TransportError> {
            self.packed = self.packed.saturating_add(crate::body::length_of(packed));
            self.decoder.write_all(packed).map_err(|_| broken())?;
            self.decoder.flush().map_err(|_| broken())?;
            Ok(Bytes::from(std::mem::take(self.decoder.get_mut())))
        }

        pub(super) fn check_ratio(&self, unpacked: u64, ratio: u32) -> Result<(), TransportError> {
            if unpacked > HARMLESS && unpacked / self.packed.max(1) > u64::from(ratio) {
                let message = format!("the body unpacks to more than {ratio} times its length");
                return Err(TransportError::over_limit(message));
            }
            Ok(())
        }

        /// Nothing comes after the last piece: the checksum at the end of a body stands there.
        pub(super) fn finish(&mut self) -> Result<(), TransportError> {
            if self.packed == 0 {
                return Ok(());
            }
            self.decoder.try_finish().map_err(|_| broken())
        }
    }

    fn broken() -> TransportError {
        TransportError::interrupted("the body is not whole: gzip cannot unpack it")
    }
}
